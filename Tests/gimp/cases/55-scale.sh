# The dialog of GIMP 2.10 on a screen of 192 dots an inch, whose fonts are twice as large. Sourced by ../run,
# after 50-window.sh, whose open_dialog it takes.
convert photo.8.png -resize '1000x700!' -strip wide.png

# fits_twice: as fits of ../languages.sh, on a screen of 2732 x 1536 pixels
fits_twice () {
  local width height
  read -r width height <<< "$(sed -n 's/.*fit: \(.*\)x\(.*\), 0 texts without room$/\1 \2/p' window.log)"
  [ "${width:-9999}" -le 2732 ] && [ "$height" -le 1400 ] || { grep 'fit: ' window.log && false; }
}

# in_its_pixels: the part that is shown at 1:1 has its size on the screen
in_its_pixels () {
  local size
  size=$(sed -n 's/.*, 1:1, \(.*\)$/\1/p' window.log | tail -n 1)
  said "preview: shown at .*, ${size:-no size}\$"
}

window_cases () {
  check "at 200 %: GIMP opens a window" until_true listens
  mark
  check "at 200 %: the dialog opens" open_dialog
  check "at 200 %: it fits a screen of 2732 x 1536" until_true fits_twice
  check "at 200 %: the preview is twice as large" until_true said 'preview: shown at .*, 800x560$'
  check "at 200 %: and so are the thumbnails" until_true said 'has a thumbnail of starry-night, 192 x 144$'
  mark
  press "$title" 1
  check "at 200 %: and what is shown at 1:1" until_true said 'preview: shown at .*, 800x[56]..$'
  check "at 200 %: in the picture's own pixels" in_its_pixels
  press "$title" Escape
}
open_gimp () {
  XDG_DATA_HOME=$work/data G_MESSAGES_DEBUG=all exec gimp -n -s wide.png \
    -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")"
}
port=$((port + 1))
rm -f display
in_window "the dialog at 200 %" 3840x2160 192
mv window.log window-scale.log
