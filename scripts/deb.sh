#!/usr/bin/env bash
# Builds Debian packages of this clone for the Debian that it runs on: libadain1, libadain-dev, adain,
# adain-data, gegl-adain and gimp-adain. Neither installs nor signs them.
#
#   scripts/deb.sh
#
#   OUT              where they go (default: .build-deb/packages)
#   DEBFULLNAME, DEBEMAIL   their maintainer (default: the author of the last commit)
#
# install.sh builds and lays out the files; scripts/debian says which package each belongs to. What the
# packages need of other packages is found in the programs. They need no Swift.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$(realpath -m "${OUT:-$root/.build-deb/packages}")
tree=$root/.build-deb/adain
# shellcheck source=scripts/requirements.sh
. "$root/scripts/requirements.sh"

fail () {
  echo "scripts/deb.sh: $1" >&2
  exit 1
}

maintainer () {
  local name=${DEBFULLNAME:-} email=${DEBEMAIL:-}
  echo "${name:-$(git -C "$root" log -1 --format=%an)} <${email:-$(git -C "$root" log -1 --format=%ae)}>"
}

# The version of the program, and of the Debian that it is built for: "0.1.0~deb12".
version () {
  local program release
  program=$(sed -n 's/.*static let text = "\(.*\)".*/\1/p' "$root/Sources/AdaINRuntime/Version.swift")
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && echo "${VERSION_ID:-0}")
  echo "$program~deb$release"
}

# The packages' own files, beside what install.sh has put into debian/tmp.
prepare () {
  local date
  date=$(git -C "$root" log -1 --format=%cD)
  cp -R "$root/scripts/debian/." "$tree/debian/"
  sed -i "s|@MAINTAINER@|$(maintainer)|" "$tree/debian/control"
  cp -R "$root/docs/examples" "$root/CHANGELOG.md" "$tree/"
  printf 'adain (%s) unstable; urgency=medium\n\n  * As CHANGELOG.md says.\n\n -- %s  %s\n' \
    "$(version)" "$(maintainer)" "$date" > "$tree/debian/changelog"
}

[ $# -eq 0 ] || fail "it takes no arguments; its first lines say which variables it takes"
log=$(mktemp "${TMPDIR:-/tmp}/adain-deb.XXXXXX")
install_needs "$log" "${deb_needs[@]}" || exit 1
rm -rf "$tree"
mkdir -p "$tree/debian" "$out"
DESTDIR=$tree/debian/tmp "$root/install.sh" --system --prefix /usr \
  --libdir "/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)"
prepare
# Files say when the commit was made, so that the same commit gives the same packages.
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
export SOURCE_DATE_EPOCH
(cd "$tree" && umask 022 && fakeroot debian/rules binary) >> "$log" 2>&1 || {
  tail -n 25 "$log" >&2
  fail "the packages could not be made; the log is $log"
}
rm -f "$out"/*.deb "$log"
mv "$tree"/../*.deb "$out/"
ls "$out"/*.deb
