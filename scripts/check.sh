# Tries an installation with the real gegl and the real GIMP, and stylises a photo with them for show.
# Sourced by install.sh, after gimp.sh. Users' settings and caches stay as they are: both programs get folders
# of their own.
# shellcheck shell=bash

# run_gegl SCRATCH ARGUMENTS…
run_gegl () {
  local scratch=$1
  shift
  XDG_CACHE_HOME=$scratch/cache timeout 600 gegl "$@" < /dev/null
}

# check_gegl SCRATCH LOG: gegl lists the operation, which finds its library, model and styles
check_gegl () {
  local scratch=$1 log=$2 out=$1/check.ppm
  if ! run_gegl "$scratch" --list-all 2>> "$log" | grep -x adain:stylize >> "$log"; then
    echo "gegl does not list adain:stylize." >&2
    if [ -n "${GEGL_PATH:-}" ]; then echo "GEGL_PATH replaces GEGL's own folders; unset it." >&2; fi
    return 1
  fi
  run_gegl "$scratch" --xml '<gegl><node operation="adain:stylize"/>
    <node operation="gegl:crop" width="16" height="16"/>
    <node operation="gegl:checkerboard" x="4" y="4"/></gegl>' -o "$out" > "$scratch/gegl.txt" 2>&1 || true
  cat "$scratch/gegl.txt" >> "$log"
  if [ ! -s "$out" ] || grep -q 'adain:stylize:' "$scratch/gegl.txt"; then
    echo "gegl lists adain:stylize, but it does not work:" >&2
    cat "$scratch/gegl.txt" >&2
    return 1
  fi
}

# check_gimp GIMP SCRATCH LOG PLUG-IN SETTINGS: GIMP registers the procedure. SETTINGS is a folder in which
# GIMP may have noted what all plug-ins are, so that it asks only those that are new.
check_gimp () {
  local gimp=$1 scratch=$2 log=$3 plug_in=$4 settings=$5
  local registered=(
    [2]='(= TRUE (car (gimp-procedural-db-proc-exists "plug-in-adain-stylize")))'
    [3]="(defined? 'plug-in-adain-stylize)"
  )
  mkdir -p "$scratch/gimp$gimp"
  if [ -e "$settings/pluginrc" ]; then cp "$settings/pluginrc" "$scratch/gimp$gimp/"; fi
  run_gimp "$gimp" "$scratch" "$plug_in" "(if ${registered[gimp]} (gimp-message \"adain-is-registered\"))" \
    > "$scratch/gimp.txt" 2>&1 || true
  cat "$scratch/gimp.txt" >> "$log"
  if ! grep -q adain-is-registered "$scratch/gimp.txt"; then
    echo "GIMP $(gimp_version "$gimp") does not register plug-in-adain-stylize." >&2
    ldd "$plug_in" | grep 'not found' >&2 || true
    return 1
  fi
}

# demo_script GIMP PHOTO PICTURE: Script-Fu
demo_script () {
  local photo picture
  photo=$(scheme_text "$2") picture=$(scheme_text "$3")
  if [ "$1" = 2 ]; then
    echo "(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE $photo \"\")))
             (layer (car (gimp-image-flatten image))))
        (plug-in-adain-stylize RUN-NONINTERACTIVE image layer \"great-wave\" 0.8 0 -1 \"\" 512 \"\")
        (gimp-file-save RUN-NONINTERACTIVE image layer $picture \"\"))"
  else
    echo "(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE $photo)))
             (layer (car (gimp-image-flatten image))))
        (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer)
                               #:style \"great-wave\" #:strength 0.8)
        (gimp-file-save RUN-NONINTERACTIVE image $picture))"
  fi
}

# make_demo GIMP SCRATCH LOG PLUG-IN ADAIN PHOTO FOLDER: three pictures, each by another program
make_demo () {
  local gimp=$1 scratch=$2 log=$3 plug_in=$4 adain=$5 photo=$6 folder=$7
  local by_gegl=$folder/gegl-starry-night.jpg by_gimp=$folder/gimp-great-wave.jpg
  local by_adain=$folder/adain-mixture.jpg
  mkdir -p "$folder"
  rm -f "$by_gegl" "$by_gimp" "$by_adain"

  run_gegl "$scratch" "$photo" -o "$by_gegl" -- adain:stylize style=starry-night \
    > "$scratch/gegl.txt" 2>&1 || true
  run_gimp "$gimp" "$scratch" "$plug_in" "$(demo_script "$gimp" "$photo" "$by_gimp")" \
    > "$scratch/gimp.txt" 2>&1 || true
  XDG_CACHE_HOME=$scratch/cache "$adain" stylize "$photo" --style the-scream:0.5 --style the-kiss:0.5 \
    -o "$by_adain" > "$scratch/adain.txt" 2>&1 || true

  cat "$scratch"/{gegl,gimp,adain}.txt >> "$log"
  # A failed operation passes the photo through, and gegl writes it.
  if grep 'adain:stylize:' "$scratch/gegl.txt" >&2; then rm -f "$by_gegl"; fi
  is_made "$scratch" "$by_gegl" gegl && is_made "$scratch" "$by_gimp" gimp &&
    is_made "$scratch" "$by_adain" adain
}

# is_made SCRATCH PICTURE PROGRAM: otherwise says what the program said
is_made () {
  if [ -s "$2" ]; then return 0; fi
  echo "$3 made no picture; it said:" >&2
  tail -n 15 "$1/$3.txt" >&2
  return 1
}

# scheme_text TEXT: as a string of Script-Fu
scheme_text () {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}
