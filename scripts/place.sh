# Puts files in their places all at once or not at all, keeps a manifest of them, and takes them away again.
# Sourced by install.sh; knows neither what the files are nor how they were built.
# shellcheck shell=bash

place_sources=() place_targets=() place_modes=() # what to place
place_made=()                                     # folders that were missing
place_fresh=()                                    # targets that were missing
place_notes=()                                    # further lines for the manifest

# place SOURCE TARGET [MODE]: plans a file
place () {
  place_sources+=("$1") place_targets+=("${DESTDIR:-}$2") place_modes+=("${3:-644}")
}

# place_link TEXT TARGET: plans a symbolic link
place_link () { place "$1" "$2" link; }

# beside NAME SUFFIX: a name that no host takes for a plug-in
beside () { echo "$(dirname "$1")/.$(basename "$1").$2"; }

make_folder () {
  if [ -d "$1" ]; then return 0; fi
  make_folder "$(dirname "$1")" && mkdir "$1" && place_made+=("$1")
}

# place_all MANIFEST: copies everything beside its target, then moves it there. A failure or a signal in
# between puts things back as they were. Folders of an older manifest stay noted; files that only it has are
# removed. To be run in a subshell, because of the trap.
place_all () {
  local manifest=${DESTDIR:-}$1 target new i
  trap place_undo EXIT
  make_folder "$(dirname "$manifest")"
  for i in "${!place_targets[@]}"; do
    target=${place_targets[i]}
    make_folder "$(dirname "$target")"
    new=$(beside "$target" new)
    if [ "${place_modes[i]}" = link ]; then
      ln -sfn "${place_sources[i]}" "$new"
    else
      cp "${place_sources[i]}" "$new"
      chmod "${place_modes[i]}" "$new"
    fi
  done
  place_manifest "$manifest" > "$(beside "$manifest" new)"
  for target in "${place_targets[@]}" "$manifest"; do
    if [ -e "$target" ] || [ -L "$target" ]; then
      cp -P --preserve=mode,links "$target" "$(beside "$target" old)"
    else
      place_fresh+=("$target")
    fi
  done
  for target in "${place_targets[@]}" "$manifest"; do mv -fT "$(beside "$target" new)" "$target"; done
  trap - EXIT
  remove_outdated "$manifest"
  for target in "${place_targets[@]}" "$manifest"; do rm -f "$(beside "$target" old)"; done
}

# place_manifest MANIFEST: its new contents
place_manifest () {
  local folder
  if [ -e "$1" ]; then grep -v '^file ' "$1" || true; fi
  for folder in "${place_made[@]}"; do echo "folder $folder"; done
  if [ ${#place_notes[@]} -gt 0 ]; then printf '%s\n' "${place_notes[@]}"; fi
  printf 'file %s\n' "${place_targets[@]}"
}

# remove_outdated MANIFEST: removes the files that only the manifest before it has
remove_outdated () {
  local old kind path
  old=$(beside "$1" old)
  if [ ! -e "$old" ]; then return 0; fi
  while read -r kind path; do
    if [ "$kind" = file ] && ! grep -qxF "file $path" "$1"; then rm -f "$path"; fi
  done < "$old"
}

# shellcheck disable=SC2317 # called by the trap
place_undo () {
  local status=$? target i
  trap - EXIT
  for target in "${place_fresh[@]}"; do rm -f "$target"; done
  for target in "${place_targets[@]}" "${manifest:-}"; do
    if [ -z "$target" ]; then continue; fi
    rm -f "$(beside "$target" new)"
    if [ -e "$(beside "$target" old)" ]; then mv -fT "$(beside "$target" old)" "$target"; fi
  done
  for ((i = ${#place_made[@]} - 1; i >= 0; i--)); do rmdir "${place_made[i]}" 2> /dev/null || true; done
  echo "Nothing was installed: what had been placed is removed again." >&2
  exit "$status"
}

# remove_files MANIFEST: takes away the files that it lists
remove_files () {
  local path
  sed -n 's/^file //p' "$1" | while read -r path; do rm -f "$path"; done
}

# remove_folders MANIFEST: takes away the manifest, and of the folders that it lists those that are empty then
remove_folders () {
  local path folders
  folders=$(sed -n 's/^folder //p' "$1" | LC_ALL=C sort -r) # inner ones first
  rm -f "$1"
  while read -r path; do rmdir "$path" 2> /dev/null || true; done <<< "$folders"
}
