#!/bin/bash
# Makes a Debian root for suites that need another Debian, or a clean one; prints its folder. One that is
# there with this list of packages stays, one with another list is replaced, and anything else in its place is
# left alone. It needs root, unshare, and the network the first time. gimp3/enter.sh runs commands in it.
#
#   debian-root.sh RELEASE FOLDER PACKAGE…
#
#   ADAIN_DEBIAN_MIRROR  where packages come from (default: mmdebstrap's own)
#
# The exit status is 3 where it cannot be made here, with the reason on stderr.
set -u
release=$1 root=$2
shift 2
mirror=${ADAIN_DEBIAN_MIRROR:-}
# Another list makes another root.
wanted="$release $*"

give_up () {
  echo "$1" >&2
  exit 3
}

if [ "$(cat "$root/.adain" 2> /dev/null)" = "$wanted" ]; then
  echo "$root"
  exit
fi
[ "$(id -u)" -eq 0 ] || give_up "a Debian root can only be made and entered as root"
unshare -m true 2> /dev/null || give_up "this system does not allow a mount namespace (unshare -m)"
command -v mmdebstrap > /dev/null || give_up "mmdebstrap is missing (apt-get install mmdebstrap)"

[ ! -e "$root" ] || [ -e "$root/.adain" ] || give_up "$root was not made by this script; name another folder"
rm -rf "$root" "$root.new"
mkdir -p "$(dirname "$root")"
if ! unshare -m mmdebstrap --mode=root --variant=apt --components=main --include="$*" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/gtk-doc/*' \
  --aptopt='Acquire::Retries "3"' "$release" "$root.new" ${mirror:+"$mirror"} > "$root.log" 2>&1; then
  rm -rf "$root.new"
  give_up "Debian ($release) could not be fetched: $(grep -m 1 '^E:' "$root.log"); the log is $root.log"
fi
rm -f "$root.new/var/cache/apt/archives/"*.deb
echo "$wanted" > "$root.new/.adain"
mv "$root.new" "$root"
echo "$root"
