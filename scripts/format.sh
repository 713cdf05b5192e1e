#!/usr/bin/env bash
# Lays out the whole tree as scripts/lint.sh wants it: swift-format, clang-format, and comments that are too
# wide. What it cannot decide (long texts, shell, Python) it leaves; scripts/lint.sh says what that is.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "${LINT_ROOT:-$root}"
# shellcheck source=scripts/lint/lists.sh
. "$root/scripts/lint/lists.sh"
export PYTHONDONTWRITEBYTECODE=1

tracked | xargs -r -d '\n' python3 "$root/scripts/lint/wrap.py"
swift_files | xargs -r -d '\n' swift format format --in-place --parallel
c_files | xargs -r -d '\n' clang-format -i
