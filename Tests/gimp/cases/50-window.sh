# The dialog and undo in a GIMP with a window, on a display of its own, driven through GIMP's Script-Fu
# server (../window.sh). Sourced by ../run.
. "$here/window.sh"
. "$here/dialog.sh"

picture='(let* ((image (aref (cadr (gimp-image-list)) 0))
                (layer (car (gimp-image-get-active-drawable image))))'
save () { scm "$picture (file-png-save-defaults 1 image layer \"$work/$1\" \"$1\"))"; }

# A dialog is ready for keys once it has found out what the work will take.
estimates () { [ "$(grep -c 'estimate: about' window.log)" -gt "$1" ]; }

# is_closed_by KEY: the dialog is gone; a key that came before the window listened is pressed again
is_closed_by () {
  has_window "$title" || return 0
  press "$title" "$1"
  for _ in {1..50}; do
    has_window "$title" || return 0
    sleep 0.1
  done
  return 1
}

# open_dialog: `call` is then the process that waits for the procedure
open_dialog () {
  local before
  before=$(grep -c 'estimate: about' window.log)
  scm "$picture (plug-in-adain-stylize RUN-INTERACTIVE image layer \"\" 0 0 -1 \"\" 0 \"\"))" > call.txt &
  call=$!
  until_true has_window "$title" || return 1
  touch opened
  until_true estimates "$before"
}

# dialog KEY: opens the dialog and presses it there; waits until the procedure has ended
dialog () {
  open_dialog && until_true is_closed_by "$1" && wait $call
}

# look COMMAND…: opens the dialog for it, and cancels
look () {
  open_dialog && "$@"
  until_true is_closed_by Escape && wait $call
}

# shows OUT EXPECTED LEVELS: the picture in the window, saved as OUT, is the expected one
shows () { save "$1" && pixels compare "$2" "$1" "$3"; }

# layers COUNT: the image has so many
layers () { [[ $(scm "$picture (number->string (car (gimp-image-get-layers image))))") == *"$1"* ]]; }

# kept TEXT: the image's settings have it
kept () {
  scm "$picture (caddr (car (gimp-image-get-parasite image \"adain-stylize-settings\"))))" | grep -q "$1"
}

# takes_layer: the list of places for the result, by its letter and a key
takes_layer () {
  mark
  press "$title" alt+i
  xdotool key --clearmodifiers Down
  until_true said 'result into: layer'
}

# Reset, and presets, which GIMP 3 has of its own.
preset_cases () {
  mark
  enter t 0.25
  check "a strength is typed" until_true preview_is photo.8.png op-faint.png
  press "$title" alt+u
  xdotool type faint
  press "$title" alt+s
  check "settings become a preset" until_true said 'presets: saved faint'
  check "the preset has them" says '^strength=0.25$' "$GIMP2_DIRECTORY/adain-presets"
  mark
  press "$title" alt+r
  check "Reset brings the defaults" until_true preview_is photo.8.png op-default.png
  press "$title" alt+u
  xdotool key --clearmodifiers ctrl+a BackSpace Down
  check "a preset is chosen from the list" until_true said 'presets: loaded faint'
  check "and its settings are shown" until_true preview_is photo.8.png op-faint.png
}

window_cases () {
  check "GIMP opens a window" until_true listens
  check "and the picture" until_true has_window 'photo.8'
  dialog Escape
  check "the dialog opens" test -e opened
  check "it says what the work will take" \
    grep -qE 'estimate: about [0-9]+:[0-9]{2}, [0-9]+ MiB of memory' window.log
  check "Cancel: the picture can be saved" save cancelled.png
  check "Cancel: nothing has changed" pixels compare photo.8.png cancelled.png $exactly
  look dialog_cases photo.8.png op-default.png op-wave.png op-mixed.png
  check "thumbnails are kept" \
    [ "$(find "$XDG_CACHE_HOME/adain/thumbnails" -name '*.png' | wc -l)" -ge "$(styles)" ]
  look own_style_cases "$work/mine.png" "$work/data"
  touch -d '1 second ago' own-since
  look layer_style_cases photo.8.png "$work/data"
  look model_cases photo.8.png op-default.png op-compact.png
  look zoom_cases photo.8.png op-default.png
  look preset_cases
  look help_case
  check "OK: the procedure succeeds" dialog Return
  check "OK: the picture can be saved" save confirmed.png
  check "OK: it is stylised with the defaults" pixels compare op-default.png confirmed.png 1
  scm '(caddr (car (gimp-get-parasite "adain-stylize-settings")))' > settings.txt
  check "OK: the settings are remembered" says "style=starry-night" settings.txt
  press 'photo.8' ctrl+z
  until_true shows undone.png photo.8.png $exactly
  check "undo: the picture can be saved" save undone.png
  check "undo: one step is enough" pixels compare photo.8.png undone.png $exactly
  press 'photo.8' ctrl+y
  until_true shows redone.png confirmed.png $exactly
  check "redo: the picture can be saved" save redone.png
  check "redo: one step too" pixels compare confirmed.png redone.png $exactly
  press 'photo.8' ctrl+z
  until_true shows undone.png photo.8.png $exactly
  scm "$picture (gimp-image-select-ellipse image 2 30 20 110 90)
    (gimp-selection-feather image 24))" > /dev/null
  open_dialog
  mask_cases photo.8.png op-inside.png op-both.png
  until_true is_closed_by alt+o && wait $call
  check "OK: inside and outside of the selection are stylised" until_true shows both.png op-both.png 1
  press 'photo.8' ctrl+z
  check "undo: one step is enough" until_true shows undone.png photo.8.png $exactly
  scm "$picture (gimp-selection-none image))" > /dev/null
  check "the image keeps the settings" kept 'mask-from=selection'
  open_dialog
  press "$title" alt+r
  check "the result can go into a new layer" takes_layer
  until_true is_closed_by alt+o && wait $call
  check "OK: there is a new layer" until_true layers 2
  press 'photo.8' ctrl+z
  check "undo: one step takes it away" until_true layers 1
}

# With what the dialog shows in its output.
open_gimp () {
  XDG_DATA_HOME=$work/data G_MESSAGES_DEBUG=all exec gimp -n -s photo.8.png \
    -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")"
}

op photo.8.png op-wave.png style=great-wave
op photo.8.png op-mixed.png style=great-wave style-2="$(first_style)"
op photo.8.png op-compact.png model=compact
op photo.8.png op-inside.png aux2=[ load path=ellipse.png ]
op photo.8.png op-both.png background-style="$(first_style)" aux2=[ load path=ellipse.png ]
op photo.8.png op-faint.png strength=0.25
cp photo.8.png mine.png
rm -f "$GIMP2_DIRECTORY/parasiterc" # what 40-last-values.sh has remembered
in_window "the dialog"
