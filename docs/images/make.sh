#!/usr/bin/env bash
# Makes the pictures of the README and the guide again, docs/images/*.jpg, from three photographs of Debian's
# package mate-backgrounds with the bundled model and gallery. Needs gegl.
#
#   ADAIN   the command line (default: adain on PATH)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
adain=${ADAIN:-adain}
photos=/usr/share/backgrounds/mate/nature
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# tile OUT WIDTH HEIGHT COLUMNS PICTURE…: the pictures reduced to one size, in rows, on white
tile () {
  local out=$1 width=$2 height=$3 columns=$4 gap=4 x=0 y=0 graph=()
  shift 4
  for picture; do
    graph+=(over "aux=[" load path="$picture.png" scale-size x="$width" y="$height" sampler=cubic
      translate x="$x" y="$y" "]")
    x=$((x + width + gap))
    if [ $x -eq $((columns * (width + gap))) ]; then x=0 y=$((y + height + gap)); fi
  done
  gegl -- color value=white crop width=$((columns * (width + gap) - gap)) height=$((y - gap)) \
    "${graph[@]}" jpg-save path="$here/$out.jpg" quality=85
}

# stylize PHOTO OUT OPTION…
stylize () {
  local photo=$1 out=$2
  shift 2
  "$adain" stylize "$photo.png" -o "$out.png" "$@"
}

gegl $photos/Dune.jpg -o dune.png -- scale-size x=819 y=512 sampler=cubic
gegl $photos/Garden.jpg -o flower.png -- scale-size x=819 y=512 sampler=cubic

for style in great-wave the-scream garden-table; do stylize flower flower-$style --style $style; done
for style in starry-night grande-jatte first-animals; do stylize dune dune-$style --style $style; done
tile styles 280 175 4 flower flower-{great-wave,the-scream,garden-table} \
  dune dune-{starry-night,grande-jatte,first-animals}

for strength in 0 0.25 0.5 0.75 1; do
  stylize flower strength-$strength --style the-scream --strength $strength
done
tile strength 224 140 5 strength-{0,0.25,0.5,0.75,1}

for how in none match luminance; do
  stylize dune color-$how --style the-scream --preserve-color $how
done
tile preserve-color 280 175 3 color-{none,match,luminance}

for weights in 1:0 0.7:0.3 0.3:0.7 0:1; do
  stylize flower mixture-$weights --style great-wave:${weights%:*} --style garden-table:${weights#*:}
done
tile mixture 280 175 4 mixture-{1:0,0.7:0.3,0.3:0.7,0:1}

# White above the dune's edge, black below it.
gegl -- linear-gradient start-x=400 start-y=215 end-x=425 end-y=300 start-color=white end-color=black \
  crop width=819 height=512 png-save path=mask.png bitdepth=8
stylize dune region --style starry-night --mask mask.png
stylize dune regions --style starry-night --mask mask.png --background-style garden-table
tile mask 280 175 4 dune mask region regions

# Red is the sky, green and blue are the dune's left and right.
gegl -- color value='#00ff00' crop width=819 height=512 \
  over aux=[ color value='#0000ff' crop x=430 width=389 height=512 ] \
  over aux=[ linear-gradient start-x=412 start-y=257 end-x=412.3 end-y=258 start-color='#ff0000' \
  end-color=transparent crop width=819 height=512 ] png-save path=labels.png bitdepth=8
labels=(--labels labels.png --label '#ff0000:starry-night' --label '#00ff00:garden-table'
  --label '#0000ff:great-wave')
stylize dune labels-sharp "${labels[@]}"
stylize dune labels-border "${labels[@]}" --border 20
tile regions 280 175 4 dune labels labels-{sharp,border}

# A photograph of 24 megapixels: enlarged, since there is none in the package, with noise like a sensor's.
# Each column is the whole picture, reduced, and a part of it, pixel by pixel.
gegl $photos/Garden.jpg -o large.png -- scale-size x=6200 y=3875 sampler=cubic \
  noise-rgb red=0.02 green=0.02 blue=0.02 seed=1
for size in 0 0.8 1.6 3.2; do stylize large large-$size --style starry-night --stroke-size $size; done
columns=(large large-{0,0.8,1.6,3.2})
for column in "${columns[@]}"; do
  gegl "$column.png" -o "$column-part.png" -- \
    crop x=4300 y=1500 width=280 height=280 translate x=-4300 y=-1500
  gegl "$column.png" -o "$column-whole.png" -- scale-size x=560 y=350 sampler=linear
done
tile stroke-size 280 175 5 "${columns[@]/%/-whole}"
tile stroke-size-detail 280 280 5 "${columns[@]/%/-part}"

# Ways to a stroke size, on 12.6 megapixels: own pixels; enlarged; the photograph's detail added; a fine pass
# over the enlarged; and --stroke-size 1.6. A part of each, pixel by pixel.
gegl $photos/LadyBird.jpg -o bird.png -- scale-size x=4488 y=2805 sampler=cubic
gegl bird.png -o bird-small.png -- scale-size x=1600 y=1000 sampler=linear
ways=(bird)
for style in starry-night great-wave; do
  stylize bird own-$style --style $style
  stylize bird-small coarse-$style --style $style
  gegl coarse-$style.png -o enlarged-$style.png -- scale-size x=4488 y=2805 sampler=cubic
  gegl bird.png -o added-$style.png -- \
    subtract srgb=true "aux=[" load path=bird-small.png scale-size x=4488 y=2805 sampler=cubic "]" \
    add srgb=true "aux=[" load path=enlarged-$style.png "]"
  stylize enlarged-$style fine-$style --style $style --strength 0.5
  stylize bird ours-$style --style $style --stroke-size 1.6
  ways+=({own,enlarged,added,fine,ours}-"$style")
  if [ $style = starry-night ]; then ways+=(bird); fi
done
parts=()
for way in "${ways[@]}"; do
  gegl "$way.png" -o "$way-part.png" -- \
    crop x=3010 y=1330 width=240 height=240 translate x=-3010 y=-1330
  parts+=("$way-part")
done
tile stroke-ways 240 240 6 "${parts[@]}"
