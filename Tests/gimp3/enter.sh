#!/bin/bash
# Runs a command in the root that root.sh has made: enter.sh ROOT [OUTSIDE=INSIDE]… -- COMMAND…
# Each OUTSIDE is bound to the folder INSIDE there. The mounts are a namespace's own and go with it.
set -eu
root=$1
shift
if [ "${ADAIN_ENTERED:-}" != yes ]; then ADAIN_ENTERED=yes exec unshare -m "$0" "$root" "$@"; fi
unset ADAIN_ENTERED
for folder in proc sys dev; do mount --rbind --make-rslave "/$folder" "$root/$folder"; done
while [ "$1" != -- ]; do
  mkdir -p "$root${1#*=}"
  mount --bind "${1%%=*}" "$root${1#*=}"
  shift
done
shift
exec chroot "$root" "$@"
