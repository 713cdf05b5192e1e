# The dialog's second thread (../worker.c), under the address sanitizer. What GEGL and its libraries keep
# until the end is no leak of ours. Sourced by ../run.
compile_worker () {
  local shared=$root/Plugin/gimp/shared flags libraries
  read -ra flags <<< "$(pkg-config --cflags --libs gegl-0.4) $(pkg-config --cflags gimp-2.0 gdk-pixbuf-2.0)"
  read -ra libraries <<< "$(make -s -C "$root/Plugin" libraries)"
  "${CC:-cc}" -std=gnu11 -g -O1 -Wall -Wextra -Werror -fsanitize=address -I"$root/Sources/CAdaIN/include" \
    -I"$root/Plugin/shared/include" -I"$shared" "$here/worker.c" \
    "$shared"/{worker,answer,closeup,mailbox,masks,paint,picture,scene,settings,thumbnail-cache}.c "$SHARED" "$LIBADAIN" "${flags[@]}" \
    "${libraries[@]}" -lm -o worker
}
SHARED=$(absolute "${SHARED:-$root/.build/release/libadain-gegl.a}")
check "the worker and its test compile" compile_worker
if [ -x worker ]; then
  XDG_CACHE_HOME=$work/worker-cache ASAN_OPTIONS=exitcode=0 ./worker > worker.txt 2> worker.log
  while read -r result name; do
    check "the worker: $name" [ "$result" = ok ]
  done < worker.txt
  check "the worker: all cases were run" [ "$(wc -l < worker.txt)" = 14 ]
  ours='/(worker|answer|closeup|mailbox|masks|paint|picture|scene|settings|thumbnail-cache)\.c:/'
  check "the worker: no memory is lost or misused" \
    awk "$ours { print; found = 1 } END { exit found }" worker.log
fi
