# What the cases share: pictures to work on, ways to look at pictures, and ways to state what is expected.
# Sourced by Tests/cli/run in an empty folder.

passed=0
failed=0
PPM="perl $here/netpbm.pl"

# pass NAME; fail NAME REASON
pass () { passed=$((passed + 1)); echo "ok $1"; }
fail () { failed=$((failed + 1)); echo "FAIL $1: $2"; }

# The inputs of most cases. Small, and with sizes that are no multiple of 8.
make_pictures () {
  mkdir in
  $PPM make 75 53 1 > in/photo.ppm
  $PPM make 61 88 2 > in/tall.ppm
  $PPM make 96 70 3 > in/painting.ppm
  $PPM make 64 64 4 > in/other.ppm
  $PPM make 75 53 5 grey > in/grey.ppm
  $PPM make 1 1 6 > in/one.ppm
  $PPM mask 75 53 75 > in/white.ppm
  $PPM mask 75 53 0 > in/black.ppm
  $PPM mask 75 53 37 > in/half.ppm
  convert_with_gegl in/photo.ppm png-save in/photo8.png bitdepth=8
  convert_with_gegl in/photo.ppm png-save in/photo16.png bitdepth=16
  convert_with_gegl in/painting.ppm jpg-save in/painting.jpg
  gegl in/photo.ppm -- opacity aux=[ ppm-load path=in/grey.ppm ] \
    png-save path=in/alpha.png bitdepth=8 2> /dev/null
}

# convert_with_gegl IN SAVER OUT [PROPERTY=VALUE…]
convert_with_gegl () {
  local from=$1 saver=$2 to=$3
  shift 3
  gegl "$from" -- "$saver" path="$to" "$@" 2> /dev/null
  [ -s "$to" ] || echo "convert_with_gegl: no $to was written" >&2
}

# alpha_of IN OUT.ppm: the alpha channel as a grey picture
alpha_of () {
  gegl "$1" -- component-extract component=alpha ppm-save path="$2" bitdepth=8 2> /dev/null
}

# The bits per channel and the colour type (2: RGB, 6: RGBA) of a PNG file.
png_kind () { od -An -tu1 -j24 -N2 "$1" | tr -s ' ' | sed 's/^ //'; }

# runs NAME ARGUMENTS…: adain succeeds and says nothing
runs () {
  local name=$1 status
  shift
  "$ADAIN" "$@" > .out 2> .err
  status=$?
  if [ $status -ne 0 ]; then fail "$name" "status $status: $(head -c 300 .err)"
  elif [ -s .out ] || [ -s .err ]; then fail "$name" "is not quiet: $(head -c 300 .out .err)"
  else pass "$name"
  fi
}

# quietly ARGUMENTS…: adain, for results that the next line looks at; complains only when it fails
quietly () {
  "$ADAIN" "$@" > .out 2> .err || fail "adain $*" "status $?: $(head -c 300 .err)"
}

# refuses NAME STATUS TEXT ARGUMENTS…: adain fails with STATUS, TEXT (a pattern) is on stderr in a line that
# begins "adain: ", and no file came, went or changed; the time limit is for a program that hangs
refuses () {
  local name=$1 wanted=$2 text=$3 status before
  shift 3
  before=$(snapshot)
  timeout 600 "$ADAIN" "$@" > .out 2> .err
  status=$?
  if [ $status -ne "$wanted" ]; then fail "$name" "status $status, not $wanted: $(head -c 300 .err)"
  elif ! grep -Eq "^adain: .*($text)" .err; then fail "$name" "no '$text' in: $(head -c 300 .err)"
  elif [ -s .out ]; then fail "$name" "text on stdout: $(head -c 300 .out)"
  elif [ "$before" != "$(snapshot)" ]; then
    fail "$name" "left behind: $(diff <(echo "$before") <(snapshot) | tr '\n' ' ')"
  else pass "$name"
  fi
}

# Every folder, and every file with its size and time; also GEGL's swap and temporary folders. Not what GEGL
# learns about this machine for the next time (babl's cache).
snapshot () {
  find . -path ./.cache/babl -prune -o -name .out -o -name .err -o -type d -print \
    -o -printf '%p %s %T@\n' | sort
}

# equal NAME WANTED FOUND
equal () {
  if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "'$3' instead of '$2'"; fi
}

# at_most NAME LIMIT FILE FILE [LEFT RIGHT]: no value of the pictures differs by more
at_most () {
  local name=$1 limit=$2 found
  shift 2
  found=$($PPM difference "$@" 2>&1)
  if [[ $found =~ ^[0-9]+$ ]] && [ "$found" -le "$limit" ]; then pass "$name"
  else fail "$name" "the difference is $found, not at most $limit"
  fi
}

# at_least NAME LIMIT FILE FILE [LEFT RIGHT]: some value differs by as much
at_least () {
  local name=$1 limit=$2 found
  shift 2
  found=$($PPM difference "$@" 2>&1)
  if [[ $found =~ ^[0-9]+$ ]] && [ "$found" -ge "$limit" ]; then pass "$name"
  else fail "$name" "the difference is $found, not at least $limit"
  fi
}

# holds NAME COMMAND…
holds () {
  local name=$1
  shift
  if "$@" > /dev/null 2>&1; then pass "$name"; else fail "$name" "does not hold: $*"; fi
}
