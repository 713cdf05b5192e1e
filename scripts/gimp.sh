# Which GIMPs are here, where they look for plug-ins, and how a script runs in one. A GIMP is called by its
# first number: 2 is 2.10, 3 is 3.x. Sourced by install.sh and suites; knows nothing of how plug-ins are
# built.
# shellcheck shell=bash

# gimps: those that a plug-in can be built for, a line each
gimps () {
  local gimp
  for gimp in 2 3; do
    if pkg-config --exists "gimpui-$gimp.0" 2> /dev/null; then echo $gimp; fi
  done
}

# gimp_version GIMP: "2.10", "3.0": as in the names of folders and programs
gimp_version () { pkg-config --modversion "gimp-$1.0" | cut -d . -f 1,2; }

# gimp_system_folder GIMP; gimp_user_folder GIMP: what has plug-ins/ in it
gimp_system_folder () { pkg-config --variable=gimplibdir "gimp-$1.0"; }
gimp_user_folder () {
  local variable=GIMP$1_DIRECTORY
  echo "${!variable:-${XDG_CONFIG_HOME:-$HOME/.config}/GIMP/$(gimp_version "$1")}"
}

# gimp_batch GIMP FOLDER SCRIPT: runs Script-Fu with that folder for GIMP's settings, and without a window
gimp_batch () {
  local gimp=$1 folder=$2 script=$3
  if [ "$gimp" = 2 ]; then
    GIMP2_DIRECTORY=$folder timeout 600 gimp -i -d -f -s -b "$script" -b '(gimp-quit 0)'
  else
    GIMP3_DIRECTORY=$folder timeout 600 "gimp-console-$(gimp_version 3)" -i -d -f -s \
      --batch-interpreter=plug-in-script-fu-eval -b "$script" --quit
  fi < /dev/null
}

# run_gimp GIMP SCRATCH PLUG-IN SCRIPT: likewise, with the plug-in, and with folders below SCRATCH
run_gimp () {
  local gimp=$1 scratch=$2 plug_in=$3 script=$4
  mkdir -p "$scratch/gimp$gimp"
  # shellcheck disable=SC2016 # GIMP replaces the variable
  printf '(plug-in-path "${gimp_plug_in_dir}/plug-ins:%s")\n' "$(dirname "$(dirname "$plug_in")")" \
    > "$scratch/gimp$gimp/gimprc"
  XDG_CACHE_HOME=$scratch/cache gimp_batch "$gimp" "$scratch/gimp$gimp" "$script"
}
