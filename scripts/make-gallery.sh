#!/usr/bin/env bash
# Makes the gallery of bundled styles again, each for all bundled models, from a folder of paintings and its
# TITLES.tsv ("FILE<tab>TITLE").
#
#   scripts/make-gallery.sh PAINTINGS [FOLDER]    FOLDER: default resources/styles of this clone
#
#   ADAIN   the command line (default: the one that install.sh built)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
paintings=${1:?"give the folder of the paintings"}
styles=${2:-$root/resources/styles}
adain=${ADAIN:-$root/.build/release/adain}
export ADAIN_DATA_DIR=$root/resources

save () {
  "$adain" style save "$@" --model standard --also-model compact --titles "$paintings/TITLES.tsv" \
    -o "$styles/"
}

save "$paintings"

# At hand only as pictures of 224 pixels; enlarged to the usual 512 they would lose their brushwork.
small=(air-man-space alfalfa felix-feneon first-animals garden-table glass-and-syphon grand-canal gray-tree
  guitar-and-fruit-bowl harlots-progress lion-devouring-its-prey mont-sainte-victoire okita papal-palace
  red-balloon sailboats)
files=()
for name in "${small[@]}"; do files+=("$paintings/$name.jpg"); done
save "${files[@]}" --style-size 0
