# Optimising a picture: what it writes, what its options change, and wrong arguments. The bundled model's
# encoder serves as the loss network.

mkdir -p optimize/new
optimize () { quietly optimize in/photo.ppm --style in/painting.ppm --loss-network compact --size 0 "$@"; }

runs "optimize: file in, file out, quiet" optimize in/photo.ppm --style in/painting.ppm \
  --loss-network compact --size 0 --steps 5 -o optimize/plain.ppm
equal "optimize: the size stays" 75x53 "$($PPM size optimize/plain.ppm)"
at_least "optimize: the picture changes" 20 in/photo.ppm optimize/plain.ppm

# Methods, losses, starts
optimize --steps 12 -o optimize/gram.ppm --log optimize/gram.csv
equal "optimize: the log's columns" "content,style,total,seconds" "$(head -n 1 optimize/gram.csv)"
equal "optimize: a row before the first step and after each" 13 \
  "$(tail -n +2 optimize/gram.csv | grep -Ec '^([0-9.e-]+,){3}[0-9.e-]+$')"
equal "optimize: the content begins without a content loss" 0.0 "$(sed -n 2p optimize/gram.csv | cut -d, -f1)"
holds "optimize: each step lowers the total" sort -t, -k3,3gr -c <(tail -n +2 optimize/gram.csv)
holds "optimize: twelve steps halve it" awk -F, 'NR == 2 { first = $3 } END { exit !($3 < first / 2) }' \
  optimize/gram.csv
for options in "--loss statistics" "--target adain" "--method adam" "--init noise" "--style-weight 1000" \
  "--content-weight 0" "--method adam --learning-rate 0.1" "--style-size 20"; do
  optimize --steps 12 $options -o optimize/other.ppm
  at_least "optimize $options: another picture" 3 optimize/gram.ppm optimize/other.ppm
done
optimize --steps 2 --init noise --seed 1 -o optimize/seed1.ppm
optimize --steps 2 --init noise --seed 2 -o optimize/seed2.ppm
at_least "optimize --seed: other noise" 20 optimize/seed1.ppm optimize/seed2.ppm
optimize --steps 12 --threads 1 -o optimize/thread.ppm
at_most "optimize --threads: the same picture" 0 optimize/gram.ppm optimize/thread.ppm

# Sizes and formats
quietly optimize in/tall.ppm --style in/painting.ppm --loss-network compact --size 30 --steps 2 \
  -o optimize/size.png
convert_with_gegl optimize/size.png ppm-save optimize/size.ppm bitdepth=8
equal "optimize --size: the shorter side" 30x43 "$($PPM size optimize/size.ppm)"
quietly optimize in/one.ppm --style in/one.ppm --loss-network compact --steps 2 --size 1 \
  -o optimize/one.ppm
equal "optimize: a single pixel" 1x1 "$($PPM size optimize/one.ppm)"
quietly optimize in/photo16.png --style in/painting.jpg --loss-network compact --size 0 --steps 1 \
  -o optimize/
equal "optimize: a folder, the content's format and bits" "16 2" "$(png_kind optimize/photo16_painting.png)"
quietly optimize in/alpha.png --style in/painting.ppm --loss-network compact --size 0 --steps 2 \
  -o optimize/alpha.png
alpha_of in/alpha.png optimize/alpha-in.ppm
alpha_of optimize/alpha.png optimize/alpha-out.ppm
at_most "optimize: alpha stays" 0 optimize/alpha-in.ppm optimize/alpha-out.ppm
"$ADAIN" optimize in/alpha.png --style in/painting.ppm --loss-network compact --size 0 --steps 1 \
  -o optimize/alpha.jpg 2> .err
holds "optimize: says when alpha is lost" grep -q "note: optimize/alpha.jpg cannot be transparent" .err
"$ADAIN" optimize in/photo.ppm --style in/photo.ppm --loss-network compact --size 0 --style-size 0 \
  -o optimize/same.ppm 2> .err
holds "optimize: says when nothing is left to do" \
  grep -q "note: no step lowers the losses any more after 0" .err
at_most "optimize: a content in its own style stays" 0 in/photo.ppm optimize/same.ppm

# Wrong arguments leave nothing
refuse () {
  local name=$1 status=$2 text=$3
  shift 3
  refuses "optimize: $name" "$status" "$text" optimize in/photo.ppm --style in/painting.ppm \
    --loss-network compact -o optimize/new/out.png "$@"
}
refuse "steps" 64 "--steps 0 is out of range; choose 1" --steps 0
refuse "a method" 64 "'sgd' is invalid for '--method" --method sgd
refuse "a loss" 64 "'gramm' is invalid for '--loss" --loss gramm
refuse "a rate without adam" 64 "no effect on lbfgs, .*add --method adam" --learning-rate 0.1
refuse "a rate" 64 "--learning-rate 0.0 is out of range" --method adam --learning-rate 0
refuse "a weight" 64 "--style-weight -1.0 is out of range" --style-weight -1
refuse "no weights" 64 "nothing to optimise; choose one above 0" --style-weight 0 --content-weight 0
refuse "a size" 64 "--size -1 is out of range" --size -1
refuse "threads" 64 "--threads 1000 is out of range" --threads 1000
refuse "more than the machine holds" 1 "would take .* of memory, .*choose a smaller --size" --size 20000
refuse "bits" 1 "hold 8 or 16 bits, not 32" --depth 32
refuses "optimize: a name of the gallery" 1 "no image starry-night; optimising needs the style's pixels" \
  optimize in/photo.ppm --style starry-night --loss-network compact -o optimize/out.png
refuses "optimize: a folder" 1 "in is a folder; optimising takes one image at a time" \
  optimize in --style in/painting.ppm --loss-network compact -o optimize/out.png
refuses "optimize: a loss network that is none" 1 "loss network in/photo.ppm" \
  optimize in/photo.ppm --style in/painting.ppm --loss-network in/photo.ppm -o optimize/out.png
refuses "optimize: a log that cannot be" 1 "in/photo.ppm is no folder" \
  optimize in/photo.ppm --style in/painting.ppm --loss-network compact -o optimize/out.png \
  --log in/photo.ppm/log.csv

# Interruption, before the first step and between two
for state in begun bar=0 bar=1; do
  before=$(snapshot)
  result=$(perl "$here/signal.pl" INT $state "$ADAIN" optimize in/photo.ppm --style in/painting.ppm \
    --loss-network compact --size 100 --steps 2000 -o optimize/new/out.png --log optimize/new/log.csv 2> .err)
  equal "optimize: SIGINT at $state" 130 "${result% *}"
  equal "optimize: SIGINT at $state leaves nothing" "$before" "$(snapshot)"
done
