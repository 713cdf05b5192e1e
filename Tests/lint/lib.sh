# What the cases share: small trees that keep every rule, ways to break one, and to state what is then said.
# Sourced by Tests/lint/run, which sets root and work.
# shellcheck shell=bash

passed=0
failed=0

# pass NAME; fail NAME REASON
pass () { passed=$((passed + 1)) && echo "ok $1"; }
fail () { failed=$((failed + 1)) && echo "FAIL $1: $2"; }

# fresh: a new tree in ./tree, a git clone with one file a language, and the current folder in it
fresh () {
  rm -rf "$work/tree"
  mkdir -p "$work"/tree/{scripts,Sources/High,Sources/Low/First,Sources/Low/Second}
  cd "$work/tree" || exit 2
  cp "$root/.swift-format" "$root/.clang-format" .
  printf '// A number.\n\npackage let lowest = 1\n' > Sources/Low/First/First.swift
  printf '// Twice the number.\n\npackage let second = 2 * lowest\n' > Sources/Low/Second/Second.swift
  printf '// Thrice the number.\n\nimport Low\n\nlet high = 3 * lowest\n' > Sources/High/High.swift
  printf '/* A sum. */\n\nint\nsum (int a, int b)\n{\n  return a + b;\n}\n' > sum.c
  printf '#!/bin/sh\n# Says hello.\necho "hello"\n' > hello
  printf '# Parts.\neveryone Glibc\nLow Sources/Low\nHigh Sources/High Low\n' > scripts/arrows.txt
  git init -q -b main
  git add -A
  git commit -q -m "Begin" -m "There was nothing."
}

# lint CHECK…: what scripts/lint.sh says of the current folder, in $work/lint.out
lint () { LINT_ROOT=$PWD "$root/scripts/lint.sh" "$@" > "$work/lint.out" 2>&1; }

# accepts NAME CHECK…
accepts () {
  local name=$1
  shift
  if lint "$@"; then pass "$name"; else fail "$name" "$(head -c 600 "$work/lint.out")"; fi
}

# rejects NAME TEXT CHECK: it fails, and TEXT (a pattern) is in what it says
rejects () {
  if lint "$3"; then fail "$1" "$3 accepts it"
  elif ! grep -q "^FAIL $3" "$work/lint.out"; then fail "$1" "$(head -c 600 "$work/lint.out")"
  elif ! grep -Eq -e "$2" "$work/lint.out"; then fail "$1" "no '$2' in: $(head -c 600 "$work/lint.out")"
  else pass "$1"
  fi
}

# succeeds NAME COMMAND…
succeeds () {
  local name=$1
  shift
  if "$@" > "$work/command.out" 2>&1; then pass "$name"
  else fail "$name" "$(head -c 600 "$work/command.out")"
  fi
}

# refuses NAME TEXT COMMAND…: it fails, and TEXT (a pattern) is in what it says
refuses () {
  local name=$1 text=$2
  shift 2
  if "$@" > "$work/command.out" 2>&1; then fail "$name" "it succeeded"
  elif grep -Eq -e "$text" "$work/command.out"; then pass "$name"
  else fail "$name" "no '$text' in: $(head -c 600 "$work/command.out")"
  fi
}

# equal NAME WANTED FOUND
equal () {
  if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "$(diff <(echo "$2") <(echo "$3") | tr '\n' ' ')"; fi
}

# this_clone: a case a check; what is skipped is said
this_clone () {
  cd "$root" || exit 2
  if ! git rev-parse --git-dir > /dev/null 2>&1; then
    echo "skip this clone: it is none of git's"
    return
  fi
  # A commit's message is looked at by the hook.
  "$root/scripts/lint.sh" swift-format clang-format shellcheck files arrows > "$work/lint.out" 2>&1
  sed '$d' "$work/lint.out"
  passed=$((passed + $(grep -c '^ok' "$work/lint.out")))
  failed=$((failed + $(grep -c '^FAIL' "$work/lint.out")))
  tail -n 1 "$work/lint.out" | grep -q ' passed, ' || fail "scripts/lint.sh" "$(tail -n 5 "$work/lint.out")"
}
