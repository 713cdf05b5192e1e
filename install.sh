#!/usr/bin/env bash
# Builds adain and installs it: the library, the command line, the GEGL operations and the plug-in for each
# GIMP that is here, with the model and the gallery of styles. `./install.sh --help` lists the options.
#
# The steps are here; scripts/ has what they are made of.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/requirements.sh
. "$root/scripts/requirements.sh"
# shellcheck source=scripts/place.sh
. "$root/scripts/place.sh"
# shellcheck source=scripts/gimp.sh
. "$root/scripts/gimp.sh"
# shellcheck source=scripts/check.sh
. "$root/scripts/check.sh"
# shellcheck source=scripts/describe.sh
. "$root/scripts/describe.sh"

usage () {
  cat << 'TEXT'
Usage: ./install.sh [OPTION]…

  (none)           build, and install for you, in ~/.local
  --system         install for everyone, in /usr/local and the folders of GEGL and GIMP (as root)
  --prefix DIR     library, program and data in DIR instead
  --libdir DIR     the library in DIR instead of PREFIX/lib
  --uninstall      remove what was installed; give --system and --prefix as when installing
  --demo [PHOTO]   afterwards stylise a photo with gegl, GIMP and adain; the pictures go to ./adain-demo
  --help           this text

DESTDIR=FOLDER in the environment puts everything below FOLDER, for packaging, and skips the checks.
TEXT
}

fail () {
  echo "install.sh: $1" >&2
  exit 1
}

say () { printf '%-10s %s\n' "$1" "$2"; }

# quietly WHAT COMMAND…: shows the end of the log only if the command fails
quietly () {
  local what=$1
  shift
  if "$@" >> "$log" 2>&1 < /dev/null; then return 0; fi
  tail -n 25 "$log" >&2
  fail "$what failed"
}

read_options () {
  system=no action=install demo=no photo='' prefix='' libdir=''
  while [ $# -gt 0 ]; do
    case $1 in
      --system) system=yes ;;
      --prefix | --libdir)
        if [ -z "${2:-}" ]; then fail "$1 needs a folder"; fi
        printf -v "${1#--}" %s "$(realpath -ms "$2")"
        shift
        ;;
      --uninstall) action=uninstall ;;
      --demo)
        demo=yes
        case ${2:-} in
          '' | --*) ;;
          *)
            photo=$(realpath -m "$2")
            [ -r "$photo" ] || fail "cannot read the photo $2"
            shift
            ;;
        esac
        ;;
      --help | -h) usage && exit 0 ;;
      *) fail "there is no option $1; see ./install.sh --help" ;;
    esac
    shift
  done
}

find_prefix () {
  if [ $system = yes ]; then
    prefix=${prefix:-/usr/local}
  else
    [ -n "${HOME:-}" ] || fail "HOME is not set; set it, or install with --system"
    prefix=${prefix:-$HOME/.local}
  fi
  libdir=${libdir:-$prefix/lib}
  manifest=$prefix/share/adain/manifest
}

# Where GEGL and GIMP look for plug-ins. All must be there for the system's folders.
find_host_folders () {
  local gimp folder
  if [ $system = yes ]; then
    op_folder=$(pkg-config --variable=pluginsdir gegl-0.4)
  else
    op_folder=${XDG_DATA_HOME:-$HOME/.local/share}/gegl-0.4/plug-ins
  fi
  for gimp in $(gimps); do
    folder=$(gimp_user_folder "$gimp")
    if [ $system = yes ]; then folder=$(gimp_system_folder "$gimp"); fi
    gimp_folders[gimp]=$folder
    plug_ins[gimp]=$folder/plug-ins/adain-stylize/adain-stylize
  done
}

check_administrator () {
  if [ $system = no ] || [ -n "${DESTDIR:-}" ] || [ "$(id -u)" -eq 0 ]; then return 0; fi
  # shellcheck disable=SC2016 # the line is for the reader's shell
  fail 'the folders of --system need an administrator; run: sudo env PATH="$PATH" ./install.sh '"$arguments"
}

needed_swift="Swift 6.3 or newer from https://www.swift.org/install/linux"

find_swift () {
  command -v swift > /dev/null ||
    fail "there is no swift on PATH; install $needed_swift and put its usr/bin folder on PATH"
}

check_swift () {
  local version
  swift --version > "$scratch/swift.txt" 2>&1 < /dev/null ||
    fail "swift does not run: $(head -n 1 "$scratch/swift.txt"); install $needed_swift"
  version=$(sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' "$scratch/swift.txt")
  [ "$(printf '6.3\n%s\n' "$version" | sort -V | head -n 1)" = 6.3 ] ||
    fail "this is Swift ${version:-of an unknown version}; install $needed_swift"
}

install_packages () {
  local needs=("${build_needs[@]}")
  if [ $demo = yes ] && [ -z "$photo" ]; then needs+=("${demo_needs[@]}"); fi
  install_needs "$log" "${needs[@]}" || exit 1
}

# SwiftPM leaves an empty folder where XDG_DATA_HOME points to.
build () {
  local swift_build=(env XDG_DATA_HOME="$scratch/data" ${DESTDIR:+ADAIN_DATADIR="$prefix/share/adain"}
    swift build -c release --package-path "$root")
  say building "a few minutes the first time"
  # Swift's build folder does not survive that the clone is moved.
  if [ "$(cat "$root/.build/place" 2> /dev/null || echo "$root")" != "$root" ]; then rm -rf "$root/.build"; fi
  mkdir -p "$root/.build"
  echo "$root" > "$root/.build/place"
  quietly "building the library" "${swift_build[@]}" --product adain-abi
  quietly "building the command line" "${swift_build[@]}" --product adain
  quietly "building what plug-ins share" "${swift_build[@]}" --product adain-gegl
  quietly "building the plug-ins" make -j "$(nproc)" -C "$root/Plugin" BUILD="../.build/plugin" \
    LIBADAIN="../.build/release/libadain-abi.so" SHARED="../.build/release/libadain-gegl.a" \
    LIBDIR="$libdir"

  mkdir "$scratch/stripped"
  (
    cd "$root/.build"
    cp release/{libadain-abi.so,adain} plugin/adain-stylize.so "$scratch/stripped/"
    for gimp in "${!plug_ins[@]}"; do cp "plugin/gimp$gimp/adain-stylize" "$scratch/stripped/gimp$gimp"; done
  )
  quietly "stripping" strip --strip-unneeded "$scratch/stripped/"*
  quietly "writing the manual" describe "$scratch/described" "$scratch/stripped/adain" \
    "$scratch/stripped/libadain-abi.so" "$prefix" "$libdir"
}

plan_places () {
  local from=$scratch/stripped described=$scratch/described include=$root/Sources/CAdaIN/include file gimp
  place "$from/libadain-abi.so" "$libdir/libadain.so.1" 755
  place_link libadain.so.1 "$libdir/libadain.so"
  place "$from/adain" "$prefix/bin/adain" 755
  for file in "$include"/*.h; do place "$file" "$prefix/include/$(basename "$file")"; done
  for file in "$root"/resources/{models,styles}/*.safetensors; do
    place "$file" "$prefix/share/adain/$(basename "$(dirname "$file")")/$(basename "$file")"
  done
  for file in $(files_in "$described/prefix"); do place "$described/prefix/$file" "$prefix/$file"; done
  for file in $(files_in "$described/libdir"); do place "$described/libdir/$file" "$libdir/$file"; done
  place "$from/adain-stylize.so" "$op_folder/adain-stylize.so" 755
  for gimp in "${!plug_ins[@]}"; do place "$from/gimp$gimp" "${plug_ins[gimp]}" 755; done
}

# GIMP makes a user's settings folder only when there is none: one with nothing but a plug-in in it would be
# incomplete for ever. So GIMP makes one now, for add_gimp_settings. Its state is noted, to take it away again
# if GIMP is never used.
make_gimp_settings () {
  local gimp made
  if [ $system = yes ] || [ -n "${DESTDIR:-}" ]; then return 0; fi
  for gimp in "${!plug_ins[@]}"; do
    if [ -d "${gimp_folders[gimp]}" ]; then continue; fi
    made=$scratch/settings$gimp
    XDG_CACHE_HOME="$scratch/cache" XDG_DATA_HOME="$scratch/data" \
      quietly "GIMP's first start" gimp_batch "$gimp" "$made" '(gimp-version)'
    place_notes+=("settings $(digest "$made") ${gimp_folders[gimp]}")
  done
}

add_gimp_settings () {
  local gimp
  for gimp in "${!plug_ins[@]}"; do
    if [ -d "$scratch/settings$gimp" ]; then cp -R "$scratch/settings$gimp/." "${gimp_folders[gimp]}/"; fi
  done
}

# digest FOLDER: changes when a file in it does
digest () {
  (cd "$1" && find . -type f -exec sha256sum {} + | LC_ALL=C sort | sha256sum | cut -d ' ' -f 1)
}

check_installation () {
  local gimp
  if [ $system = yes ]; then export XDG_DATA_HOME=$scratch/data; fi # GEGL makes folders there
  check_gegl "$scratch" "$log" || fail "the installation does not work; ./install.sh --uninstall removes it"
  say checked "gegl lists adain:stylize, and it works"
  for gimp in "${!plug_ins[@]}"; do
    check_gimp "$gimp" "$scratch" "$log" "${plug_ins[gimp]}" "${gimp_folders[gimp]}" ||
      fail "the installation does not work in GIMP; ./install.sh --uninstall removes it"
    say checked "GIMP $(gimp_version "$gimp") registers plug-in-adain-stylize \
(Filters > Artistic > Style Transfer…)"
  done
}

run_install () {
  find_swift
  install_packages
  check_swift
  find_host_folders
  build
  plan_places
  make_gimp_settings
  (place_all "$manifest")
  add_gimp_settings
  say installed "in $prefix"
  if [ -n "${DESTDIR:-}" ]; then return 0; fi
  check_installation
  case :$PATH: in
    *":$prefix/bin:"*) ;;
    *) say hint "the command line is not on PATH: export PATH=\"$prefix/bin:\$PATH\"" ;;
  esac
}

run_demo () {
  local folder=$PWD/adain-demo gimp
  for gimp in "${!plug_ins[@]}"; do :; done # the newest
  photo=${photo:-$demo_photo}
  say demo "stylising $photo"
  make_demo "$gimp" "$scratch" "$log" "${plug_ins[gimp]}" "$prefix/bin/adain" "$photo" "$folder" ||
    fail "the demonstration failed"
  say pictures "$folder:"
  ls "$folder"
}

run_uninstall () {
  local installed=${DESTDIR:-}$manifest expected folder notes note
  [ -e "$installed" ] ||
    fail "there is no installation in $prefix (no $installed); was it another --prefix, or --system?"
  mapfile -t notes < <(grep '^settings ' "$installed")
  remove_files "$installed"
  for note in "${notes[@]}"; do
    read -r _ expected folder <<< "$note"
    if [ -d "$folder" ] && [ "$(digest "$folder")" = "$expected" ]; then rm -r "$folder"; fi
  done
  remove_folders "$installed"
  # Settings that stay need the folder for plug-ins that GIMP made.
  for note in "${notes[@]}"; do
    read -r _ _ folder <<< "$note"
    if [ -d "$folder" ]; then mkdir -p "$folder/plug-ins"; fi
  done
  say removed "adain from $prefix"
}

plug_ins=() gimp_folders=() # by GIMP, see scripts/gimp.sh
arguments=$*
read_options "$@"
scratch=$(mktemp -d)
log=$(mktemp "${TMPDIR:-/tmp}/adain-install.XXXXXX")
# shellcheck disable=SC2317 # called by the trap
clean_up () {
  local status=$?
  rm -rf "$scratch"
  if [ $status -ne 0 ] && [ -s "$log" ]; then echo "install.sh: the log is $log" >&2; else rm -f "$log"; fi
}
trap clean_up EXIT

check_administrator
find_prefix
if [ $action = uninstall ]; then
  run_uninstall
else
  run_install
  if [ $demo = yes ]; then run_demo; fi
fi
