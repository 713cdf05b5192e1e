# Debian packages: that they are made, that lintian finds no error, and that a Debian without Swift or this
# clone installs them, works with them, and is as it was when they are removed.
#
#   ADAIN_BOOKWORM   the folder of that Debian (default: adain/bookworm in the user's cache folder)
# shellcheck shell=bash disable=SC2154,SC2016

packages=$work/packages
holds "makes the packages" env HOME="$work" OUT="$packages" "$root/scripts/deb.sh"
names="adain-data adain gegl-adain gimp-adain libadain-dev libadain1"
equal "the packages" "$names" "$(cd "$packages" && echo * | sed 's/_[^ ]*//g')"
equal "lintian finds no error" "" "$(lintian --allow-root "$packages"/*.deb 2>&1 | grep -v '^[IWPXN]: ')"
equal "none needs Swift" "" \
  "$(for file in "$packages"/*.deb; do dpkg-deb -f "$file" Depends; done | grep -i swift)"

# What the packages need, so that nothing has to be fetched when they are installed.
needs=(gimp gegl libgexiv2-2 libgif7 libheif1 libjxl0.7 libopenjp2-7 libwebpmux3 libjson-glib-1.0-0)
if bookworm=$("$root/Tests/debian-root.sh" bookworm \
  "${ADAIN_BOOKWORM:-$user_cache/adain/bookworm}" "${needs[@]}" 2> bookworm.txt); then
  gegl "$photo" -- scale-size x=61 y=43 ppm-save path=small.ppm bitdepth=8 2> /dev/null
  mkdir -p scratch/home
  cp small.ppm scratch/
  # clean COMMAND…: in that Debian, as a user with an empty home
  clean () {
    "$root/Tests/gimp3/enter.sh" "$bookworm" "$packages=/packages" "$work/scratch=/scratch" -- \
      env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/scratch/home TMPDIR=/scratch LC_ALL=C.UTF-8 \
      DEBIAN_FRONTEND=noninteractive bash -c 'cd /scratch && exec "$@"' - "$@"
  }
  files () {
    clean find / -xdev \( -path /scratch -o -path /packages -o -path /tmp -o -path /var -o -path /root \) \
      -prune -o ! -type d ! -path '*/ld.so.cache' ! -path '*.pyc' -print | sort
  }
  # shellcheck disable=SC2086 # a list of words
  clean dpkg --purge $names > purged.txt 2>&1 # what an interrupted test has left
  files > before.txt
  equal "there is no Swift there" "" "$(clean bash -c 'command -v swift; ls -d /opt/swift' 2> /dev/null)"
  holds "they install" clean bash -c 'dpkg --install /packages/*.deb'
  holds "the command line works" clean adain stylize small.ppm --style okita -o by-adain.ppm
  holds "and knows the gallery" eval 'clean adain style list | grep -q starry-night'
  clean gegl small.ppm -- adain:stylize style=okita ppm-save path=by-gegl.ppm bitdepth=8 > gegl.txt 2>&1
  holds "the operation gives the same" eval \
    'perl "$root/Tests/cli/netpbm.pl" difference scratch/by-adain.ppm scratch/by-gegl.ppm | grep -qx "[01]"'
  clean gimp -i -d -f -s -b '(let* ((image (car (gimp-file-load 1 "small.ppm" ""))))
    (plug-in-adain-stylize 1 image (car (gimp-image-flatten image)) "okita" 1 0 -1 "" 512 "")
    (gimp-file-save 1 image (car (gimp-image-flatten image)) "by-gimp.png" ""))' -b '(gimp-quit 0)' \
    > gimp.txt 2>&1
  as_ppm scratch/by-gimp.png by-gimp.ppm
  holds "the plug-in too" eval \
    'perl "$root/Tests/cli/netpbm.pl" difference scratch/by-adain.ppm by-gimp.ppm | grep -qx "[01]"'
  # shellcheck disable=SC2086
  holds "they are removed" clean dpkg --purge $names
  files > after.txt
  equal "and nothing of them stays" "" "$(diff before.txt after.txt)"
else
  echo "skip the packages were not installed: $(cat bookworm.txt)"
fi
