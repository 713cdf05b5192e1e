#!/usr/bin/env bash
# Looks for data races: builds the library with ThreadSanitizer in everything (.build-thread) and lets sixteen
# threads use one model (Tests/threads/race.c). Its status is not 0 when there is a race or a wrong picture.
#
#   scripts/race.sh [ROUNDS]     calls of each thread (default: 40)
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
swift build -c release --product adain-abi --scratch-path .build-thread --sanitize=thread
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
library=$root/.build-thread/release/libadain-abi.so
mkdir "$work/lib"
ln -s "$library" "$work/lib/libadain.so.1"
# The compiler that comes with Swift has the same ThreadSanitizer, which wants Swift's libdispatch.
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
runtime=$toolchain/lib/swift/linux
"$toolchain/bin/clang" -O1 -g -fsanitize=thread -Wall -Wextra -Werror -ISources/CAdaIN/include \
  Tests/threads/race.c "$work/lib/libadain.so.1" -L"$runtime" -ldispatch -lBlocksRuntime \
  -Wl,-rpath,"$work/lib:$runtime" -lm -lpthread -o "$work/race"
# A report ends the run with 66.
TSAN_OPTIONS=history_size=4 timeout -k 5 1200 "$work/race" resources/models/compact.safetensors \
  resources/styles/starry-night.safetensors "${1:-40}"
