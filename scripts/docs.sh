#!/usr/bin/env bash
# The interfaces as web pages in .build-docs: Swift's by DocC, adain.h's and adain-gegl.h's by Doxygen.
#
#   scripts/docs.sh [swift] [c]    default: both
#
#   OUT   another folder
#
# DocC comes with the Swift toolchain; no package depends on it. What is `package` or `public` has a page: the
# core's parts are each other's interface. Doxygen is Debian's package doxygen.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
out=${OUT:-$root/.build-docs}
parts=(AdaINRuntime AdaINPictures AdaINNetwork AdaINStylizing AdaINTraining AdaINImport AdaINBenchmark)

fail () {
  echo "scripts/docs.sh: $1" >&2
  exit 1
}

# docc stands beside the compiler, which may be on PATH by a link
find_docc () {
  local beside
  beside=$(dirname "$(readlink -f "$(command -v swift)")")/docc
  if [ -x "$beside" ]; then echo "$beside"; else command -v docc || fail "the Swift toolchain has no docc"; fi
}

swift_pages () {
  local docc part graphs log archives=()
  docc=$(find_docc)
  swift package -c release dump-symbol-graph --minimum-access-level package --skip-synthesized-members >&2
  graphs=$(swift build -c release --show-bin-path)/../symbolgraph
  rm -rf "$out/swift" "$out/parts"
  mkdir -p "$out/parts"
  log=$out/parts/log.txt
  for part in "${parts[@]}"; do
    mkdir "$out/parts/$part.graphs"
    cp "$graphs/$part.symbols.json" "$out/parts/$part.graphs/"
    "$docc" convert --additional-symbol-graph-dir "$out/parts/$part.graphs" --fallback-display-name "$part" \
      --fallback-bundle-identifier "adain.$part" --output-path "$out/parts/$part.doccarchive" > "$log" 2>&1 ||
      fail "docc could not read $part: $(tail -n 20 "$log")"
    archives+=("$out/parts/$part.doccarchive")
  done
  "$docc" merge "${archives[@]}" --synthesized-landing-page-name adain --output-path "$out/swift"
  rm -rf "$out/parts"
}

c_pages () {
  command -v doxygen > /dev/null || fail "there is no doxygen; install Debian's package doxygen"
  mkdir -p "$out"
  { cat docs/api/Doxyfile && printf 'OUTPUT_DIRECTORY = "%s"\n' "$out"; } | doxygen -
}

[ $# -gt 0 ] || set -- swift c
for kind; do
  case $kind in
    swift) swift_pages && echo "$out/swift: python3 -m http.server -d $out/swift, then /documentation" ;;
    c) c_pages && echo "$out/c/index.html" ;;
    *) fail "there is no $kind; usage: scripts/docs.sh [swift] [c]" ;;
  esac
done
