#!/usr/bin/env bash
# Makes docs/images/contact-sheet.jpg and contact-sheet-details.jpg: every photograph in every style, by the
# default model and beside it by the published one, as a whole and a part of it at 100 %. What is done it does
# not do again: stop it and start it as you like.
#
#   Benchmarks/contact-sheet.sh PHOTOGRAPHS PAINTINGS PUBLISHED WORK [SIDE]
#
#   PHOTOGRAPHS, PAINTINGS   folders of pictures: rows and columns
#   PUBLISHED                the published model (adain model import)
#   WORK                     a folder for the pictures; remove it to begin anew
#   SIDE                     the longer side of the results (default: 1600)
#   ADAIN                    the command line (default: the release build of this clone)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ $# -lt 4 ]; then
  echo "usage: Benchmarks/contact-sheet.sh PHOTOGRAPHS PAINTINGS PUBLISHED WORK [SIDE]" >&2
  exit 2
fi
photographs=("$1"/*) paintings=("$2"/*) published=$3 work=$4 side=${5:-1600}
adain=${ADAIN:-$root/.build/release/adain}
export ADAIN_DATA_DIR=$root/resources
mkdir -p "$work/photographs"

stem () { local name=${1##*/}; echo "${name%.*}"; }

# The photographs at the size of the results, so that the models do not differ in how they are reduced.
for photograph in "${photographs[@]}"; do
  reduced=$work/photographs/$(stem "$photograph").png
  [ -e "$reduced" ] ||
    gegl "$photograph" -o "$reduced" -- scale-size-keepaspect x="$side" y=-1 sampler=cubic
done
for painting in "${paintings[@]}"; do
  "$adain" style save "$painting" -o "$work/default-$(stem "$painting").safetensors"
  "$adain" style save "$painting" --model "$published" -o "$work/published-$(stem "$painting").safetensors"
  for photograph in "$work"/photographs/*; do
    out=$(stem "$photograph")_$(stem "$painting").png
    mkdir -p "$work/default" "$work/published"
    [ -e "$work/default/$out" ] ||
      "$adain" stylize "$photograph" --style "$work/default-$(stem "$painting").safetensors" \
        -o "$work/default/$out"
    [ -e "$work/published/$out" ] ||
      "$adain" stylize "$photograph" --style "$work/published-$(stem "$painting").safetensors" \
        --model "$published" -o "$work/published/$out"
  done
done

# sheet OUT WIDTH HEIGHT OPERATION…: the pairs in a grid, each after OPERATION and cropped to WIDTH x HEIGHT
sheet () {
  local out=$1 width=$2 height=$3 x y=0 graph=() picture
  shift 3
  for photograph in "${photographs[@]}"; do
    x=0
    for painting in "${paintings[@]}"; do
      for picture in "$work"/{default,published}/"$(stem "$photograph")_$(stem "$painting").png"; do
        graph+=(over "aux=[" load path="$picture" "$@" crop x=0 y=0 width="$width" height="$height"
          translate x="$x" y="$y" "]")
        x=$((x + width + 2))
      done
      x=$((x + 8))
    done
    y=$((y + height + 10))
  done
  gegl -- color value=white crop width=$((x - 10)) height=$((y - 10)) "${graph[@]}" \
    jpg-save path="$root/docs/images/$out.jpg" quality=72
}
sheet contact-sheet 208 130 scale-size-keepaspect x=-1 y=130 sampler=cubic
sheet contact-sheet-details 180 180 translate x=$((-side / 4)) y=$((-side / 4))
