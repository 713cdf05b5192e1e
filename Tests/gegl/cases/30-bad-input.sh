# Bad input: a clear text, and the picture as it was. Sourced by ../run.
pixels make nan 120 90 nan.exr
head -c 300000 "$ADAIN_DATA_DIR/models/compact.safetensors" > cut-model.safetensors
head -c 700 "$ADAIN_DATA_DIR/styles/starry-night.safetensors" > cut-style.safetensors
head -c 3000 stripes.8.png > cut.png
gegl stripes.8.png -o whole.jpg > /dev/null 2>&1
head -c 2000 whole.jpg > cut.jpg
echo "no picture" > text.jpg
echo "no picture" > text.txt
: > empty.png
printf '\0\0\0\x18ftypheic' > stub.heic
printf '%%PDF-1.4\n' > a.pdf
gegl stripes.8.png -o clear.png -- opacity value=0 > /dev/null 2>&1
mkdir a-folder

refused () { # NAME TEXT [PROPERTY=VALUE | PAD=[ … ]]…
  local name=$1 text=$2
  shift 2
  op photo.png refused.png "$@"
  check "$name: it is said" says "$text" refused.png.txt
  check "$name: the picture is as it was" pixels compare photo.png refused.png $exactly
}
refused "strength 1.5" "strength" strength=1.5
refused "strength -0.1" "strength" strength=-0.1
refused "strength NaN" "strength" strength=nan
refused "strength infinite" "strength" strength=inf
refused "a negative weight" "weight" weight=-1
refused "weights that sum to 0" "weight" weight=0 style-2=great-wave weight-2=0
refused "a NaN as weight" "weight" weight=nan
refused "an infinite weight" "weight" weight=inf
refused "a negative style size" "style size" style-size=-1
refused "an absurd style size" "style size" style-size=2000000000
refused "negative memory" "memory" memory=-1
refused "negative threads" "threads" threads=-1
refused "no style" "no style" style=
refused "an unknown gallery name" "'stary-night'.*'starry-night'.*adain style list" style=stary-night
refused "an unknown background style" "'nowhere'" background-style=nowhere aux2=[ load path=mask.8.png ]
refused "a region without a style" "mask.8.png.*write it as" regions=mask.8.png
refused "a missing mask" "mask '/no/such.png'" regions=/no/such.png:great-wave
refused "an unknown style of a region" "'nowhere'" regions=mask.8.png:nowhere
refused "a mask and a region" "exclude each other" \
  regions=mask.8.png:great-wave aux2=[ load path=mask.8.png ]
refused "labels without a label" "add a label" labels=mask.8.png
refused "a label without labels" "no effect without labels" "label=#ff0000:great-wave"
refused "a label that is no colour" "#RRGGBB:STYLE" labels=mask.8.png label=red:great-wave
refused "an absurd border" "border" border=21
refused "a missing file" "no style file '/no/such.jpg'" style=/no/such.jpg
refused "a folder as style" "folder" style=a-folder
refused "an empty file" "empty" style=empty.png
refused "a text called .jpg" "text.jpg" style=text.jpg
refused "a text" "text.txt" style=text.txt
refused "a cut PNG" "cut.png" style=cut.png
refused "a cut JPEG" "cut.jpg" style=cut.jpg
refused "a stub of a HEIC" "stub.heic.*cannot be decoded" style=stub.heic
refused "a PDF" "a PDF document" style=a.pdf
refused "a style without a visible pixel" "no visible pixel" style=clear.png
refused "a cut saved style" "cut-style" style=cut-style.safetensors
refused "a cut model" "cut-model" model=cut-model.safetensors
refused "a style as model" "starry-night" model="$ADAIN_DATA_DIR/styles/starry-night.safetensors"
refused "a model as style" "compact" style="$ADAIN_DATA_DIR/models/compact.safetensors"
refused "an unknown model" "'no-model'.*compact" model=no-model
refused "NaN in the style" "NaN" style=nan.exr
refused "an endless style" "endless" aux=[ color value=red ]
if [ -r "$root/../shared/models/vgg19-published.safetensors" ]; then
  refused "a style of another model" "model" model="$root/../shared/models/vgg19-published.safetensors"
else
  echo "skip a style of another model: there is no ../shared/models/vgg19-published.safetensors"
fi
op nan.exr nan.exr.out.exr
check "NaN in the picture: it is said" says "NaN" nan.exr.out.exr.txt
ADAIN_DATA_DIR=$work/nowhere HOME=$work XDG_DATA_HOME=$work XDG_DATA_DIRS=$work \
  op photo.png refused.png style=no-name
check "without a gallery it is said" says "'no-name'|models" refused.png.txt
