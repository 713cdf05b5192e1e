#!/usr/bin/env bash
# Looks for memory that is never given back: thousands of small pictures in one process, through the C
# interface, through GEGL's operation and in a session of GIMP 2.10, as installed or built (Plugin/build,
# .build/release). Prints what is allocated and resident half-way and at the end; its status is not 0 when
# that has grown (Tests/soak/resident.h, Tests/soak/gimp.sh).
#
#   scripts/soak.sh [CALLS [GRAPHS [LAYERS]]]     pictures (default: 10000, 1000 and 1000); 0: none of these
#
#   LIBADAIN            the library (default: the release build of this clone)
#   ADAIN_OP_DIR        the folder with adain-stylize.so (default: Plugin/build of this clone)
#   ADAIN_GIMP_PLUGIN   the plug-in (default: Plugin/build/gimp2/adain-stylize)
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
# soak NAME PICTURES COMMAND…
status=0
soak () {
  if [ "$2" -eq 0 ]; then return; fi
  echo "$1"
  "${@:3}" || status=1
}
soak "the C interface" "${1:-10000}" "$work/soak" "$model" "$style" "${1:-10000}"
soak "GEGL's operation" "${2:-1000}" env "GEGL_PATH=$work/operations" "$work/graphs" "$style" "${2:-1000}"
soak "a session of GIMP" "${3:-1000}" Tests/soak/gimp.sh \
  "${ADAIN_GIMP_PLUGIN:-Plugin/build/gimp2/adain-stylize}" "${3:-1000}"
exit $status
