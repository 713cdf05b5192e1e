# What building, running and testing needs beyond a Swift toolchain, and how it is installed with apt.
# Sourced by install.sh and Tests/run; knows nothing of this project's own files.
# shellcheck shell=bash

# One need a line: a command, a shared library, a pkg-config module or a file, and the Debian package that has
# it. Alternatives have commas between them: one is enough, and the package is the first that apt knows. The
# libraries, and what comes with g++, are what a Swift toolchain unpacked on a bare system lacks.
# shellcheck disable=SC2034
build_needs=(
  "command make make"
  "command gcc gcc"
  "command g++ g++"
  "command git git"
  "command pkg-config pkg-config"
  "command msgfmt gettext"
  "command python3 python3"
  "library libcurl.so.4 libcurl4"
  "library libncurses.so.6 libncurses6"
  "library libsqlite3.so.0 libsqlite3-0"
  "library libxml2.so.2 libxml2"
  "module gegl-0.4 libgegl-dev"
  "module gimpui-2.0,gimpui-3.0 libgimp2.0-dev,libgimp-3.0-dev"
  "module libpng libpng-dev"
  "module libjpeg libjpeg-dev"
  "module libtiff-4 libtiff-dev"
  "module libwebpmux libwebp-dev"
  "module libgif libgif-dev"
  "module zlib zlib1g-dev"
  "module libheif libheif-dev"
  "module libopenjp2 libopenjp2-7-dev"
  "module libjxl libjxl-dev"
  "module gdk-pixbuf-2.0 libgdk-pixbuf-2.0-dev"
  "module gexiv2 libgexiv2-dev"
  "module lcms2 liblcms2-dev"
  "command gegl gegl"
  "command gimp gimp"
)

# shellcheck disable=SC2034
test_needs=(
  "command perl perl"
  "command script bsdutils"
  "command Xvfb xvfb"
  "command xdotool xdotool"
  "file /usr/share/fonts/truetype/nanum/NanumGothic.ttf fonts-nanum"
  "file /usr/share/i18n/locales/ko_KR locales"
  "command gettext gettext-base"
  "command mmdebstrap mmdebstrap"
  "command man man-db"
  "command col bsdextrautils"
  "command zsh zsh"
  "command fish fish"
  "command cmake cmake"
  "command appstreamcli appstream"
  "command flatpak-builder flatpak-builder"
  "file /usr/lib/python3/dist-packages/gi python3-gi"
  "file /usr/lib/x86_64-linux-gnu/girepository-1.0/Gegl-0.4.typelib gir1.2-gegl-0.4"
  "command clang-format clang-format"
  "command shellcheck shellcheck"
  # Not `convert`: others have a program of that name, too.
  "command identify imagemagick"
  "command ffmpeg ffmpeg"
  "command cjxl libjxl-tools"
  "command exiv2 exiv2"
  "command qemu-aarch64 qemu-user"
  "file /usr/aarch64-linux-gnu/lib/libc.a libc6-dev-arm64-cross"
  "file /usr/lib/gcc-cross/aarch64-linux-gnu/12/libgcc.a libgcc-12-dev-arm64-cross"
)

# What scripts/deb.sh makes packages with, and what looks at them.
deb_needs=(
  "command dh debhelper"
  "command dpkg-buildpackage dpkg-dev"
  "command fakeroot fakeroot"
  "command lintian lintian"
)

# The photograph that the demonstration takes when it is given none.
# shellcheck disable=SC2034
demo_photo=/usr/share/backgrounds/mate/nature/Dune.jpg
# shellcheck disable=SC2034
demo_needs=("file $demo_photo mate-backgrounds")

# is_met KIND NAME
is_met () {
  case $1 in
    command) command -v "$2" > /dev/null ;;
    library) /sbin/ldconfig -p | grep -F "$2" > /dev/null ;;
    module) any_module "${2//,/ }" ;;
    file) [ -e "$2" ] ;;
  esac
}

# any_module "MODULE…"
any_module () {
  local module
  for module in $1; do
    if pkg-config --exists "$module" 2> /dev/null; then return 0; fi
  done
  return 1
}

# choose_package ALTERNATIVES: the first that apt knows; before apt has any lists, the first
choose_package () {
  local package
  for package in ${1//,/ }; do
    if apt-cache show "$package" > /dev/null 2>&1; then echo "$package" && return; fi
  done
  echo "${1%%,*}"
}

# missing_packages NEED…: the packages of the needs that are not met, a line each
missing_packages () {
  local need kind name package
  for need; do
    read -r kind name package <<< "$need"
    is_met "$kind" "$name" || choose_package "$package"
  done | sort -u
}

# install_needs LOG NEED…: installs what is missing; 1 when it cannot, with the reason on stderr.
install_needs () {
  local log=$1 packages administrator=()
  shift
  mapfile -t packages < <(missing_packages "$@")
  if [ ${#packages[@]} -eq 0 ]; then return 0; fi

  if ! command -v apt-get > /dev/null; then
    echo "There is no apt-get here. Install what Debian calls ${packages[*]}, then start this again." >&2
    return 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo_works; then
      echo "These packages are missing: ${packages[*]}" >&2
      echo "Run this as the administrator, then start this again:" >&2
      echo "  apt-get update && apt-get install -y ${packages[*]}" >&2
      return 1
    fi
    administrator=(sudo)
  fi
  if ! as_administrator apt-get update ||
    ! { mapfile -t packages < <(missing_packages "$@") && echo "installing packages: ${packages[*]}"; } ||
    ! as_administrator apt-get install -y --no-install-recommends "${packages[@]}"; then
    echo "apt-get could not install them; the end of what it said:" >&2
    tail -n 15 "$log" >&2
    return 1
  fi
}

# Without a password, or with one that can be asked for.
sudo_works () {
  command -v sudo > /dev/null || return 1
  sudo -n true 2> /dev/null || [ -t 0 ]
}

# Uses install_needs' variables.
as_administrator () {
  "${administrator[@]}" env DEBIAN_FRONTEND=noninteractive "$@" >> "$log" 2>&1 < /dev/null
}
