# Which files the formatters and shellcheck look at: a path a line, relative to the current folder, a git
# clone. Sourced by scripts/lint.sh and scripts/format.sh.
# shellcheck shell=bash

# tracked PATTERN…: files that git knows or would add, without what is deleted
tracked () {
  git ls-files --cached --others --exclude-standard -- "$@" | sort -u | while read -r path; do
    [ ! -f "$path" ] || printf '%s\n' "$path"
  done
}

swift_files () { tracked '*.swift'; }

c_files () { tracked '*.c' '*.h' '*.inc'; }

# shell_programs: what has a first line `#!` that names a shell
shell_programs () {
  tracked | while read -r path; do
    if head -c 64 "$path" | head -n 1 | grep -aqE '^#!.*[/ ](ba)?sh( |$)'; then printf '%s\n' "$path"; fi
  done
}

# shell_parts [PATTERN…]: what such programs source
shell_parts () {
  tracked "$@" | grep '\.sh$' | while read -r path; do
    if [ "$(head -c 2 "$path")" != '#!' ]; then printf '%s\n' "$path"; fi
  done
}
