# What the cases share: ways to state what is expected, to run install.sh, and to look at what it left.
# Sourced by Tests/install/run in an empty folder.
# shellcheck shell=bash
# shellcheck disable=SC2154 # here, root and work are run's

passed=0
failed=0

# pass NAME; fail NAME REASON
pass () { passed=$((passed + 1)); echo "ok $1"; }
fail () { failed=$((failed + 1)); echo "FAIL $1: $2"; }

# holds NAME COMMAND…
holds () {
  local name=$1
  shift
  if "$@" > command.out 2>&1; then pass "$name"; else fail "$name" "$* ($(head -c 300 command.out))"; fi
}

# equal NAME WANTED FOUND
equal () {
  if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "$(diff <(echo "$2") <(echo "$3") | tr '\n' ' ')"; fi
}

# installer HOME ARGUMENT…: install.sh for a user with that home; its output is in installer.out
installer () {
  local home=$1
  shift
  HOME=$home "$root/install.sh" "$@" > installer.out 2>&1 < /dev/null
}

# installs NAME HOME ARGUMENT…: install.sh succeeds
installs () {
  local name=$1
  shift
  if installer "$@"; then pass "$name"; else fail "$name" "$(tail -n 8 installer.out)"; fi
}

# refuses NAME TEXT HOME ARGUMENT…: install.sh fails, TEXT (a pattern) is in its output, and no file below the
# home and the prefix came, went or changed
refuses () {
  local name=$1 text=$2 home=$3 before
  shift 3
  before=$(contents "$home" prefix)
  if installer "$home" "$@"; then fail "$name" "it succeeded"
  elif ! grep -Eq -e "$text" installer.out; then fail "$name" "no '$text' in: $(head -c 400 installer.out)"
  elif [ "$before" != "$(contents "$home" prefix)" ]; then
    fail "$name" "left behind: $(diff <(echo "$before") <(contents "$home" prefix) | tr '\n' ' ')"
  else pass "$name"
  fi
  sed -n 's/^install.sh: the log is //p' installer.out | xargs -r rm -f
}

# contents FOLDER…: every file with its digest, every folder and link
contents () {
  find "$@" -type f -exec sha256sum {} + 2> /dev/null | sort -k 2
  find "$@" ! -type f -printf '%y %p %l\n' 2> /dev/null | sort
}

# as_ppm PICTURE OUT [OPERATION [PROPERTY=VALUE]…]…: with 8 bits, as netpbm.pl reads it
as_ppm () {
  local from=$1 to=$2
  shift 2
  rm -f "$to"
  gegl "$from" -- "$@" ppm-save path="$to" bitdepth=8 2> /dev/null
}

# mean_difference PICTURE PICTURE: of the 8-bit values
mean_difference () {
  local side
  for side in first second; do
    as_ppm "$1" $side.ppm scale-size x=320 y=200
    shift
  done
  perl "$root/Tests/cli/netpbm.pl" mean-difference first.ppm second.ppm
}

# differ NAME LIMIT PICTURE PICTURE: on average by LIMIT levels or more
differ () {
  local found
  found=$(mean_difference "$3" "$4" 2>&1)
  if [[ $found =~ ^[0-9.]+$ ]] && awk "BEGIN { exit !($found >= $2) }"; then pass "$1"
  else fail "$1" "the mean difference is $found, not $2 or more"
  fi
}
