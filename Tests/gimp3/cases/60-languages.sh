# The dialog of GIMP 3 in Korean and German. The root has no translations of GIMP itself. Sourced by ../run,
# after 50-window.sh, whose open_dialog it takes.
. "$root/Tests/gimp/languages.sh"
make_words "$work"
make_locales "$work" # newer C libraries speak no language in C.UTF-8, whatever LANGUAGE says

for language in ko de; do
  name=Korean locale=ko_KR.UTF-8
  if [ $language = de ]; then name=German locale=de_DE.UTF-8; fi
  window_cases () { language_cases $language "$name"; }
  open_gimp () {
    inside env DISPLAY="$DISPLAY" LC_ALL=$locale LOCPATH=/scratch/locales LANGUAGE=$language \
      ADAIN_LOCALE_DIR=/scratch/words G_MESSAGES_DEBUG=all \
      gimp-3.0 -n -s --batch-interpreter=plug-in-script-fu-eval \
      -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")" photo.ppm
  }
  port=$((port + 1))
  rm -f display
  in_window "the dialog of GIMP 3 in $name" 1366x768
  mv window.log "window-$language.log"
done
