# Every option of `adain stylize`, looked at in the pixels of its result.

style=in/painting.ppm
stylize () { quietly stylize in/photo.ppm --style $style "$@"; }
mkdir options

runs "stylize: file in, file out, quiet" stylize in/photo.ppm --style $style -o options/plain.ppm
equal "stylize: the size stays" 75x53 "$($PPM size options/plain.ppm)"
at_least "stylize: the picture changes" 20 in/photo.ppm options/plain.ppm

# --strength and --trade-off
stylize --strength 0 -o options/zero.ppm
at_most "--strength 0: the content, bit for bit" 0 in/photo.ppm options/zero.ppm
stylize --strength 1 -o options/full.ppm
at_most "--strength 1: the default" 0 options/plain.ppm options/full.ppm
stylize --strength 0.5 -o options/middle.ppm
at_least "--strength 0.5: not the content" 5 in/photo.ppm options/middle.ppm
at_least "--strength 0.5: not strength 1" 5 options/plain.ppm options/middle.ppm
stylize --strength 0.01 -o options/little.ppm
at_most "--strength 0.01: close to the content" 12 in/photo.ppm options/little.ppm
stylize --trade-off paper -o options/paper.ppm
at_most "--trade-off paper: the same at strength 1" 1 options/plain.ppm options/paper.ppm
stylize --trade-off paper --strength 0 -o options/paper-zero.ppm
at_least "--trade-off paper: strength 0 is no copy" 2 in/photo.ppm options/paper-zero.ppm
stylize --trade-off exact --strength 0.5 -o options/exact.ppm
at_most "--trade-off exact: the default" 0 options/middle.ppm options/exact.ppm

# --preserve-color
stylize --preserve-color none -o options/none.ppm
at_most "--preserve-color none: the default" 0 options/plain.ppm options/none.ppm
stylize --preserve-color match -o options/match.ppm
at_least "--preserve-color match: other colours" 10 options/plain.ppm options/match.ppm
quietly stylize in/grey.ppm --style $style -o options/grey-none.ppm
holds "--preserve-color none: a grey content gets colours" \
  [ "$($PPM greyness options/grey-none.ppm)" -gt 10 ]
quietly stylize in/grey.ppm --style $style --preserve-color luminance -o options/grey.ppm
holds "--preserve-color luminance: a grey content stays grey" [ "$($PPM greyness options/grey.ppm)" -le 1 ]
at_least "--preserve-color luminance: but changes" 10 in/grey.ppm options/grey.ppm

# --mask and --background-style
stylize --mask in/white.ppm -o options/white.ppm
at_most "--mask: all white is none" 1 options/plain.ppm options/white.ppm
stylize --mask in/black.ppm -o options/black.ppm
at_most "--mask: all black leaves the content" 0 in/photo.ppm options/black.ppm
stylize --mask in/half.ppm -o options/half.ppm
at_most "--mask: black leaves the content" 0 in/photo.ppm options/half.ppm 53 75
at_least "--mask: white is stylised" 10 in/photo.ppm options/half.ppm 0 30
$PPM mask 30 21 15 > in/small-mask.ppm
stylize --mask in/small-mask.ppm -o options/small-mask.ppm
at_most "--mask: of another size, black" 0 in/photo.ppm options/small-mask.ppm 56 75
at_least "--mask: of another size, white" 10 in/photo.ppm options/small-mask.ppm 0 30
stylize --mask in/half.ppm --background-style in/other.ppm -o options/background.ppm
at_least "--background-style: the black part is stylised" 10 in/photo.ppm options/background.ppm 53 75
stylize --mask in/black.ppm --background-style in/other.ppm -o options/background-only.ppm
quietly stylize in/photo.ppm --style in/other.ppm -o options/other.ppm
at_most "--background-style: alone under a black mask" 1 options/other.ppm options/background-only.ppm

# --size and --style-size
stylize --size 40 -o options/size.ppm
equal "--size: the shorter side, landscape" 57x40 "$($PPM size options/size.ppm)"
quietly stylize in/tall.ppm --style $style --size 100 -o options/larger.ppm
equal "--size: the shorter side, portrait, enlarged" 100x144 "$($PPM size options/larger.ppm)"
stylize --size 0 -o options/size-0.ppm
at_most "--size 0: the default" 0 options/plain.ppm options/size-0.ppm
stylize --size 40 --mask in/half.ppm -o options/size-mask.ppm
quietly stylize in/photo.ppm --style $style --size 40 --strength 0 -o options/size-copy.ppm
at_most "--size with --mask: black leaves the resized content" 0 \
  options/size-copy.ppm options/size-mask.ppm 44 57
stylize --style-size 512 -o options/style-512.ppm
at_most "--style-size 512: the default" 0 options/plain.ppm options/style-512.ppm
stylize --style-size 0 -o options/style-0.ppm
at_least "--style-size 0: the style's own size" 3 options/plain.ppm options/style-0.ppm
stylize --style-size 70 -o options/style-70.ppm
at_most "--style-size: as large as the style is" 0 options/style-0.ppm options/style-70.ppm

# --model
stylize --model standard -o options/model-name.ppm
at_most "--model: the default's name" 0 options/plain.ppm options/model-name.ppm
stylize --model "$ADAIN_DATA_DIR/models/standard.safetensors" -o options/model-file.ppm
at_most "--model: a file" 0 options/plain.ppm options/model-file.ppm
stylize --model compact -o options/model-quick.ppm
at_least "--model: another one" 3 options/plain.ppm options/model-quick.ppm

# --memory and --threads
$PPM make 420 310 9 > in/larger.ppm
quietly stylize in/larger.ppm --style $style -o options/untiled.ppm
quietly stylize in/larger.ppm --style $style --memory 24 -o options/tiled.ppm
at_most "--memory: little of it, the same picture" 1 options/untiled.ppm options/tiled.ppm
quietly stylize in/larger.ppm --style $style --memory 1 -o options/tightest.ppm
at_most "--memory: as little as can be, the same picture" 1 options/untiled.ppm options/tightest.ppm
quietly stylize in/larger.ppm --style $style --threads 1 -o options/one-thread.ppm
at_most "--threads 1: the same picture" 1 options/untiled.ppm options/one-thread.ppm

# --verbose
"$ADAIN" stylize in/photo.ppm --style $style -o options/verbose.ppm --verbose > .out 2> .err
equal "--verbose: the file's name on stdout" options/verbose.ppm "$(cat .out)"
equal "--verbose: nothing on stderr" "" "$(cat .err)"

# Together
for preserve in none match luminance; do
  for trade_off in exact paper; do
    for region in "" "--mask in/half.ppm" "--mask in/half.ppm --background-style in/other.ppm"; do
      for mixture in "--style $style" "--style $style:0.6 --style in/other.ppm:0.4"; do
        runs "stylize $mixture $region --preserve-color $preserve --trade-off $trade_off" \
          stylize in/photo.ppm $mixture $region --preserve-color $preserve --trade-off $trade_off \
          --strength 0.7 -o options/together.ppm
        cksum < options/together.ppm >> options/together
      done
    done
  done
done
equal "together: 36 different pictures" 36 "$(sort -u options/together | wc -l)"
