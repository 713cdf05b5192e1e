# The operation's pixels: against the command line, and against itself. Sourced by ../run.
pixels make photo 200 150 photo.8.png
pixels make photo 200 150 photo.png
pixels make mask 200 150 mask.8.png
pixels make white 60 150 small.8.png
pixels make white 200 150 white.8.png
pixels make stripes 180 140 stripes.8.png

check "gegl lists adain:stylize" gegl --exists adain:stylize
gegl --info adain:stylize > info.txt 2>&1
for property in style style-2 style-3 style-4 weight weight-2 weight-3 weight-4 background-style strength \
  preserve-color trade-off style-size model memory threads error regions labels label border \
  region-statistics; do
  check "it has the property $property" grep -q "^$property " info.txt
done

# The same pixels, within a level of 8 bits.
same () { # NAME IN "OP'S WORDS" "CLI'S WORDS" — OUT is left as op.png
  check "$1: the operation works" op "$2" op.png $3
  check "$1: the command line works" cli "$2" cli.png $4
  check "$1: and both give the same pixels" pixels compare op.png cli.png 1
}
same "strength 0.7 and a mask" photo.8.png \
  "style=starry-night strength=0.7 aux2=[ load path=mask.8.png ]" \
  "--style starry-night --strength 0.7 --mask mask.8.png"
check "the mask's white is stylised" pixels differ photo.8.png op.png 8 150 0 50 150
check "the mask's black is not" pixels compare photo.8.png op.png 0.01 0 0 60 150
same "defaults" photo.8.png "" "--style starry-night"
same "the paper's trade-off" photo.8.png "trade-off=paper strength=0.4" \
  "--style starry-night --trade-off paper --strength 0.4"
same "matched colours" photo.8.png "style=stripes.8.png preserve-color=match" \
  "--style stripes.8.png --preserve-color match"
same "the picture's colours" photo.8.png "preserve-color=luminance" \
  "--style starry-night --preserve-color luminance"
check "the picture's colours: only luma changes" pixels chroma photo.8.png op.png 1
check "the picture's colours: and luma does" pixels differ photo.8.png op.png 5
same "a background style" photo.8.png \
  "style=starry-night background-style=great-wave aux2=[ load path=mask.8.png ]" \
  "--style starry-night --background-style great-wave --mask mask.8.png"
check "a background style: black is stylised too" pixels differ photo.8.png op.png 8 0 0 60 150
gegl mask.8.png -o inverse.8.png -- invert-gamma > /dev/null 2>&1
mv op.png background.png
same "regions and a rest" photo.8.png "style=great-wave regions=mask.8.png:starry-night" \
  "--style great-wave --region mask.8.png:starry-night"
check "a region and a rest are a mask and its background" pixels compare background.png op.png 0.01
same "two regions alone" photo.8.png "style= regions=mask.8.png:starry-night;inverse.8.png:great-wave" \
  "--region mask.8.png:starry-night --region inverse.8.png:great-wave"
check "two regions are a mask and its background" pixels compare background.png op.png 2
same "labels, a border and the whole's statistics" photo.8.png \
  "style= labels=mask.8.png label=#000000:great-wave;#888888:stripes.8.png;#ffffff:starry-night border=7 \
  region-statistics=whole" \
  "--labels mask.8.png --label #000000:great-wave --label #888888:stripes.8.png \
  --label #ffffff:starry-night --border 7 --region-statistics whole"
check "labels: all of it is painted" pixels differ photo.8.png op.png 8
same "a border around a mask" photo.8.png "border=20 aux2=[ load path=mask.8.png ]" \
  "--style starry-night --mask mask.8.png --border 20"
same "three styles" photo.8.png "weight=2 style-2=great-wave weight-2=1 style-3=stripes.8.png weight-3=0.5" \
  "--style starry-night:2 --style great-wave:1 --style stripes.8.png:0.5"
mv op.png three.png
op photo.8.png one.png
check "three styles are not one" pixels differ one.png three.png 3
op photo.8.png weighted.png weight=3 style-2=great-wave weight-2=0
check "a weight of 0 counts nothing" pixels compare one.png weighted.png 0.01
same "a stroke size" photo.8.png "stroke-size=16" "--style starry-night --stroke-size 16"
same "detail" photo.8.png "detail=0.5" "--style starry-night --detail 0.5"
same "style size 128" photo.8.png "style=stripes.8.png style-size=128" \
  "--style stripes.8.png --style-size 128"

# Pads
op photo.8.png by-path.png style=stripes.8.png
op photo.8.png by-pad.png style=great-wave aux=[ load path=stripes.8.png ]
check "a picture on aux is the style" pixels compare by-path.png by-pad.png 0.01
op photo.8.png wave.png style=great-wave
check "and wins over the property" pixels differ wave.png by-pad.png 3
op photo.8.png part.png aux2=[ load path=small.8.png ]
check "outside a smaller mask nothing changes" pixels compare photo.8.png part.png 0.01 60 0 140 150
check "inside it much does" pixels differ photo.8.png part.png 8 0 0 60 150
op photo.8.png beside.png aux2=[ load path=small.8.png translate x=900 ]
check "a mask beside the picture changes nothing" pixels compare photo.8.png beside.png 0.01
op photo.8.png all.png aux2=[ load path=white.8.png ]
check "a white mask changes as no mask" pixels compare one.png all.png 0.01

# Statistics are the whole picture's, wherever it lies and whatever part is wanted.
gegl photo.8.png -o cropped.png -- adain:stylize crop x=50 y=40 width=70 height=60 > crop.txt 2>&1
gegl one.png -o part-of-one.png -- crop x=50 y=40 width=70 height=60 > crop.txt 2>&1
check "a part is the same part of the whole" pixels compare cropped.png part-of-one.png 0.01
gegl photo.8.png -o moved.png -- translate x=37 y=-21 adain:stylize translate x=-37 y=21 > moved.txt 2>&1
check "an offset changes nothing" pixels compare one.png moved.png 0.01

# Strength
op photo.png zero.png strength=0
check "strength 0 gives a 16-bit picture back" pixels compare photo.png zero.png $exactly
op photo.8.png zero.png strength=0
check "strength 0 gives an 8-bit picture back" pixels compare photo.8.png zero.png $exactly
op photo.8.png little.png strength=0.02
check "strength 0.02 changes little" pixels compare photo.8.png little.png 40
check "but something" pixels differ photo.8.png little.png 0.05
