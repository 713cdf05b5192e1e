# Parts of a picture with styles of their own: --region, --labels, --border and --region-statistics.

mkdir regions
a=in/painting.ppm b=in/other.ppm
convert -size 75x53 xc:white -fill black -draw "rectangle 37,0 74,52" regions/left.png
convert regions/left.png -negate regions/right.png
convert -size 75x53 xc:"#ff0000" -fill "#00ff00" -draw "rectangle 37,0 74,26" \
  -fill "#0000ff" -draw "rectangle 0,27 36,52" -fill black -draw "rectangle 37,27 74,52" regions/labels.png
for color in ff0000 00ff00 0000ff 000000; do
  convert regions/labels.png -fill white -opaque "#$color" -fill black +opaque white "regions/$color.png"
done
paint () { quietly stylize in/photo.ppm "$@"; }

# Two regions are a mask and its background style, bit for bit.
paint --style $a --mask regions/left.png --background-style $b -o regions/mask.ppm
paint --region regions/left.png:$a --style $b -o regions/rest.ppm
at_most "--region: the rest has --style, as a background style" 0 regions/mask.ppm regions/rest.ppm
paint --region regions/left.png:$a --region regions/right.png:$b -o regions/two.ppm
at_most "--region: two masks, as one and its background" 0 regions/mask.ppm regions/two.ppm
paint --style $a --mask in/half.ppm -o regions/one-mask.ppm
paint --region in/half.ppm:$a -o regions/one.ppm
at_most "--region: alone, as --mask" 0 regions/one-mask.ppm regions/one.ppm
$PPM mask 30 21 15 > regions/small.ppm
paint --style $a --mask regions/small.ppm --background-style $b -o regions/small-mask.ppm
paint --region regions/small.ppm:$a --style $b -o regions/small-region.ppm
at_most "--region: a mask of another size" 0 regions/small-mask.ppm regions/small-region.ppm

# Four of them, by masks and by labels
same=()
for color in ff0000 00ff00 0000ff 000000; do same+=(--region "regions/$color.png:$a"); done
four=(--region "regions/ff0000.png:$a" --region "regions/00ff00.png:$b"
  --region regions/0000ff.png:starry-night --region regions/000000.png:great-wave)
labels=(--labels regions/labels.png --label "#ff0000:$a" --label "00ff00:$b"
  --label "#0000ff:starry-night" --label "#000000:great-wave")
paint "${four[@]}" -o regions/four.ppm
paint "${labels[@]}" -o regions/labels.ppm
at_most "--labels: as a mask for each colour" 0 regions/four.ppm regions/labels.ppm
convert regions/labels.png -fill "#e02010" -opaque "#ff0000" -fill "#101030" -opaque black regions/near.png
near=("${labels[@]}")
near[1]=regions/near.png
paint "${near[@]}" -o regions/near.ppm
at_most "--labels: each colour is the nearest label's" 0 regions/labels.ppm regions/near.ppm
convert regions/labels.png -scale 300x212! regions/large.png
near[1]=regions/large.png
paint "${near[@]}" -o regions/large.ppm
at_least "--labels: of another size" 10 in/photo.ppm regions/large.ppm

# What a label leaves
paint --labels regions/labels.png --label "#ff0000:$a" --label "#00ff00:" --label "#0000ff:$a" \
  --label "#000000:" -o regions/left.ppm
at_most "--label without a style: the picture stays" 0 in/photo.ppm regions/left.ppm 37 75
at_least "--label without a style: others are painted" 10 in/photo.ppm regions/left.ppm 0 30
paint --labels regions/labels.png --label "#ff0000:$a" --label "#00ff00:" --label "#0000ff:$a" \
  --label "#000000:" --style $b -o regions/left-rest.ppm
paint --region regions/ff0000.png:$a --region regions/0000ff.png:$a --style $b -o regions/explicit-rest.ppm
at_most "--label without a style: has --style" 0 regions/explicit-rest.ppm regions/left-rest.ppm

# --border and --region-statistics
paint --region regions/left.png:$a --style $b --border 0 --region-statistics own -o regions/neutral.ppm
at_most "--border 0, --region-statistics own: the defaults" 0 regions/rest.ppm regions/neutral.ppm
paint --region regions/left.png:$a --border 20 -o regions/border.ppm
at_most "--border: far from it the picture stays" 0 in/photo.ppm regions/border.ppm 43 75
at_least "--border: near it it does not" 3 in/photo.ppm regions/border.ppm 37 42
paint --style $a -o regions/plain.ppm
paint "${same[@]}" --region-statistics whole -o regions/whole.ppm
at_most "--region-statistics whole: one style in four regions is one" 1 regions/plain.ppm regions/whole.ppm
paint "${same[@]}" -o regions/own.ppm
at_least "--region-statistics own: it is not" 3 regions/plain.ppm regions/own.ppm

# Names, colons and results
cp regions/left.png regions/a:b.png
paint --region "regions/a:b.png:$a" --style $b -o regions/colon.ppm
at_most "--region: a mask with a colon in its name" 0 regions/mask.ppm regions/colon.ppm
cp $a regions/c:d.ppm
paint --region "regions/left.png:regions/c:d.ppm" --style $b -o regions/colon-style.ppm
at_most "--region: a style with a colon in its name" 0 regions/mask.ppm regions/colon-style.ppm
mkdir regions/out
quietly stylize in/photo.ppm --region regions/left.png:$a --region regions/right.png:$b -o regions/out/
holds "--region: the result is called after the styles" [ -s regions/out/photo_painting+other.ppm ]
"$ADAIN" stylize in/photo.ppm --region regions/left.png:$a -o regions/json.ppm --json > .out
holds "--json: says the regions" grep -q '"regions":.*"image": *"regions/left.png"' .out
mkdir regions/frames
cp in/photo.ppm regions/frames/1.ppm
cp in/photo.ppm regions/frames/2.ppm
runs "--frames: with regions" stylize regions/frames --frames "${four[@]}" --border 3 -o regions/painted/
at_least "--frames: with regions, it changes" 10 in/photo.ppm regions/painted/2.ppm

# What cannot be used
out="-o regions/bad.png" photo=in/photo.ppm
refuses "a region without a style" 1 "write it as" stylize $photo --region regions/left.png $out
refuses "a region with an empty style" 1 "write it as" stylize $photo --region regions/left.png: $out
refuses "a region with an empty mask" 1 "write it as" stylize $photo --region :$a $out
refuses "a missing mask" 1 "no image no.png" stylize $photo --region no.png:$a $out
refuses "a mask that is no image" 1 "mask 'regions/text.png'.*cannot be decoded" \
  stylize $photo --region "$(echo text > regions/text.png; echo regions/text.png:$a)" $out
refuses "an unknown style of a region" 1 "stary-night" \
  stylize $photo --region regions/left.png:stary-night $out
refuses "a mask and regions" 64 "--mask excludes" \
  stylize $photo --mask in/half.ppm --region regions/left.png:$a $out
refuses "labels without a label" 64 "add --label" stylize $photo --labels regions/labels.png $out
refuses "a label without labels" 64 "add --labels" stylize $photo --style $a --label "#ff0000:$a" $out
refuses "missing labels" 1 "no image no.png" stylize $photo --labels no.png --label "#ff0000:$a" $out
for label in red:$a "#ff00:$a" "#ff000g:$a" "#ff0000" "#ff00000:$a"; do
  refuses "a label $label" 1 "#RRGGBB:STYLE" stylize $photo --labels regions/labels.png --label "$label" $out
done
refuses "a colour twice" 1 "colour of another" \
  stylize $photo --labels regions/labels.png --label "#ff0000:$a" --label "FF0000:$b" $out
refuses "labels of the rest alone" 1 "no style" \
  stylize $photo --labels regions/labels.png --label "#ff0000:" $out
many=()
for _ in {1..64}; do many+=(--region "regions/left.png:$a"); done
refuses "64 regions" 1 "more than 63" stylize $photo "${many[@]}" $out
refuses "a result that is a mask" 1 "left.png" \
  stylize $photo --region regions/left.png:$a -o regions/left.png
