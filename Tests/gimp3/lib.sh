# What ./run's cases are made of; sourced after ../gegl/lib.sh. The variables are those that the top of ./run
# lists. In the root, /adain is this clone, /data its models and styles, and /scratch what $work is here.

prepare () {
  ADAIN=$(absolute "${ADAIN:-$root/.build/release/adain}")
  LIBADAIN=$(absolute "${LIBADAIN:-$root/.build/release/libadain-abi.so}")
  ADAIN_DATA_DIR=$(absolute "${ADAIN_DATA_DIR:-$root/resources}")
  export ADAIN_DATA_DIR LC_ALL=C.UTF-8
  need "$ADAIN" "$LIBADAIN" "$ADAIN_DATA_DIR/models/compact.safetensors"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/lib" "$work/home"
  cp "$LIBADAIN" "$work/lib/libadain.so.1"
  cd "$work" || exit 2
}

# inside COMMAND…: in the root, as a user with an empty home and the library at hand
inside () {
  "$here/enter.sh" "$trixie" "$root=/adain" "$ADAIN_DATA_DIR=/data" "$work=/scratch" -- \
    env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/scratch/home TMPDIR=/scratch LC_ALL=C.UTF-8 \
    LD_LIBRARY_PATH=/scratch/lib ADAIN_DATA_DIR=/data bash -c 'cd /scratch && exec "$@"' - "$@"
}

# gimp LOG FILE: runs the script, after helpers.scm; the time limit is for one that hangs
gimp () {
  cat "$here/helpers.scm" "$2" > script.scm
  inside timeout 900 gimp-console-3.0 -i -d -f --batch-interpreter=plug-in-script-fu-eval \
    -b '(load "/scratch/script.scm")' --quit > "$1" 2>&1 < /dev/null
}

# cli CONTENT OUT OPTION…: what the command line makes of it
cli () {
  local content=$1 out=$2
  shift 2
  "$ADAIN" stylize "$content" "$@" -o "$out" > cli.txt 2>&1 || cat cli.txt
}

# within LEVELS PICTURE PICTURE: no value differs by more; levels are those of 16 bits
within () {
  local peak
  peak=$(compare -metric PAE "$2" "$3" null: 2>&1)
  awk -v peak="${peak%% *}" -v levels="$1" 'BEGIN { exit !(peak ~ /^[0-9.e+]+$/ && peak + 0 <= levels) }' ||
    { echo "$2 and $3 differ by $peak" && false; }
}

# apart PICTURE PICTURE: they are of one size, and not the same
apart () {
  local count
  count=$(compare -metric AE "$1" "$2" null: 2>&1)
  [[ $count =~ ^[1-9][0-9.e+]*$ ]] || { echo "$count" && false; }
}
