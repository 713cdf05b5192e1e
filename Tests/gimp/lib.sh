# What ./run's cases are made of; sourced after ../gegl/lib.sh. The variables are those that the top of ./run
# lists.

prepare () {
  ADAIN_GIMP_PLUGIN=$(absolute "${ADAIN_GIMP_PLUGIN:-$root/Plugin/build/gimp2/adain-stylize}")
  ADAIN_OP_DIR=$(absolute "${ADAIN_OP_DIR:-$root/Plugin/build}")
  LIBADAIN=$(absolute "${LIBADAIN:-$root/.build/release/libadain-abi.so}")
  ADAIN_DATA_DIR=$(absolute "${ADAIN_DATA_DIR:-$root/resources}")
  export ADAIN_DATA_DIR
  need "$ADAIN_GIMP_PLUGIN" "$ADAIN_OP_DIR/adain-stylize.so" "$LIBADAIN" \
    "$ADAIN_DATA_DIR/models/compact.safetensors" "$ADAIN_DATA_DIR/styles/starry-night.safetensors"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  export GIMP2_DIRECTORY=$work/profile XDG_CACHE_HOME=$work/cache LC_ALL=C.UTF-8
  mkdir -p "$work/cache" "$work/lib" "$GIMP2_DIRECTORY/plug-ins/adain-stylize"
  cp "$ADAIN_GIMP_PLUGIN" "$GIMP2_DIRECTORY/plug-ins/adain-stylize/adain-stylize"
  # GIMP and each of its plug-ins start GEGL. In 50-window.sh they have all of it.
  link_plug_ins "$work/plug-ins"
  cp -R "$work/plug-ins" "$work/ops"
  cp "$ADAIN_OP_DIR/adain-stylize.so" "$work/ops/"
  ln -s "$LIBADAIN" "$work/lib/libadain.so.1"
  export LD_LIBRARY_PATH=$work/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  cd "$work" || exit 2
  serve_pixels
}

# gimp_batch LOG EXPRESSION…: one GIMP and one Script-Fu for all; each expression may use helpers.scm,
# and fails alone. The time limit is for one that hangs.
gimp_batch () {
  local log=$1 expression batch
  shift
  batch="(load \"$here/helpers.scm\")"
  for expression in "$@"; do batch+=" (catch (gimp-message \"FAILED\") $expression)"; done
  GEGL_PATH=$work/plug-ins timeout 1200 gimp -i -d -f -s -b "(begin $batch)" -b '(gimp-quit 0)' > "$log" 2>&1
}

# op IN OUT [PROPERTY=VALUE | PAD=[ … ]]…: what the GEGL operation makes of it
op () {
  local in=$1 out=$2
  shift 2
  GEGL_PATH=$work/ops gegl "$in" -o "$out" -- adain:stylize "$@" > "$out.txt" 2>&1
}
