#!/usr/bin/env bash
# The rules that a machine can check: a line a check, what breaks it below, and last "N passed, N failed".
#
#   scripts/lint.sh [CHECK…]     swift-format clang-format shellcheck files arrows messages (default: all)
#
#   LINT_BASE   the branch that this one comes from: `messages` looks at the commits since (default:
#               origin/main, or main); on that branch itself there is nothing to look at
#
# Needs git, python3, a Swift toolchain, and Debian's clang-format and shellcheck. scripts/format.sh repairs
# what a formatter can.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# LINT_ROOT: another tree, for the tests of this script
cd "${LINT_ROOT:-$root}" || exit 2
# shellcheck source=scripts/lint/lists.sh
. "$root/scripts/lint/lists.sh"
export PYTHONDONTWRITEBYTECODE=1
passed=0 failed=0

# Only this version's layout is the project's: others break lines at other places.
clang_format_version=14

check_swift_format () {
  local files
  mapfile -t files < <(swift_files)
  [ ${#files[@]} -eq 0 ] || swift format lint --strict --parallel "${files[@]}"
}

check_clang_format () {
  local files
  mapfile -t files < <(c_files)
  # One line a place: what it would put there, scripts/format.sh shows better.
  [ ${#files[@]} -eq 0 ] || ! clang-format --dry-run --Werror "${files[@]}" 2>&1 | grep ': error:'
}

# Files without a first line `#!` are sourced: they know variables of those who source them. Suites' cases
# split lists of options into words, end GEGL's pads with "]", and list folders that they have made
# themselves.
check_shellcheck () {
  local programs parts cases status=0
  mapfile -t programs < <(shell_programs)
  mapfile -t parts < <(shell_parts ':!Tests')
  mapfile -t cases < <(shell_parts Tests)
  run_shellcheck "${programs[@]}" || status=1
  run_shellcheck "${parts[@]}" --shell bash --exclude SC2034,SC2154 || status=1
  run_shellcheck "${cases[@]}" --shell bash --severity warning \
    --exclude SC2011,SC2034,SC2046,SC2154,SC2171 || status=1
  return $status
}

run_shellcheck () { [ $# -eq 0 ] || [ "${1:0:2}" = -- ] || shellcheck -x --format gcc "$@"; }

check_files () { python3 "$root/scripts/lint/files.py" .; }

check_arrows () { python3 "$root/scripts/lint/arrows.py" .; }

check_messages () { python3 "$root/scripts/lint/message.py" --range "$(base_revision)..HEAD"; }

# base_revision: where this branch began; nothing when that is not known, or on the branch it comes from
base_revision () {
  local base found
  for base in ${LINT_BASE:-origin/main main}; do
    found=$(git merge-base "$base" HEAD 2> /dev/null) || continue
    [ "$found" != "$(git rev-parse HEAD)" ] && echo "$found"
    return 0
  done
}

# obstacle CHECK: why it cannot be made here, or nothing
obstacle () {
  local tool=python3 version
  case $1 in
    swift-format) tool=swift ;;
    clang-format | shellcheck) tool=$1 ;;
    messages) [ -n "$(base_revision)" ] || { echo "no commits of a branch" && return; } ;;
  esac
  command -v "$tool" > /dev/null || { echo "there is no $tool" && return; }
  if [ "$1" = clang-format ]; then
    version=$(clang-format --version | sed -n 's/.*version \([0-9]*\).*/\1/p')
    [ "$version" = $clang_format_version ] ||
      echo "version $clang_format_version decides, and this is $version"
  fi
}

# check NAME
check () {
  local reason output line
  if ! declare -F "check_${1//-/_}" > /dev/null; then
    echo "scripts/lint.sh: there is no check $1" >&2
    exit 2
  fi
  reason=$(obstacle "$1")
  if [ -n "$reason" ]; then
    echo "skip $1: $reason"
  elif output=$("check_${1//-/_}" 2>&1); then
    passed=$((passed + 1))
    echo "ok $1"
  else
    failed=$((failed + 1))
    echo "FAIL $1: $(grep -c . <<< "$output") lines"
    while read -r line; do echo "     $line"; done <<< "$output"
  fi
}

git rev-parse --git-dir > /dev/null 2>&1 || { echo "scripts/lint.sh: this is no git clone" >&2 && exit 2; }
[ $# -gt 0 ] || set -- swift-format clang-format shellcheck files arrows messages
for name in "$@"; do check "$name"; done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
