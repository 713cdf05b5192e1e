# How suites drive a window of GIMP on a display of their own: keys by xdotool, questions by GIMP's Script-Fu
# server, which listens on $port. Sourced by their cases, which define open_gimp and window_cases.
port=$((20000 + $$ % 20000))

# scm EXPRESSION: GIMP's answer; fails where the expression does. The server takes and gives a letter, a
# length of two bytes (with a status before it in answers) and a text.
scm () {
  local header
  exec 4<> "/dev/tcp/127.0.0.1/$port" || return 1
  printf "G\\x$(printf %02x $((${#1} / 256)))\\x$(printf %02x $((${#1} % 256)))%s" "$1" >&4
  read -r -a header < <(head -c 4 <&4 | od -An -tu1)
  head -c $((${header[2]:-0} * 256 + ${header[3]:-0})) <&4
  exec 4>&-
  [ "${header[1]:-1}" = 0 ]
}

# until_true COMMAND…: waits for it; the limit only keeps a test that fails from hanging
until_true () {
  local end=$((SECONDS + ${limit:-300}))
  until "$@" > /dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}

listens () { (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; }
has_window () { xdotool search --onlyvisible --name "$1"; }
# finds_window NAME: it is $window then. Other windows that go while xdotool looks make it find none.
finds_window () { window=$(has_window "$1" | tail -n 1) && [ -n "$window" ]; }

press () { # WINDOW'S NAME, KEY
  local window limit=10
  until_true finds_window "$1" || return
  xdotool windowfocus --sync "$window"
  xdotool key --clearmodifiers "$2"
}

# photograph WINDOW'S NAME, FILE: without a window, import would wait for a click on one, and let nobody else
# use the display until then.
photograph () {
  local window
  finds_window "$1" && import -window "$window" "$2"
}

# in_window WHAT [SIZE [DOTS]]: window_cases, beside the GIMP that open_gimp starts on a display of its own,
# with so many dots an inch; it writes to window.log
in_window () {
  local display editor
  if ! command -v Xvfb > /dev/null || ! command -v xdotool > /dev/null; then
    echo "skip $1: there is no Xvfb or no xdotool"
    return
  fi
  Xvfb -displayfd 3 -screen 0 "${2:-1280x900}x24" -dpi "${3:-100}" 3> display > /dev/null 2>&1 &
  display=$!
  until_true test -s display
  DISPLAY=:$(cat display)
  export DISPLAY
  open_gimp > window.log 2>&1 &
  editor=$!
  window_cases
  # Told to end, GIMP calls exit in the middle of whatever it does, and may wait for itself for ever.
  pkill -KILL -P $editor
  kill -KILL $editor
  kill $display
  wait $editor $display 2> /dev/null
  # GIMP 2.10 keeps what was not saved, and asks the next one about it before it listens.
  rm -rf "$work/profile/backups"
}
