#!/bin/bash
# Makes a Debian 13 root with GIMP 3 and what builds plug-ins for it, for ./run; prints its folder. One that
# is there stays as it is. It needs root, unshare, and the network the first time: minutes, and 1.3 GiB.
#
#   ADAIN_TRIXIE         the folder (default: adain/trixie in the user's cache folder)
#   ADAIN_DEBIAN_MIRROR  where packages come from (default: mmdebstrap's own)
#
# The exit status is 3 where it cannot be made here, with the reason on stderr.
set -u
root=${ADAIN_TRIXIE:-${XDG_CACHE_HOME:-$HOME/.cache}/adain/trixie}
mirror=${ADAIN_DEBIAN_MIRROR:-}

# What install.sh needs there beside Swift, and what a window of GIMP needs.
packages=(
  gimp libgimp-3.0-dev libgegl-dev gegl pkg-config gcc g++ libc6-dev make git libpng-dev libjpeg-dev
  libtiff-dev libwebp-dev libheif-dev libopenjp2-7-dev libjxl-dev libgdk-pixbuf-2.0-dev
  libgexiv2-dev liblcms2-dev libgif-dev libcurl4t64 libncurses6 libsqlite3-0 libxml2 xvfb openbox
  xdotool imagemagick x11-utils fonts-dejavu-core perl
)
# Another list makes another root.
wanted="trixie ${packages[*]}"

give_up () {
  echo "$1" >&2
  exit 3
}

if [ "$(cat "$root/.adain" 2> /dev/null)" = "$wanted" ]; then
  echo "$root"
  exit
fi
[ "$(id -u)" -eq 0 ] || give_up "a Debian 13 root can only be made and entered as root"
unshare -m true 2> /dev/null || give_up "this system does not allow a mount namespace (unshare -m)"
command -v mmdebstrap > /dev/null || give_up "mmdebstrap is missing (apt-get install mmdebstrap)"

rm -rf "$root" "$root.new"
mkdir -p "$(dirname "$root")"
if ! unshare -m mmdebstrap --mode=root --variant=apt --components=main --include="${packages[*]}" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/gtk-doc/*' \
  --aptopt='Acquire::Retries "3"' trixie "$root.new" ${mirror:+"$mirror"} > "$root.log" 2>&1; then
  rm -rf "$root.new"
  give_up "Debian 13 could not be fetched: $(grep -m 1 '^E:' "$root.log"); the log is $root.log"
fi
rm -f "$root.new/var/cache/apt/archives/"*.deb
echo "$wanted" > "$root.new/.adain"
mv "$root.new" "$root"
echo "$root"
