#!/usr/bin/env bash
# Stylises a small picture again and again in one session of GIMP 2.10, through plug-in-adain-stylize, as long
# as GIMP's memory stays as it is. GIMP starts the plug-in anew for each call, so it is GIMP's own process
# that is looked at: what it has allocated (allocated.c), on average over the sixth and over the last tenth of
# the calls. GIMP keeps two kilobytes for each call of any plug-in; so a second session calls one of GIMP's
# own. The status is not 0 when the first has grown by a hundredth more than the second, or a call has failed.
#
#   Tests/soak/gimp.sh PLUG-IN CALLS    PLUG-IN: the program
#
#   ADAIN_DATA_DIR, LD_LIBRARY_PATH   as for it
set -eu
plug_in=$(realpath "$1")
calls=$2
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$here/../gegl/plug-ins.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIMP2_DIRECTORY=$work/profile XDG_CACHE_HOME=$work/cache LC_ALL=C.UTF-8
mkdir -p "$work/cache" "$GIMP2_DIRECTORY/plug-ins/adain-stylize"
cp "$plug_in" "$GIMP2_DIRECTORY/plug-ins/adain-stylize/adain-stylize"
link_plug_ins "$work/plug-ins"
export GEGL_PATH=$work/plug-ins
${CC:-cc} -O1 -Wall -Wextra -Werror -fPIC -shared "$here/allocated.c" -o "$work/allocated.so"
mkfifo "$work/said"

# script CALL: a new image for each call, because an image keeps what can be undone. Whether a dot has become
# another colour is looked at, because Script-Fu goes on after some failures.
script () {
  cat << SCRIPT
(define (dot layer) (cadr (gimp-drawable-get-pixel layer 20 20)))
(define (once number)
  (let* ((image (car (gimp-image-new 53 37 RGB)))
         (layer (car (gimp-layer-new image 53 37 RGB-IMAGE "a" 100 LAYER-MODE-NORMAL))))
    (gimp-image-insert-layer image layer 0 0)
    (gimp-context-set-foreground '(200 90 20))
    (gimp-drawable-fill layer FILL-FOREGROUND)
    (gimp-drawable-set-pixel layer 20 20 3 #(10 20 30))
    (let ((before (dot layer)))
      $1
      (if (equal? before (dot layer)) (gimp-message "UNCHANGED ")))
    (gimp-image-delete image)
    (gimp-message (string-append "CALLS " (number->string number) " "))
    (if (< number $calls) (once (+ number 1)))))
(once 1)
SCRIPT
}

# session NAME CALL: says how memory grew, and leaves it in growth, in hundredths of a percent
session () {
  local gimp line count=0 tenth middle=0 end=0
  LD_PRELOAD=$work/allocated.so ALLOCATED=$work/bytes \
    gimp -i -d -f -s -b "(begin $(script "$2"))" -b '(gimp-quit 0)' > "$work/said" 2>&1 < /dev/null &
  gimp=$!
  while read -r line; do
    case $line in
      *"CALLS "*)
        count=${line##*CALLS } count=${count%% *} tenth=$(((count - 1) * 10 / calls))
        if [ $tenth -eq 5 ]; then middle=$((middle + $(cat "$work/bytes"))); fi
        if [ $tenth -eq 9 ]; then end=$((end + $(cat "$work/bytes"))); fi
        ;;
      *UNCHANGED* | *"execution error"*) echo "$line" && count=0 && break ;;
    esac
  done < "$work/said"
  if [ "$count" -ne "$calls" ] || [ $middle -eq 0 ]; then
    kill -KILL $gimp 2> /dev/null # see in_window of Tests/gimp/window.sh
    echo "$1: ended after $count calls"
    return 1
  fi
  wait $gimp
  growth=$((10000 * (end - middle) / middle))
  awk -v "name=$1" -v "calls=$calls" -v "middle=$middle" -v "end=$end" 'BEGIN {
    printf ("%s: allocated: %.2f MiB half-way, %.2f MiB at the end, %+.2f %% (%d calls)\n", name,
            middle * 10 / calls / 1024, end * 10 / calls / 1024, 100 * (end / middle - 1), calls) }'
}

session "GIMP's despeckle" '(plug-in-despeckle RUN-NONINTERACTIVE image layer 3 0 -1 256)'
own=$growth
session "Style Transfer" \
  '(plug-in-adain-stylize RUN-NONINTERACTIVE image layer "starry-night" 0.8 0 -1 "" 512 "compact")'
[ "$growth" -le $((own + 100)) ]
