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
#   SIZE               shorter side of contents and styles (default: 256)
#   ADAIN              the command line (default: the release build of this clone)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ $# -lt 4 ]; then
  echo "usage: Benchmarks/compare.sh CONTENTS STYLES PUBLISHED WORK [SIZE]" >&2
  exit 2
fi
contents=("$1"/*) styles=("$2"/*) published=$3 work=$4 size=${5:-256}
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
make adain-bundled stylize
make gram-50 "${gram[@]}" --steps 50
make statistics-50 "${statistics[@]}" --steps 50
make gram-500 "${gram[@]}" --steps 500
make statistics-500 "${statistics[@]}" --steps 500
methods=(adain-published adain-bundled gram-50 gram-500 statistics-50 statistics-500)

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
![Pairs in rows: content, style, AdaIN twice, both optimisations after 500 steps](images/comparison.jpg)

*Left to right: content, style, AdaIN with the published model, AdaIN with the bundled model, 500 steps on
Gram matrices, 500 steps on AdaIN's own losses.*

${#contents[@]} pairs, shorter sides of $size pixels:

END
  echo "| method | seconds | content | style | content + 10 style |"
  echo "|---|---|---|---|---|"
  row "the content as it is" "no stylisation"
  row "AdaIN, published model" adain-published
  row "AdaIN, bundled model" adain-bundled
  row "Gram matrices, 50 steps" gram-50
  row "Gram matrices, 500 steps" gram-500
  row "AdaIN's own losses, 50 steps" statistics-50
  row "AdaIN's own losses, 500 steps" statistics-500
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

# The picture: a row a pair; content, style, AdaIN published and bundled, both optimisations after 500 steps.
width=200 height=125 gap=4 graph=() y=0
for i in "${!contents[@]}"; do
  x=0
  name=$(stem "${contents[i]}")_$(stem "${styles[i]}").png
  for picture in "${contents[i]}" "${styles[i]}" \
    "$work"/{adain-published,adain-bundled,gram-500,statistics-500}/"$name"; do
    graph+=(over "aux=[" load path="$picture" scale-size-keepaspect x=-1 y="$height" sampler=cubic
      crop x=0 y=0 width="$width" height="$height" translate x="$x" y="$y" "]")
    x=$((x + width + gap))
  done
  y=$((y + height + gap))
done
gegl -- color value=white crop width=$((x - gap)) height=$((y - gap)) "${graph[@]}" \
  jpg-save path="$root/docs/images/comparison.jpg" quality=88
