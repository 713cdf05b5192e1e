# Bad input: a clear text, a non-zero status, nothing written and nothing left.

mkdir bad
data=$ADAIN_DATA_DIR
photo=in/photo.ppm style="--style in/painting.ppm" out="-o bad/out.png"
model=$ADAIN_DATA_DIR/models/compact.safetensors
quietly style save in/painting.ppm -o bad/style.safetensors

# The command line itself
refuses "no arguments for stylize" 64 "see 'adain stylize --help'" stylize
refuses "no style" 64 "style" stylize $photo $out
refuses "no output" 64 "output" stylize $photo $style
refuses "an unknown option" 64 "--styel" stylize $photo $style --styel x $out
refuses "an unknown command" 64 "styliz" styliz $photo
for value in 1.01 -0.1 nan inf -inf 1e300 abc ""; do
  refuses "--strength '$value'" 64 "strength" stylize $photo $style --strength "$value" $out
done
for value in -1 262145 99999999999 9999999999999999999999 1.5 abc; do
  refuses "--size $value" 64 "size" stylize $photo $style --size "$value" $out
  refuses "--style-size $value" 64 "style-size" stylize $photo $style --style-size "$value" $out
done
refuses "--size that makes an absurd picture" 1 "smaller --size" stylize in/one.ppm $style --size 65536 $out
refuses "--threads -1" 64 "threads" stylize $photo $style --threads -1 $out
refuses "--threads 99999" 64 "threads" stylize $photo $style --threads 99999 $out
refuses "--memory -1" 64 "memory" stylize $photo $style --memory -1 $out
refuses "--memory with too many digits" 64 "memory" stylize $photo $style --memory 99999999999999 $out
refuses "--depth 12" 64 "depth" stylize $photo $style --depth 12 $out
refuses "--preserve-color all" 64 "none.*match.*luminance" stylize $photo $style --preserve-color all $out
refuses "--trade-off half" 64 "exact.*paper" stylize $photo $style --trade-off half $out
refuses "--background-style without --mask" 64 "--mask" \
  stylize $photo $style --background-style in/other.ppm $out

# Weights
for weight in -1 nan inf -inf; do
  refuses "weight $weight" 1 "weight" stylize $photo --style "in/painting.ppm:$weight" $out
done
refuses "weights that sum to 0" 1 "sum to 0" \
  stylize $photo --style in/painting.ppm:0 --style in/other.ppm:0 $out
refuses "a single weight of 0" 1 "sum to 0" stylize $photo --style in/painting.ppm:0 $out
refuses "33 styles in a mixture" 1 "mix 32 at most" \
  stylize $photo $(printf -- "$style %.0s" {1..33}) --combine $out
refuses "an empty style" 1 "empty" stylize $photo --style "" $out
refuses "a style of only a weight" 1 "empty" stylize $photo --style :0.5 $out

# Styles
mkdir -p bad/data/styles
ln -s "$ADAIN_DATA_DIR/models" bad/data/models
cp bad/style.safetensors bad/data/styles/starry-night.safetensors
ADAIN_DATA_DIR=$work/bad/data
refuses "an unknown gallery name" 1 "no-such-style.*style list" stylize $photo --style no-such-style $out
refuses "a mistyped gallery name" 1 "'stary-night'.*mean 'starry-night'" \
  stylize $photo --style stary-night $out
refuses "an unknown gallery name with a weight" 1 "'no-such-style'" \
  stylize $photo --style no-such-style:0.3 $out
ADAIN_DATA_DIR=$work/bad
refuses "an unknown name without a gallery" 1 "no-such-style" stylize $photo --style no-such-style $out
ADAIN_DATA_DIR=$data
refuses "a missing style file" 1 "no/such.jpg" stylize $photo --style no/such.jpg $out
refuses "a missing background style" 1 "nowhere" \
  stylize $photo $style --mask in/half.ppm --background-style nowhere $out
head -c 700 bad/style.safetensors > bad/cut.safetensors
refuses "a truncated style" 1 "cut.safetensors" stylize $photo --style bad/cut.safetensors $out
printf 'x' > bad/x.safetensors
refuses "a style that is none" 1 "x.safetensors" stylize $photo --style bad/x.safetensors $out
cp "$model" bad/model-as-style.safetensors
refuses "a model as a style" 1 "model-as-style" stylize $photo --style bad/model-as-style.safetensors $out
sed 's/\[512\]/[511]/' bad/style.safetensors > bad/shape.safetensors
refuses "a wrong-shaped style" 1 "shape.safetensors" stylize $photo --style bad/shape.safetensors $out
: > bad/empty.safetensors
refuses "an empty style file" 1 "empty.safetensors" stylize $photo --style bad/empty.safetensors $out

# Models
refuses "an unknown model" 1 "no-such-model" stylize $photo $style --model no-such-model $out
refuses "a missing model file" 1 "no/model" stylize $photo $style --model no/model.safetensors $out
head -c 300000 "$model" > bad/cut-model.safetensors
refuses "a truncated model" 1 "cut-model" stylize $photo $style --model bad/cut-model.safetensors $out
head -c 5 "$model" > bad/stub.safetensors
refuses "five bytes of a model" 1 "stub.safetensors" stylize $photo $style --model bad/stub.safetensors $out
sed 's/\[16,3,3,3\]/[16,3,9,1]/;s/\[16, 3, 3, 3\]/[16, 3, 9, 1]/' "$model" > bad/shape-model.safetensors
refuses "a wrong-shaped model" 1 "shape" stylize $photo $style --model bad/shape-model.safetensors $out
sed 's/encoder.conv3_2.bias/encoder.conv3_2.bios/' "$model" > bad/name-model.safetensors
refuses "a model without one of its tensors" 1 "conv3_2.bias" \
  stylize $photo $style --model bad/name-model.safetensors $out
refuses "an image as a model" 1 "photo.ppm" stylize $photo $style --model $photo $out
refuses "a style as a model" 1 "style.safetensors" stylize $photo $style --model bad/style.safetensors $out
refuses "model info: a missing file" 1 "no/model" model info no/model.safetensors
refuses "model info: a truncated file" 1 "cut-model" model info bad/cut-model.safetensors

# Images
refuses "a missing content" 1 "no.png" stylize no.png $style $out
echo "this is no picture" > bad/text.png
: > bad/empty.png
head -c 700 in/photo8.png > bad/cut.png
head -c 900 in/painting.jpg > bad/cut.jpg
head -c 3000 $photo > bad/cut.ppm
for file in text.png empty.png cut.png cut.jpg cut.ppm; do
  refuses "an unreadable content: $file" 1 "$file" stylize bad/$file $style $out
  refuses "an unreadable style: $file" 1 "$file" stylize $photo --style bad/$file $out
  refuses "an unreadable mask: $file" 1 "$file" stylize $photo $style --mask bad/$file $out
  refuses "style save: an unreadable image: $file" 1 "$file" style save bad/$file -o bad/new.safetensors
done
refuses "a missing mask" 1 "no-mask.png" stylize $photo $style --mask no-mask.png $out
mkdir bad/empty-folder
refuses "a folder without images" 1 "no images" stylize bad/empty-folder $style -o bad/new-folder
refuses "a style folder without styles" 1 "no images or saved styles" \
  stylize $photo --style bad/empty-folder -o bad/new-folder
refuses "everything fails in a new folder" 1 "2 of 2" \
  stylize bad/text.png bad/cut.png $style -o bad/new/folder/

# Outputs
refuses "an unknown format" 1 "bmp" stylize $photo $style -o bad/out.bmp
refuses "an output without an ending" 1 "ending" stylize $photo $style -o bad/out
refuses "an empty output name" 1 "empty" stylize $photo $style -o ""
refuses "a folder that nobody can write to" 1 "/proc" stylize $photo $style -o /proc/out.png
refuses "a folder that nobody can make" 1 "/proc" stylize $photo $style -o /proc/new/out.png
refuses "a file as a folder" 1 "photo.ppm" stylize $photo $style -o in/photo.ppm/out.png
refuses "style save into a folder that nobody can write to" 1 "/proc" style save $photo -o /proc/x.safetensors
refuses "style save with another ending" 1 "safetensors" style save $photo -o bad/style.png
refuses "style save: --title for several" 1 "titles" style save $photo in/tall.ppm --title x -o bad/new-folder
refuses "style save: --title and --titles" 64 "title" \
  style save $photo --title x --titles y -o bad/x.safetensors
echo "no tab here" > bad/titles.tsv
refuses "style save: titles without a tab" 1 "line 1" \
  style save $photo --titles bad/titles.tsv -o bad/new-folder/
if [ "$(id -u)" -ne 0 ]; then
  mkdir bad/locked && chmod 555 bad/locked
  refuses "a locked folder" 1 "locked" stylize $photo $style -o bad/locked/out.png
fi
