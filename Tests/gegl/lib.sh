# What the tests of the GEGL operation and of the GIMP plug-in share; sourced by their run scripts, which set
# `work` to an empty folder, make `ops` there with link_plug_ins and call serve_pixels.
passed=0 failed=0
exactly=0.001 # levels of 255: a quarter of a step of 16 bits, but more than float conversions differ by

# check NAME COMMAND…: one line for a case; a failing command's output follows
check () {
  local name=$1
  shift
  if "$@" > "$work/log" 2>&1; then
    echo "ok $name"
    passed=$((passed + 1))
  else
    echo "FAIL $name"
    echo "     $*"
    tail -n 8 "$work/log" | sed 's/^/     /'
    failed=$((failed + 1))
  fi
}

says () { grep -qiE -e "$1" "$2" || { cat "$2"; false; }; }

finish () {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

need () {
  local what
  for what in "$@"; do
    if [ ! -e "$what" ]; then
      echo "$0: there is no $what; build first, or set the variables that the top of this script lists" >&2
      exit 2
    fi
  done
}

absolute () { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }

compile () { # SOURCE PROGRAM [MORE]…
  local source=$1 program=$2 flags
  shift 2
  read -ra flags <<< "$(pkg-config --cflags --libs gegl-0.4)"
  if ! ${CC:-cc} -O1 -Wall -Wextra -Werror "$source" "$@" -o "$program" "${flags[@]}" -lm; then
    echo "$0: $source does not compile; are a C compiler and libgegl-dev installed?" >&2
    exit 2
  fi
}

# One process does what all calls of pixels ask for.
serve_pixels () {
  compile "$root/Tests/gegl/pixels.c" "$work/pixels"
  coproc pixels_server { GEGL_PATH=$work/ops exec "$work/pixels" serve; }
}

# pixels COMMAND…: see pixels.c. Not in subshells, which have no part in the conversation.
pixels () {
  local line
  echo "$*" >&"${pixels_server[1]}" || return 2
  while read -r line <&"${pixels_server[0]}"; do
    case $line in "status "*) return "${line#status }" ;; esac
    echo "$line"
  done
  return 2
}
