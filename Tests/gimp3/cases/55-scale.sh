# The dialog of GIMP 3 on a screen of 200 %, with a light theme. Sourced by ../run, after 50-window.sh, whose
# open_dialog it takes.
. "$root/Tests/gimp/languages.sh"
echo '(theme-color-scheme light)' > home/.config/GIMP/3.0/gimprc

window_cases () {
  check "at 200 %: GIMP opens a window" until_true listens
  check "at 200 %: the dialog opens" open_dialog
  check "at 200 %: it fits a screen of 2732 x 1536" until_true fits
  check "at 200 %: the preview has the screen's pixels" until_true preview_is photo.ppm cli-defaults.png
  press "$title" Escape
}
open_gimp () {
  inside env DISPLAY="$DISPLAY" GDK_SCALE=2 G_MESSAGES_DEBUG=all gimp-3.0 -n -s \
    --batch-interpreter=plug-in-script-fu-eval \
    -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")" photo.ppm
}
port=$((port + 1))
rm -f display
in_window "the dialog of GIMP 3 at 200 %" 2732x1536
mv window.log window-scale.log
rm home/.config/GIMP/3.0/gimprc
