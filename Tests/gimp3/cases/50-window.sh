# The dialog, and undo, by keyboard in a GIMP 3 with a window. The display is the machine's; GIMP
# is in the root. Sourced by ../run, after 20-pictures.sh.
. "$root/Tests/gimp/window.sh"
. "$root/Tests/gimp/dialog.sh"

# The server answers when the procedure has ended.
open_dialog () {
  mark
  scm "$picture (plug-in-adain-stylize #:run-mode RUN-INTERACTIVE #:image image
    #:drawables (vector (vector-ref (car (gimp-image-get-layers image)) 0))))" > call.txt &
  call=$!
  until_true has_window "$title"
}
dialog_is_gone () { ! has_window "$title"; }
ready () { said 'OK is ready' && said 'estimate: about'; }
press_in_image () { # KEY, with the pointer over the picture, which gives the keys to it
  local window
  until_true finds_window 'photo.*GIMP|GNU Image'
  xdotool windowfocus --sync "$window"
  xdotool mousemove --window "$window" 415 310
  xdotool click 2
  xdotool key --clearmodifiers "$1"
}
picture='(let* ((image (vector-ref (car (gimp-get-images)) 0)))'
save () { scm "$picture (gimp-file-save 1 image \"/scratch/$1\"))"; }
shows () { save "$1" && within "$step" "$2" "$1"; }

# layers COUNT: the image has so many
layers () {
  [[ $(scm "$picture (number->string (vector-length (car (gimp-image-get-layers image)))))") == *"$1"* ]]
}

# takes_layer: the list of places for the result, by its letter and a key
takes_layer () {
  mark
  press "$title" alt+i
  xdotool key --clearmodifiers Down
  until_true said 'result into: layer'
}

window_cases () {
  check "GIMP 3 opens a window" until_true listens
  check "and the picture" until_true has_window 'photo.*GIMP|GNU Image'
  check "the dialog opens" open_dialog
  check "OK can be pressed, and the estimate is there" until_true ready
  check "the gallery has its thumbnails" until_true has_thumbnails
  check "GIMP's buttons begin where our rows do" says 'fit: left edges ([0-9]+) \1 ' window.log
  dialog_cases photo.ppm cli-defaults.png cli-wave.png cli-mixed.png
  own_style_cases /scratch/mine.ppm "$work/home/.local/share"
  check "thumbnails are kept" \
    [ "$(find home/.cache/adain/thumbnails -name '*.png' | wc -l)" -ge "$(styles)" ]
  touch -d '1 second ago' own-since
  layer_style_cases photo.ppm "$work/home/.local/share"
  zoom_cases photo.ppm cli-defaults.png
  model_cases photo.ppm cli-defaults.png cli-compact.png
  help_case
  press "$title" Escape
  check "Escape closes it" until_true dialog_is_gone
  wait $call
  check "Cancel: nothing has changed" until_true shows cancelled.ppm photo.ppm
  check "the dialog opens again" open_dialog
  check "and OK can be pressed again" until_true ready
  check "the dialog names what it will change" grep -q 'target: Changes the layer “.*photo' window.log
  press "$title" Return
  check "OK closes it" until_true dialog_is_gone
  wait $call
  check "OK: the picture is stylised with the defaults" until_true shows confirmed.ppm cli-defaults.png
  press_in_image ctrl+z
  check "undo: one step is enough" until_true shows undone.ppm photo.ppm
  press_in_image ctrl+y
  check "redo: one step too" until_true shows redone.ppm confirmed.ppm
  press_in_image ctrl+z
  until_true shows undone.ppm photo.ppm
  scm "$picture (gimp-image-select-ellipse image 2 30 20 110 90)
    (gimp-selection-feather image 24))" > /dev/null
  open_dialog
  until_true ready
  mask_cases photo.ppm cli-in-selection.png cli-both.png
  press "$title" alt+o
  until_true dialog_is_gone && wait $call
  check "OK: inside and outside of the selection are stylised" until_true shows both.ppm cli-both.png
  press_in_image ctrl+z
  check "undo: one step is enough" until_true shows undone.ppm photo.ppm
  scm "$picture (gimp-selection-none image))" > /dev/null
  open_dialog
  until_true ready
  press "$title" alt+m
  xdotool key --clearmodifiers Home
  check "the result can go into a new layer" takes_layer
  press "$title" alt+o
  until_true dialog_is_gone && wait $call
  check "OK: there is a new layer" until_true layers 2
  press_in_image ctrl+z
  check "undo: one step takes it away" until_true layers 1
}

open_gimp () {
  inside env DISPLAY="$DISPLAY" G_MESSAGES_DEBUG=all gimp-3.0 -n -s \
    --batch-interpreter=plug-in-script-fu-eval \
    -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")" photo.ppm
}

cli photo.ppm cli-wave.png --style great-wave
cli photo.ppm cli-mixed.png --style great-wave:1 --style "$(first_style):1"
cli photo.ppm cli-compact.png --style starry-night --model compact
cli photo.ppm cli-in-selection.png --style starry-night --mask ellipse.pgm
cli photo.ppm cli-both.png --style starry-night --mask ellipse.pgm --background-style "$(first_style)"
cp photo.ppm mine.ppm
in_window "the dialog of GIMP 3"
