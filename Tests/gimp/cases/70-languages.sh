# The dialog in Korean and German. Sourced by ../run, after 50-window.sh.
. "$here/languages.sh"
make_words "$work"
make_locales "$work"
open_dialog () {
  scm "$picture (plug-in-adain-stylize RUN-INTERACTIVE image layer \"\" 0 0 -1 \"\" 0 \"\"))" > call.txt &
  until_true has_window "$title"
}
check "there is a font with Korean letters" test -n "$(fc-list :lang=ko)"

for language in ko de; do
  name=Korean locale=ko_KR.UTF-8
  if [ $language = de ]; then name=German locale=de_DE.UTF-8; fi
  window_cases () { language_cases $language $name; }
  open_gimp () {
    exec env LC_ALL=$locale LOCPATH="$work/locales" LANGUAGE=$language ADAIN_LOCALE_DIR="$work/words" \
      XDG_DATA_HOME="$work/data" G_MESSAGES_DEBUG=all gimp -n -s photo.8.png \
      -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")"
  }
  port=$((port + 1))
  rm -f opened display
  in_window "the dialog in $name" 1366x768
  mv window.log "window-$language.log"
done
