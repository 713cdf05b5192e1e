#!/usr/bin/env bash
# Tries every parser and boundary with hostile input that libFuzzer makes, in a build of its own with
# AddressSanitizer and UndefinedBehaviorSanitizer. Prints a line a target, and last "N passed, N failed". An
# input that breaks a target stays in .build-fuzz/found; put it into Tests/AdaINFuzzing/Corpora/TARGET, where
# Tests/fuzzing/run tries it from then on.
#
#   scripts/fuzz.sh [TARGET…]     default: all, half a minute each
#
#   SECONDS_EACH   how long a target is tried (default: 30)
#   RUNS           how many inputs at most (default: as many as there is time for)
#   SEED           of the inputs (default: 1)
#
# The target `properties` is Tests/gegl/properties.c, graphs of the GEGL operations as built in Plugin/build:
# without libFuzzer or sanitizers, RUNS of them (default: 20 for each of SECONDS_EACH).
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 2
build=$root/.build-fuzz
program=$build/release/adain-fuzz
runtime=$(dirname "$(readlink -f "$(command -v swiftc)")")/../lib/clang
runtime=$(ls "$runtime"/*/lib/linux/libclang_rt.fuzzer_no_main-"$(uname -m)".a)
coverage=edge,inline-8bit-counters,pc-table,trace-cmp
# The network's arithmetic branches on sizes alone: its inner loops are checked, but not counted.
build_it () {
  mkdir -p "$build" && echo 'src:*/Sources/CKernels/*' > "$build/uncounted.txt"
  swift build -c release --product adain-fuzz --scratch-path "$build" --sanitize=address \
    -Xswiftc -DADAIN_LIBFUZZER -Xswiftc -sanitize-coverage=$coverage -Xcc -fsanitize-coverage=$coverage \
    -Xcc -fsanitize-coverage-ignorelist="$build/uncounted.txt" \
    -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined \
    -Xswiftc -use-ld=lld -Xlinker "$runtime" -Xlinker -lstdc++
}
if [ "$*" != properties ]; then build_it || exit 2; fi

# In memory, where there is such a folder: each input of some targets is a file.
if [ -w /dev/shm ]; then work=$(mktemp -d -p /dev/shm); else work=$(mktemp -d); fi
trap 'rm -rf "$work"' EXIT
found=$build/found
mkdir -p "$found" "$work/files"
# A symbolizer that reads what this program writes could wait for it for ever; GLib keeps what it has loaded.
# Two callers for each piece of memory, and 64 MiB of what was freed, tell enough and take less time than 30
# callers and 256 MiB. No input needs a GiB in one piece.
export ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0:symbolize=0:malloc_context_size=2
ASAN_OPTIONS+=:quarantine_size_mb=64:max_allocation_size_mb=1024
export SWIFT_BACKTRACE=enable=no
if [ $# -gt 0 ]; then
  names=("$@")
else
  mapfile -t names < <("$program" && echo properties)
fi
passed=0 failed=0

# try TARGET: what it says is in $work/TARGET.txt
try () {
  local first=$work/first-$1 words=()
  mkdir -p "$work/corpus-$1" "$first"
  "$program" --target="$1" --write="$first" || return
  cp -r Tests/AdaINFuzzing/Corpora/"$1"/. "$first" 2> /dev/null
  if [ -f "Tests/fuzzing/$1.dict" ]; then words=(-dict="$root/Tests/fuzzing/$1.dict"); fi
  (
    cd "$work/files" || exit
    timeout -k 5 $((${SECONDS_EACH:-30} + 120)) "$program" --target="$1" -seed="${SEED:-1}" \
      -max_total_time="${SECONDS_EACH:-30}" -runs="${RUNS:--1}" -timeout=60 -rss_limit_mb=3000 \
      -entropic_scale_per_exec_time=1 "${words[@]}" -close_fd_mask=1 -artifact_prefix="$found/$1-" \
      "$work/corpus-$1" "$first"
  ) > "$work/$1.txt" 2>&1
}

# Graphs with senseless properties; says how many.
try_properties () {
  local runs=${RUNS:-$((20 * ${SECONDS_EACH:-30}))} library=$root/.build/release/libadain-abi.so libraries
  read -ra libraries < <(make -s -C Plugin libraries)
  mkdir -p "$work/lib"
  ln -sf "$library" "$work/lib/libadain.so.1"
  link_plug_ins "$work/operations" && cp Plugin/build/adain-stylize.so "$work/operations/" || return
  # shellcheck disable=SC2046 # words of flags
  "${CC:-cc}" -O1 -g -IPlugin/shared/include -ISources/CAdaIN/include Tests/gegl/properties.c \
    .build/release/libadain-gegl.a "$library" $(pkg-config --cflags --libs gegl-0.4) "${libraries[@]}" -lm \
    -o "$work/properties" || return
  (
    cd "$work/files" || exit
    export LD_LIBRARY_PATH=$work/lib GEGL_PATH=$work/operations ADAIN_DATA_DIR=$root/resources
    "$work/properties" "$runs" "${SEED:-1}" && echo "Done $runs runs"
  ) > "$work/properties.txt" 2>&1
}

# shellcheck source=/dev/null
. Tests/gegl/plug-ins.sh
for name in "${names[@]}"; do
  if [ "$name" = properties ]; then
    if try_properties; then
      passed=$((passed + 1))
      echo "ok $name: $(sed -n 's/^Done //p' "$work/properties.txt")"
    else
      failed=$((failed + 1))
      echo "FAIL $name"
      tail -n 20 "$work/properties.txt"
    fi
  elif try "$name"; then
    passed=$((passed + 1))
    echo "ok $name: $(sed -n 's/^Done \([0-9]*\) runs.*/\1 runs/p' "$work/$name.txt")," \
      "$(grep -E '^#[0-9]+.*cov:' "$work/$name.txt" | tail -n 1 | sed 's/.*cov: \([0-9]*\) ft.*/\1 edges/')"
  else
    failed=$((failed + 1))
    echo "FAIL $name"
    grep -vE '^#[0-9]+' "$work/$name.txt" | tail -n 40
  fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
