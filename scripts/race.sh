#!/usr/bin/env bash
# Looks for data races: builds the library, what hosts share and the GEGL operations with ThreadSanitizer
# (.build-thread), and lets sixteen threads use one model (Tests/threads/race.c), eight use graphs and a
# session of the hosts' (Tests/threads/graphs.c), and the GIMP dialog's second thread be asked, interrupted
# and ended (Tests/threads/dialog.c). Its status is not 0 when there is a race or a wrong picture.
# GEGL and GLib are as they are installed: what they alone do is not looked at.
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
clang=$toolchain/bin/clang
runtime=$toolchain/lib/swift/linux
# The sanitizer's own functions are the program's, not the plug-in's.
plug_ins=$root/.build-thread/plug-ins
make -s -C Plugin gegl "BUILD=$plug_ins" "SHARED=$plug_ins/libadain-gegl.a" "LIBADAIN=$library" "CC=$clang" \
  CFLAGS='-O1 -g -fsanitize=thread' LDFLAGS='-fuse-ld=lld -Wl,-z,undefs'

read -ra gegl < <(pkg-config --cflags gegl-0.4)
"$clang" -O1 -Wall -Wextra -Werror -c Tests/threads/locks.c -o "$work/locks.o" "${gegl[@]}"
# shellcheck source=/dev/null
. Tests/threads/programs.sh
thread_programs "$work" "$work/lib/libadain.so.1" "$work/locks.o $plug_ins/libadain-gegl.a" "$clang" -O1 -g \
  -fsanitize=thread "-Wl,-rpath,$work/lib:$runtime" "-L$runtime" -ldispatch -lBlocksRuntime
# shellcheck source=/dev/null
. Tests/gegl/plug-ins.sh
link_plug_ins "$work/operations"
cp "$plug_ins/adain-stylize.so" "$work/operations/"

# A report ends the run with 66.
status=0
echo "threads on the C interface"
TSAN_OPTIONS=history_size=4 timeout -k 5 1200 "$work/race" resources/models/compact.safetensors \
  resources/styles/starry-night.safetensors "${1:-40}" || status=$?
echo "threads with graphs"
TSAN_OPTIONS=history_size=4:ignore_noninstrumented_modules=1 GEGL_PATH=$work/operations GEGL_THREADS=2 \
  ADAIN_DATA_DIR=$root/resources timeout -k 5 1200 "$work/graphs" "${1:-40}" || status=$?
echo "the GIMP dialog's second thread"
TSAN_OPTIONS=history_size=4:ignore_noninstrumented_modules=1 XDG_CACHE_HOME=$work \
  ADAIN_DATA_DIR=$root/resources timeout -k 5 1200 "$work/dialog" "${1:-40}" || status=$?
exit $status
