# The terminal and the shell around the program: help, version, models, the progress bar, interruption.

mkdir terminal

# Help and version
for words in "" "stylize" "style" "style save" "style list" "model" "model info" "model import" "train" \
  "evaluate" "optimize" "bench"; do
  "$ADAIN" $words --help > .out 2> .err
  equal "adain $words --help: status" 0 $?
  holds "adain $words --help: usage" grep -q "^USAGE: adain${words:+ $words}" .out
done
for words in stylize train evaluate optimize; do
  equal "no line of the help of $words is too wide" "" \
    "$("$ADAIN" $words --help | grep -v ^USAGE | awk 'length > 80')"
done
holds "--version" grep -Eq '^[0-9]+\.[0-9]+\.[0-9]+$' <("$ADAIN" --version)

# model info
"$ADAIN" model info > .out
holds "model info: parameters" grep -q "parameters: 1613375" .out
holds "model info: a tensor" grep -Eq "encoder.conv1_1.weight +F16 \[16, 3, 3, 3\]" .out
equal "model info: all tensors" 38 "$(grep -Ec '^ +(encoder|decoder)\.' .out)"
"$ADAIN" model info "$ADAIN_DATA_DIR/models/standard.safetensors" > .again
holds "model info: by file" cmp .out .again
"$ADAIN" model info compact --json > .out
holds "model info --json: id, parameters" grep -q '^{"id":"compact-.*"parameters":587055,' .out
holds "model info --json: a tensor" grep -q '{"name":"decoder.conv1_1.bias","dtype":"F16","shape":\[3\]}' .out

# Pictures that are work on any machine: the same rows again and again.
$PPM make 1200 900 21 > in/band.ppm
stacked () {
  local bands=$1
  printf 'P6\n1200 %d\n255\n' $((900 * bands))
  for ((; bands > 0; bands--)); do tail -c $((1200 * 900 * 3)) in/band.ppm; done
}

# The progress bar
stacked 5 > in/big.ppm
script -qec "'$ADAIN' \
  stylize in/big.ppm in/photo.ppm --style in/painting.ppm -o terminal/bar --threads 1" /dev/null \
  < /dev/null > terminal/typescript
equal "a bar on a terminal: both results" 2 "$(ls terminal/bar | wc -l)"
tr '\r' '\n' < terminal/typescript | grep -Eo '[0-9]+%' | tr -d % > terminal/percents
holds "a bar on a terminal: drawn several times" [ "$(sort -u terminal/percents | wc -l)" -ge 4 ]
holds "a bar on a terminal: never backward" sort -nc terminal/percents
holds "a bar on a terminal: names the picture" grep -aq "(1/2) big.ppm" terminal/typescript
holds "a bar on a terminal: erased at the end" grep -aq $'\r\x1b\[K$' <(tail -c 8 terminal/typescript)
script -qec "TERM=dumb '$ADAIN' stylize in/photo.ppm --style in/painting.ppm -o terminal/dumb.png" /dev/null \
  < /dev/null > terminal/typescript
holds "no bar on a dumb terminal" [ ! -s terminal/typescript ]
"$ADAIN" stylize in/photo.ppm --style in/painting.ppm -o terminal/closed.png -v > /dev/full 2> .err
equal "a full stdout does not stop the work" 0 $?

# Interruption, at moments of the whole run: start, reading, encoding, decoding, writing. What the work takes
# afterwards is counted in processor time, which is the same on a busy machine.
stacked 40 > in/huge.ppm
interrupt () { # SIGNAL STATUS STATE PICTURE [OPTION]…
  local signal=$1 wanted=$2 state=$3 picture=$4 before result
  shift 4
  before=$(snapshot)
  # Work that ended before it was seen in the state, or whose whole result is in its place, was not
  # interrupted: again. (Of strength 0 the result is the content.)
  for _ in 1 2 3 4 5 6 7 8; do
    result=$(perl "$here/signal.pl" "$signal" "$state" "$ADAIN" stylize "$picture" --style in/painting.ppm \
      --threads 1 -o terminal/new/folder/ "$@" 2> .err)
    [ "${result% *}" = 0 ] || [ -z "$result" ] || cmp -s "$picture" terminal/new/folder/*.ppm || break
    rm -rf terminal/new
  done
  if [ "${result% *}" != "$wanted" ]; then
    fail "SIG$signal at $state" "status ${result% *}: $(tail -c 300 .err)"
  elif [ "$before" != "$(snapshot)" ]; then
    fail "SIG$signal at $state" "left behind: $(diff <(echo "$before") <(snapshot) | tr '\n' ' ')"
  elif [ "${result#* }" -gt 500 ]; then fail "SIG$signal at $state" "took ${result#* } ms more"
  else pass "SIG$signal at $state"
  fi
}
interrupt INT 130 begun in/huge.ppm
interrupt INT 130 bar=0 in/huge.ppm
interrupt INT 130 read=50000000 in/huge.ppm
interrupt INT 130 bar=1 in/huge.ppm
interrupt INT 130 bar=15 in/big.ppm
interrupt INT 130 bar=60 in/big.ppm
interrupt INT 130 'file=terminal/new/folder/.adain-*/huge_painting.ppm' in/huge.ppm --strength 0
interrupt TERM 143 bar=40 in/big.ppm
