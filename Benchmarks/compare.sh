#!/usr/bin/env bash
# Makes docs/comparison.md's table and picture: AdaIN and the optimisation of pictures on the same pairs, how
# long they take and which losses they leave. What is done it does not do again: stop it and start it as you
# like.
#
#   Benchmarks/compare.sh CONTENTS STYLES PUBLISHED WORK [SIZE]
#
#   CONTENTS, STYLES   folders of as many pictures each; the first goes with the first, and so on
#   PUBLISHED          the published model (adain model import), which is also the loss network
#   WORK               a folder for the pictures and times; remove it to begin anew
#   SIZE               shorter side of contents and styles (default: 512)
#   STEPS              of the optimisations (default: 100)
#   ADAIN              the command line (default: the release build of this clone)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ $# -lt 4 ]; then
  echo "usage: Benchmarks/compare.sh CONTENTS STYLES PUBLISHED WORK [SIZE]" >&2
  exit 2
fi
contents=("$1"/*) styles=("$2"/*) published=$3 work=$4 size=${5:-512} steps=${STEPS:-100}
adain=${ADAIN:-$root/.build/release/adain}
export ADAIN_DATA_DIR=$root/resources
mkdir -p "$work"

stem () { local name=${1##*/}; echo "${name%.*}"; }

# make METHOD COMMAND…: each pair by `adain COMMAND`, and the milliseconds it took in WORK/METHOD.times
make () {
  local method=$1 i out start
  shift
  for i in "${!contents[@]}"; do
    out=$work/$method/$(stem "${contents[i]}")_$(stem "${styles[i]}").png
    [ -e "$out" ] && continue
    mkdir -p "$work/$method"
    start=$(date +%s%N)
    "$adain" "$1" "${contents[i]}" --style "${styles[i]}" -o "$out" --size "$size" --style-size "$size" \
      "${@:2}"
    echo $((($(date +%s%N) - start) / 1000000)) >> "$work/$method.times"
    echo "$out"
  done
}

gram=(optimize --loss-network "$published")
statistics=(optimize --loss-network "$published" --loss statistics --target adain)
make adain-published stylize --model "$published"
make adain-standard stylize --model standard
make adain-compact stylize --model compact
make gram "${gram[@]}" --steps "$steps"
make statistics "${statistics[@]}" --steps "$steps"
methods=(adain-published adain-standard adain-compact gram statistics)

# The losses of all, as `adain evaluate` prints them.
arguments=()
for content in "${contents[@]}"; do arguments+=(--content "$content"); done
for style in "${styles[@]}"; do arguments+=(--style "$style"); done
for method in "${methods[@]}"; do arguments+=(--pictures "$work/$method"); done
"$adain" evaluate --paired "${arguments[@]}" --loss-network "$published" --size "$size" --style-size "$size" \
  > "$work/losses.txt"

# row NAME METHOD: a line of the table
row () {
  local seconds=0
  if [ -e "$work/$2.times" ]; then
    seconds=$(awk '{ sum += $1 / 1000 } END { mean = sum / NR; printf mean < 10 ? "%.2f" : "%.0f", mean }' \
      "$work/$2.times")
  fi
  awk -F '  +' -v name="$1" -v method="$2" -v seconds="$seconds" \
    '$1 == method { printf "| %s | %s | %.2f | %.3f | %.2f |\n", name, seconds, $2, $3, $NF }' \
    "$work/losses.txt"
}

results () {
  cat << END
![Pairs in rows: content, style, AdaIN twice, both optimisations after $steps steps](images/comparison.jpg)

*The first pairs, left to right: content, style, AdaIN with the published model, AdaIN with the default model,
$steps steps on Gram matrices, $steps steps on AdaIN's own losses.*

${#contents[@]} pairs, shorter sides of $size pixels:

END
  echo "| method | seconds | content | style | content + 10 style |"
  echo "|---|---|---|---|---|"
  row "the content as it is" "no stylisation"
  row "AdaIN, published model" adain-published
  row "AdaIN, standard" adain-standard
  row "AdaIN, compact" adain-compact
  row "Gram matrices, $steps steps" gram
  row "AdaIN's own losses, $steps steps" statistics
}

# The results take the place of the old ones; the text around them is written by hand.
page=$root/docs/comparison.md
{
  sed '/^<!-- results -->$/q' "$page"
  results
  echo "<!-- end -->"
  sed '1,/^<!-- end -->$/d' "$page"
} > "$work/comparison.md"
cp "$work/comparison.md" "$page"

# The picture: a row for each of the first pairs; content, style, AdaIN published and standard, both
# optimisations.
width=240 height=240 gap=4 graph=() y=0 rows=8
for i in "${!contents[@]}"; do
  [ "$i" -lt $rows ] || break
  x=0
  name=$(stem "${contents[i]}")_$(stem "${styles[i]}").png
  for picture in "${contents[i]}" "${styles[i]}" \
    "$work"/{adain-published,adain-standard,gram,statistics}/"$name"; do
    graph+=(over "aux=[" load path="$picture" scale-size-keepaspect x=-1 y="$height" sampler=cubic
      crop x=0 y=0 width="$width" height="$height" translate x="$x" y="$y" "]")
    x=$((x + width + gap))
  done
  y=$((y + height + gap))
done
gegl -- color value=white crop width=$((x - gap)) height=$((y - gap)) "${graph[@]}" \
  jpg-save path="$root/docs/images/comparison.jpg" quality=88
