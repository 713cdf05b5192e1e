# What a style can be (image, saved style, gallery name, folder), mixtures of styles, and `adain style`.

mkdir styles
photo=in/photo.ppm

# Saved styles
runs "style save: one file" \
  style save in/painting.ppm -o styles/painting.safetensors --title "Somebody, A Painting"
size=$(stat -c %s styles/painting.safetensors)
holds "style save: a few kilobytes ($size bytes)" [ "$size" -gt 500 -a "$size" -lt 6000 ]
holds "style save: carries its title" grep -aq "Somebody, A Painting" styles/painting.safetensors
quietly stylize $photo --style in/painting.ppm -o styles/by-image.ppm
quietly stylize $photo --style styles/painting.safetensors -o styles/by-saved.ppm
at_most "a saved style is as good as its image" 1 styles/by-image.ppm styles/by-saved.ppm
quietly style save in/painting.ppm -o styles/small.safetensors --style-size 32
quietly stylize $photo --style styles/small.safetensors -o styles/by-small.ppm
at_least "style save --style-size: another style" 3 styles/by-saved.ppm styles/by-small.ppm
quietly stylize $photo --style in/painting.ppm --style-size 32 -o styles/by-image-32.ppm
at_most "style save --style-size: as stylize has it" 1 styles/by-image-32.ppm styles/by-small.ppm

# A style for two models
quietly style save in/painting.ppm --also-model compact -o styles/both.safetensors
quietly stylize $photo --style styles/both.safetensors -o styles/by-both.ppm
at_most "style save --also-model: the first model's pixels" 0 styles/by-saved.ppm styles/by-both.ppm
quietly stylize $photo --model compact --style in/painting.ppm -o styles/compact-by-image.ppm
quietly stylize $photo --model compact --style styles/both.safetensors -o styles/compact-by-both.ppm
at_most "style save --also-model: the other one's" 1 styles/compact-by-image.ppm styles/compact-by-both.ppm
quietly stylize $photo --model compact --style starry-night -o styles/compact-gallery.ppm
at_least "the gallery is for compact, too" 3 styles/compact-by-both.ppm styles/compact-gallery.ppm
refuses "style save --also-model: the same model twice" 1 "two .* to join are of the model standard-" \
  style save in/painting.ppm --also-model standard -o styles/twice.safetensors
refuses "a saved style with another model" 1 "was made with model standard-.* not with compact-" \
  stylize $photo --model compact --style styles/painting.safetensors -o styles/no.ppm

# A gallery from a folder of paintings
mkdir -p paintings data/models
cp in/painting.ppm paintings/first-painting.ppm
cp in/other.ppm paintings/second-painting.ppm
echo "no picture" > paintings/notes.txt
printf '# titles\nfirst-painting.ppm\tA Painter, "First", 1901\n' > paintings/TITLES.tsv
ln -s "$ADAIN_DATA_DIR"/models/*.safetensors data/models/
runs "style save: a folder of paintings" style save paintings --titles paintings/TITLES.tsv -o data/styles
equal "style save: a file a painting" "first-painting.safetensors second-painting.safetensors" \
  "$(ls data/styles | xargs)"
"$ADAIN" style save in/painting.ppm in/other.ppm -o styles/two --verbose > .out 2> .err
equal "style save --verbose: the names" "styles/two/painting.safetensors styles/two/other.safetensors" \
  "$(xargs < .out)"

ADAIN_DATA_DIR=data "$ADAIN" style list > .out
equal "style list: names and titles" \
  'first-painting   A Painter, "First", 1901|second-painting  second-painting' "$(paste -sd '|' .out)"
ADAIN_DATA_DIR=data "$ADAIN" style list --json > .out
holds "style list --json" grep -q \
  '"name":"first-painting","title":"A Painter, \\"First\\", 1901","path":"' .out
ADAIN_DATA_DIR=data quietly stylize $photo --style first-painting -o styles/by-name.ppm
at_most "a gallery style by its name" 0 styles/by-saved.ppm styles/by-name.ppm
mkdir empty-data empty-data/models
ADAIN_DATA_DIR=$PWD/empty-data refuses "style list: no gallery" 1 "ADAIN_DATA_DIR" style list

# Mixtures
mix () { local to=$1; shift; quietly stylize $photo "$@" -o styles/$to.ppm; }
a="--style in/painting.ppm" b="--style in/other.ppm"
mix b $b
mix a1 $a:1
at_most "S:1 alone is S" 0 styles/by-image.ppm styles/a1.ppm
mix a1b0 $a:1 $b:0
at_most "weights 1 and 0 are the first style" 0 styles/by-image.ppm styles/a1b0.ppm
mix a0b2 $a:0 $b:2
at_most "weights 0 and 2 are the second style" 0 styles/b.ppm styles/a0b2.ppm
mix half $a:0.5 $b:0.5
mix same $a:3 $b:3
at_most "weights are normalised" 0 styles/half.ppm styles/same.ppm
mix mixed $a $b --combine
at_most "--combine: equal weights" 0 styles/half.ppm styles/mixed.ppm
mix missing $a:1 $b
at_most "a missing weight counts 1" 0 styles/half.ppm styles/missing.ppm
# Beside these, what is the same is the same to the last bit.
at_least "a mixture is not its first style" 1 styles/by-image.ppm styles/half.ppm
at_least "a mixture is not its second style" 1 styles/b.ppm styles/half.ppm
mix folder --style paintings --combine
at_most "--combine: a folder's styles" 0 styles/half.ppm styles/folder.ppm
mix most $a:7 $b:3
at_least "weights matter" 2 styles/half.ppm styles/most.ppm
cp in/painting.ppm in/odd:0.5
cp in/other.ppm in/odd
mix colon --style in/odd:0.5
at_most "an existing path with a colon is a path" 0 styles/by-image.ppm styles/colon.ppm
