#!/usr/bin/env bash
# Stylises a small picture again and again in one session of GIMP 2.10, through plug-in-adain-stylize, as long
# as GIMP's memory stays as it is. GIMP starts the plug-in anew for each call, so it is GIMP's process that is
# looked at: what it has resident of its own in the second and in the last tenth of the calls. Its status is
# not 0 when that has grown by more than 5 %, or a call has failed.
#
#   Tests/soak/gimp.sh PLUGIN CALLS    PLUGIN: the program; ADAIN_DATA_DIR as for it
set -eu
plugin=$(realpath "$1")
calls=$2
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../gegl/plug-ins.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIMP2_DIRECTORY=$work/profile XDG_CACHE_HOME=$work/cache
mkdir -p "$work/cache" "$GIMP2_DIRECTORY/plug-ins/adain-stylize"
cp "$plugin" "$GIMP2_DIRECTORY/plug-ins/adain-stylize/adain-stylize"
link_plug_ins "$work/plug-ins"
export GEGL_PATH=$work/plug-ins
mkfifo "$work/said"
tenth=$((calls / 10))

# A new image each time, because an image keeps what can be undone.
program="(let loop ((i 1))
  (let* ((image (car (gimp-image-new 53 37 RGB)))
         (layer (car (gimp-layer-new image 53 37 RGB-IMAGE \"a\" 100 LAYER-MODE-NORMAL))))
    (gimp-image-insert-layer image layer 0 0)
    (plug-in-plasma RUN-NONINTERACTIVE image layer i 3)
    (plug-in-adain-stylize RUN-NONINTERACTIVE image layer \"starry-night\" 0.8 0 -1 \"\" 512 \"\")
    (gimp-image-delete image)
    (if (= 0 (modulo i $tenth)) (gimp-message (string-append \"CALLS \" (number->string i) \" \")))
    (if (< i $calls) (loop (+ i 1)))))"
gimp -i -d -f -s -b "$program" -b '(gimp-quit 0)' > "$work/said" 2>&1 &
gimp=$!

resident () { awk '/^RssAnon/ { print $2 }' "/proc/$gimp/status"; }

first=0 last=0 count=0
while read -r line; do
  case $line in
    *"CALLS "*)
      count=${line##*CALLS } count=${count%% *}
      last=$(resident)
      if [ "$count" -le $((2 * tenth)) ]; then first=$last; fi
      ;;
    *rror* | *"xecution"*) echo "$line" ;;
  esac
done < "$work/said"
wait $gimp || true
echo "$count calls; GIMP's own memory: $first KiB after $((2 * tenth)), $last KiB at the end"
[ "$count" -eq "$calls" ] && [ "$last" -le $((first + first / 20)) ]
