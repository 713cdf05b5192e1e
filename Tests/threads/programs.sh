# How this folder's programs are built; sourced by ./run and by scripts/race.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root is the caller's

# thread_programs FOLDER LIBRARY HOSTS COMMAND…: race, graphs and dialog into FOLDER by the compiler's
# COMMAND. LIBRARY is libadain.so.1, HOSTS what stands before it in programs with hosts' code:
# libadain-gegl.a, and before that what is to stand before GLib's functions.
thread_programs () {
  local folder=$1 library=$2 hosts=() tests=$root/Tests/threads part gegl libraries gimp
  read -ra hosts <<< "$3"
  shift 3
  read -ra gegl < <(pkg-config --cflags --libs gegl-0.4)
  read -ra libraries < <(make -s -C "$root/Plugin" libraries)
  read -ra gimp < <(pkg-config --cflags gimp-2.0 2> /dev/null || pkg-config --cflags gimp-3.0)
  # What the dialog's second thread consists of, without GIMP.
  local parts=(worker answer closeup mailbox masks measured paint painter picture scene settings
    thumbnail-cache wish)
  for part in "${!parts[@]}"; do parts[part]=$root/Plugin/gimp/shared/${parts[part]}.c; done
  set -- "$@" -Wall -Wextra -Werror -Wno-unused-command-line-argument -rdynamic \
    "-I$root/Sources/CAdaIN/include" "-I$root/Plugin/shared/include" "-I$root/Plugin/gimp/shared"
  hosts+=("$library" "${gegl[@]}" "${libraries[@]}" -lm -lpthread)
  "$@" "$tests/race.c" "$library" -lm -lpthread -o "$folder/race" &&
    "$@" "$tests/graphs.c" "${hosts[@]}" -o "$folder/graphs" &&
    "$@" "${gimp[@]}" "$tests/dialog.c" "${parts[@]}" "${hosts[@]}" -o "$folder/dialog"
}
