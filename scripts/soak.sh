#!/usr/bin/env bash
# Looks for memory that is never given back: thousands of small pictures in one process, through the C
# interface and through GEGL's operation, as installed or built (Plugin/build, .build/release). Prints what is
# allocated and resident half-way and at the end; its status is not 0 when that has grown (resident.h).
#
#   scripts/soak.sh [CALLS [GRAPHS]]     pictures (default: 10000 and 1000)
#
#   LIBADAIN        the library (default: the release build of this clone)
#   ADAIN_OP_DIR    the folder with adain-stylize.so (default: Plugin/build of this clone)
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
library=$(realpath "${LIBADAIN:-.build/release/libadain-abi.so}")
operations=$(realpath "${ADAIN_OP_DIR:-Plugin/build}")
export ADAIN_DATA_DIR=$root/resources
model=$ADAIN_DATA_DIR/models/compact.safetensors
style=$ADAIN_DATA_DIR/styles/starry-night.safetensors
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/lib"
ln -s "$library" "$work/lib/libadain.so.1"
export LD_LIBRARY_PATH=$work/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
read -ra gegl < <(pkg-config --cflags --libs gegl-0.4)
${CC:-cc} -O2 -Wall -Wextra -Werror -ISources/CAdaIN/include Tests/soak/soak.c "$work/lib/libadain.so.1" \
  -o "$work/soak"
${CC:-cc} -O2 -Wall -Wextra -Werror Tests/soak/graphs.c -o "$work/graphs" "${gegl[@]}"
# shellcheck source=/dev/null
. Tests/gegl/plug-ins.sh
link_plug_ins "$work/operations"
cp "$operations/adain-stylize.so" "$work/operations/"
status=0
echo "the C interface"
"$work/soak" "$model" "$style" "${1:-10000}" || status=1
echo "GEGL's operation"
GEGL_PATH=$work/operations "$work/graphs" "$style" "${2:-1000}" || status=1
exit $status
