# How suites see the dialog in another language, on a screen as small as they are made. Sourced by their
# cases, after window.sh; they define open_gimp and open_dialog.

# make_words FOLDER: FOLDER/words has our catalogues
make_words () { "$root/scripts/words.sh" build "$1/words"; }

# make_locales FOLDER: FOLDER/locales has the system's part
make_locales () {
  local name
  mkdir "$1/locales"
  for name in ko_KR de_DE; do localedef -i $name -f UTF-8 "$1/locales/$name.UTF-8"; done
}

# word LANGUAGE TEXT: its translation
word () { LANGUAGE=$1 TEXTDOMAINDIR=$work/words gettext -d adain "$2"; }

# fits: the window leaves room for a panel and its own title bar, and every text has its place
fits () {
  local width height
  read -r width height <<< "$(sed -n 's/.*fit: \(.*\)x\(.*\), 0 texts without room$/\1 \2/p' window.log)"
  [ "${width:-9999}" -le 1366 ] && [ "$height" -le 700 ] || { grep 'fit: ' window.log && false; }
}

# no_complaints: of GTK and GLib about the plug-in
no_complaints () { ! grep -E 'adain-stylize:[0-9]+\).*-CRITICAL' window.log; }

# language_cases LANGUAGE NAME: window_cases of that one
language_cases () {
  local word
  title="^$(word "$1" "Style Transfer")"
  check "$2: GIMP opens a window" until_true listens
  check "$2: the dialog opens, with a translated title" open_dialog
  check "$2: it fits a screen of 1366 x 768" until_true fits
  word=$(word "$1" "about %s, %s of memory")
  check "$2: the estimate is translated" until_true grep -q "estimate: ${word%%%s*}[0-9]" window.log
  check "$2: GTK finds nothing wrong" no_complaints
  press "$title" Escape
  title='^Style Transfer'
}
