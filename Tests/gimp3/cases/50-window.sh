# The dialog, confirmed by keyboard in a GIMP 3 with a window. The display is the machine's; GIMP
# is in the root. Sourced by ../run, after 20-pictures.sh.
. "$root/Tests/gimp/window.sh"

# The server answers when the procedure has ended.
open_dialog () {
  scm "$picture (plug-in-adain-stylize #:run-mode RUN-INTERACTIVE #:image image
    #:drawables (vector (vector-ref (car (gimp-image-get-layers image)) 0))))" > call.txt &
  call=$!
  until_true has_window '^Style Transfer'
}
dialog_is_gone () { ! has_window '^Style Transfer'; }
ready () { grep -q 'OK is ready' window.log && grep -q 'estimate: about' window.log; }
picture='(let* ((image (vector-ref (car (gimp-get-images)) 0)))'
save () { scm "$picture (gimp-file-save 1 image \"/scratch/$1\"))"; }
shows () { save "$1" && within "$step" "$2" "$1"; }

window_cases () {
  check "GIMP 3 opens a window" until_true listens
  check "and the picture" until_true has_window 'photo.*GIMP|GNU Image'
  check "the dialog opens" open_dialog
  check "OK can be pressed, and the estimate is there" until_true ready
  if has_window '^Style Transfer' > /dev/null; then
    import -window "$(has_window '^Style Transfer' | tail -n 1)" "${ADAIN_SCREENSHOTS:-.}/gimp3-dialog.png"
  fi
  check "the dialog names what it will change" grep -q 'target: Changes the layer “.*photo' window.log
  press '^Style Transfer' Return
  check "OK closes it" until_true dialog_is_gone
  wait $call
  check "OK: the picture is stylised with the defaults" until_true shows confirmed.ppm cli-defaults.png
}

open_gimp () {
  inside env DISPLAY="$DISPLAY" G_MESSAGES_DEBUG=all gimp-3.0 -n -s \
    --batch-interpreter=plug-in-script-fu-eval \
    -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")" photo.ppm
}

in_window "the dialog of GIMP 3"
