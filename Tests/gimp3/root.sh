#!/bin/bash
# Makes a Debian 13 root with GIMP 3 and what builds plug-ins for it, for ./run; prints its folder. One that
# is there stays as it is. It needs root, unshare, and the network the first time: minutes, and 1.3 GiB.
#
#   ADAIN_TRIXIE   the folder (default: adain/trixie in the user's cache folder)
#
# ../debian-root.sh says what else it needs, and how it says that it cannot.
set -u

# What install.sh needs there beside Swift, and what a window of GIMP needs.
packages=(
  gimp libgimp-3.0-dev libgegl-dev gegl pkg-config gcc g++ libc6-dev make git libpng-dev libjpeg-dev
  libtiff-dev libwebp-dev libheif-dev libopenjp2-7-dev libjxl-dev libgdk-pixbuf-2.0-dev
  libgexiv2-dev liblcms2-dev libgif-dev libcurl4t64 libncurses6 libsqlite3-0 libxml2 xvfb openbox
  xdotool imagemagick x11-utils fonts-dejavu-core perl gettext fonts-nanum
)

exec "$(dirname "$0")/../debian-root.sh" trixie \
  "${ADAIN_TRIXIE:-${XDG_CACHE_HOME:-$HOME/.cache}/adain/trixie}" "${packages[@]}"
