#!/usr/bin/env bash
# The texts of the hosts in other languages: po/adain.pot has those of the sources, po/LANGUAGE.po a
# translation of each.
#
#   scripts/words.sh update          reads the sources again, and brings new texts into every po/*.po
#   scripts/words.sh check           is adain.pot what the sources say, and is each text translated
#   scripts/words.sh build FOLDER    what programs read, as FOLDER/LANGUAGE/LC_MESSAGES/adain.mo
#
# Needs gettext, and for all but `build` a C compiler. What is marked with _() or N_() in Plugin is a text
# (adain-words.h), and so is what the table of options says (po/options.h).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export LC_ALL=C.UTF-8

languages () { find po -name '*.po' -printf '%f\n' | sed 's/\.po$//' | sort; }

fail () {
  echo "scripts/words.sh: $1" >&2
  exit 1
}

# Where in a file a text stands is left out: it would change with every line.
extract () {
  xgettext --from-code=UTF-8 --no-location --sort-output --no-wrap --package-name=adain \
    --add-comments=Translators \
    --keyword=_ --keyword=N_ --keyword=adain_words:1,2 "$@"
}

# template FILE
template () {
  local sources
  mapfile -t sources < <(find Plugin -name '*.[ch]' -not -path 'Plugin/build/*' | sort)
  cc -E -P po/options.h | sed 's/N_ ("")//g' > "$scratch/options.c"
  find Plugin/command-line -name '*.swift' -print0 | sort -z | xargs -0 -r python3 scripts/swift_words.py \
    > "$scratch/swift.c"
  extract --language=C --output="$scratch/words.pot" "${sources[@]}" "$scratch"/{options,swift}.c \
    2> "$scratch/problems" || fail "xgettext: $(cat "$scratch/problems")"
  # The date would be news each time.
  sed '/^"PO[A-Z]*-\(Creation\|Revision\)-Date/d; 1,/^msgid ""/{/^#/d}' "$scratch/words.pot" > "$1"
}

update () {
  local language
  template po/adain.pot
  for language in $(languages); do
    msgmerge --quiet --update --backup=none --sort-output --no-wrap --no-fuzzy-matching \
      "po/$language.po" po/adain.pot
    msgattrib --no-obsolete --sort-output --no-wrap -o "po/$language.po" "po/$language.po"
  done
}

check () {
  local language status=0
  template "$scratch/adain.pot"
  cmp -s "$scratch/adain.pot" po/adain.pot || {
    diff po/adain.pot "$scratch/adain.pot" | grep '^[<>] msgid' || true
    echo "po/adain.pot is not what the sources say: scripts/words.sh update"
    status=1
  }
  for language in $(languages); do check_language "$language" || status=1; done
  return $status
}

# check_language LANGUAGE: each text of the template, none empty or doubtful, with its specifiers
check_language () {
  local problem
  if problem=$(msgfmt --check-format --check-accelerators=_ -o /dev/null "po/$1.po" 2>&1 &&
    msgcmp "po/$1.po" po/adain.pot 2>&1) && [ -z "$problem" ]; then return 0; fi
  echo "$problem"
  return 1
}

# build FOLDER
build () {
  local language
  mkdir -p "$1"
  for language in $(languages); do
    mkdir -p "$1/$language/LC_MESSAGES"
    msgfmt -o "$1/$language/LC_MESSAGES/adain.mo" "po/$language.po"
  done
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
case ${1:-} in
  update | check) "$1" ;;
  build) [ -n "${2:-}" ] || fail "build needs a folder" && build "$(realpath -m "$2")" ;;
  *) fail "choose update, check or build; the first lines of this file say more" ;;
esac
