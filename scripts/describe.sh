# Writes what tells others of an installation: the guide, the manual's pages, completions for shells,
# translations, what pkg-config, CMake and software centres ask for. Sourced by install.sh; knows nothing of
# where the programs come from.
# shellcheck shell=bash

# describe FOLDER PROGRAM LIBRARY PREFIX LIBDIR: files below FOLDER/prefix and FOLDER/libdir, for these two
# folders of the installation. All that a file says of options is from the program or the library.
describe () {
  local folder=$1 program=$2 library=$3 prefix=$4 libdir=$5 share=$1/prefix/share version
  local -x LC_ALL=C # the manual and the completions are English
  version=$("$program" --version) || return
  mkdir -p "$share"/{adain,man,metainfo,bash-completion/completions} \
    "$share"/{zsh/site-functions,fish/vendor_completions.d} \
    "$folder"/libdir/{pkgconfig,cmake/adain} &&
    python3 "$root/scripts/manual.py" "$program" "$library" "$root/Sources/CAdaIN/include" "$share/man" &&
    "$program" --generate-completion-script bash | sed '1{/^#!/d}' \
      > "$share/bash-completion/completions/adain" &&
    "$program" --generate-completion-script zsh > "$share/zsh/site-functions/_adain" &&
    "$program" --generate-completion-script fish > "$share/fish/vendor_completions.d/adain.fish" &&
    "$root/scripts/words.sh" build "$share/locale" &&
    cp "$root"/docs/guide{,.ko}.md "$share/adain/" &&
    cp "$root/scripts/installed/"*.metainfo.xml "$share/metainfo/" || return
  fill_in "$root/scripts/installed/adain.pc" > "$folder/libdir/pkgconfig/adain.pc"
  for file in "$root"/scripts/installed/*.cmake; do
    fill_in "$file" > "$folder/libdir/cmake/adain/$(basename "$file")"
  done
}

# Uses describe's variables.
fill_in () { sed -e "s|@PREFIX@|$prefix|; s|@LIBDIR@|$libdir|; s|@VERSION@|$version|" "$1"; }

# files_in FOLDER: their paths in it, a line each
files_in () { (cd "$1" && find . -type f -printf '%P\n' | LC_ALL=C sort); }
