# The dialog's second thread (../worker.c), what it computes (../painter.c, ../closeup.c) and when it is asked
# (../pace.c), under the address sanitizer.
# What GEGL and its libraries keep until the end is no leak of ours. Sourced by ../run.
parts=(worker answer closeup mailbox masks measured pace paint painter picture scene settings thumbnail-cache
  wish)

compile_part () { # NAME
  local shared=$root/Plugin/gimp/shared flags libraries
  read -ra flags <<< "$(pkg-config --cflags --libs gegl-0.4) $(pkg-config --cflags gimp-2.0 gdk-pixbuf-2.0)"
  read -ra libraries <<< "$(make -s -C "$root/Plugin" libraries)"
  "${CC:-cc}" -std=gnu11 -g -O1 -Wall -Wextra -Werror -fsanitize=address -I"$root/Sources/CAdaIN/include" \
    -I"$root/Plugin/shared/include" -I"$shared" "$here/$1.c" "${parts[@]/#/$shared/}" "$SHARED" "$LIBADAIN" \
    "${flags[@]}" "${libraries[@]}" -lm -o "$1"
}

# part NAME CASES
part () {
  local result name ours
  check "the $1 and its test compile" compile_part "$1"
  [ -x "$1" ] || return
  XDG_CACHE_HOME=$work/$1-cache ASAN_OPTIONS=exitcode=0 "./$1" > "$1.txt" 2> "$1.log"
  while read -r result name; do
    check "the $1: $name" [ "$result" = ok ]
  done < "$1.txt"
  check "the $1: all cases were run" [ "$(wc -l < "$1.txt")" = "$2" ]
  ours="/($(IFS='|' && echo "${parts[*]%.c}"))\\.c:/"
  check "the $1: no memory is lost or misused" \
    awk "$ours { print; found = 1 } END { exit found }" "$1.log"
}

SHARED=$(absolute "${SHARED:-$root/.build/release/libadain-gegl.a}")
parts=("${parts[@]/%/.c}")
part worker 8
part pace 7
part closeup 4
part painter 16
