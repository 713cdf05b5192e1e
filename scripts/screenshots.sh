#!/usr/bin/env bash
# Makes the guide's pictures of the dialog, docs/images/gimp*.png, from windows of GIMP 2.10 and GIMP 3 on a
# display of their own, with the models and the gallery of this clone. The picture in them is a photograph of
# Debian's package mate-backgrounds.
#
#   scripts/screenshots.sh [NAME…]    these alone: gimp-dialog, gimp-four-styles, gimp-korean, gimp-dark,
#                                     gimp3-dialog
#
#   OUT   the folder they go to (default: docs/images)
#
# What is not built yet is built first. GIMP 3 is in the Debian 13 root of its suite (Tests/gimp3/root.sh).
# shellcheck disable=SC2317 # check calls functions by their names
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=${OUT:-$root/docs/images}
photo=/usr/share/backgrounds/mate/nature/Dune.jpg
four='starry-night:0.4;great-wave:0.3;the-scream:0.2;garden-table:0.1'
names=("$@")
if [ $# -eq 0 ]; then names=(gimp-dialog gimp-four-styles gimp-korean gimp-dark gimp3-dialog); fi

# wanted NAME: is to be made
wanted () { case " ${names[*]} " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

build () {
  local product
  for product in adain-abi adain-gegl; do
    swift build -c release --package-path "$root" --product $product || return 1
  done
  export LIBADAIN=$root/.build/release/libadain-abi.so SHARED=$root/.build/release/libadain-gegl.a
  export ADAIN=$root/scripts/screenshots.sh
}

# use_suite SUITE: what the tests of that GIMP are made of
use_suite () {
  local file
  here=$root/Tests/$1
  for file in gegl/{lib,plug-ins} "$1/lib" gimp/{window,dialog,languages}; do
    # shellcheck source=/dev/null
    . "$root/Tests/$file.sh"
  done
}

# In the suite's folder of work, with what both GIMPs are opened on.
prepare_pictures () {
  need "$photo"
  prepare
  convert "$photo" -resize 1200x750! -strip -define png:exclude-chunk=all dune.png
  # shellcheck disable=SC2154 # use_suite has set it.
  make_words "$work"
  make_locales "$work"
}

# The window, when it shows the same twice: what it has been told it draws a moment later.
same_twice () {
  photograph "$title" shot.png && photograph "$title" again.png &&
    [ "$(compare -metric AE shot.png again.png null: 2>&1)" = 0 ]
}

# shows_thumbnails: hardly a pixel has the grey that stands for a thumbnail to come
shows_thumbnails () {
  [ "$(convert shot.png -fill black +opaque '#808080' -fill white -opaque '#808080' \
    -format '%[fx:int(mean*w*h)]' info:)" -lt 1000 ]
}

# is_drawn: all that it has been told, as far as one can see
is_drawn () { same_twice && shows_thumbnails; }

# is_complete: preview, estimate and thumbnails are there
is_complete () { said 'preview: shown at' && said 'estimate: .' && has_thumbnails; }

# With few colours they are a third as large, and look the same.
keep () { convert shot.png -strip +dither -colors 255 "PNG8:$out/$shot.png"; }

window_cases () {
  title="^$(word "$language" "Style Transfer")"
  check "$shot: GIMP opens a window" until_true listens
  check "and the picture" until_true has_window 'dune'
  mark
  check "$shot: the dialog opens" open_dialog
  check "$shot: it is complete" until_true is_complete
  check "$shot: it is drawn" until_true is_drawn
  check "$shot: it is kept" keep
  press "$title" Escape
  wait "$call"
  scm '(gimp-quit 1)' > quit.txt # or its server would stay, and listen
}

# shot NAME [STYLE [THEME [LANGUAGE]]]: opens the dialog so, and keeps its picture
shot () {
  shot=$1 style=${2:-starry-night} theme=${3:-} language=${4:-C}
  wanted "$shot" || return 0
  port=$((port + 1))
  rm -f display window.log
  in_window "$shot" 1920x1080
}

# settings: as an image has them
settings () { printf '"[settings]\\nstyle=%s\\n"' "$style"; }

gimp2_pictures () (
  export ADAIN_GIMP_PLUGIN=$root/Plugin/build/bookworm/gimp2/adain-stylize
  export ADAIN_OP_DIR=$root/Plugin/build/bookworm
  use_suite gimp
  prepare_pictures
  open_gimp () {
    local locale=C.UTF-8
    if [ "$language" = ko ]; then locale=ko_KR.UTF-8; fi
    mkdir -p "$GIMP2_DIRECTORY"
    echo "${theme:+(theme \"$theme\")}" > "$GIMP2_DIRECTORY/gimprc"
    exec env LC_ALL="$locale" LOCPATH="$work/locales" LANGUAGE="$language" ADAIN_LOCALE_DIR="$work/words" \
      XDG_DATA_HOME="$work/data" G_MESSAGES_DEBUG=all gimp -n -s dune.png \
      -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")"
  }
  open_dialog () {
    scm "(let* ((image (aref (cadr (gimp-image-list)) 0)))
      (gimp-image-attach-parasite image (list \"adain-stylize-settings\" 0 $(settings)))
      (plug-in-adain-stylize RUN-INTERACTIVE image (car (gimp-image-get-active-drawable image))
        \"\" 0 0 -1 \"\" 0 \"\"))" > call.txt &
    call=$!
    until_true has_window "$title"
  }
  shot gimp-dialog starry-night
  shot gimp-four-styles "$four" Light
  shot gimp-korean great-wave System ko
  finish
)

gimp3_pictures () (
  use_suite gimp3
  port=$((port + 10))
  trixie=$("$here/root.sh") || exit 1
  export trixie
  prepare_pictures
  inside make -s -C /adain/Plugin BUILD=build/trixie LIBADAIN=/scratch/lib/libadain.so.1 LIBDIR=/scratch/lib \
    SHARED=build/trixie/libadain-gegl.a gimp3 || exit 1
  profile=$work/home/.config/GIMP/3.0
  mkdir -p "$profile/plug-ins/adain-stylize"
  cp "$root/Plugin/build/trixie/gimp3/adain-stylize" "$profile/plug-ins/adain-stylize/"
  open_gimp () {
    local locale=C.UTF-8
    if [ "$language" = ko ]; then locale=ko_KR.UTF-8; fi
    echo "${theme:+(theme-color-scheme $theme)}" > "$profile/gimprc"
    inside env DISPLAY="$DISPLAY" LC_ALL="$locale" LOCPATH=/scratch/locales LANGUAGE="$language" \
      ADAIN_LOCALE_DIR=/scratch/words G_MESSAGES_DEBUG=all gimp-3.0 -n -s \
      --batch-interpreter=plug-in-script-fu-eval \
      -b "(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"\")" dune.png
  }
  open_dialog () {
    scm "(let* ((image (vector-ref (car (gimp-get-images)) 0)))
      (gimp-image-attach-parasite image (list \"adain-stylize-settings\" 0 $(settings)))
      (plug-in-adain-stylize #:run-mode RUN-INTERACTIVE #:image image
        #:drawables (vector (vector-ref (car (gimp-image-get-layers image)) 0))))" > call.txt &
    call=$!
    until_true has_window "$title"
  }
  shot gimp-dark great-wave dark
  shot gimp3-dialog starry-night light
  finish
)

status=0
build || exit 1
if wanted gimp-dialog || wanted gimp-four-styles || wanted gimp-korean; then
  make -s -C "$root/Plugin" LIBADAIN="$LIBADAIN" SHARED="$SHARED" BUILD=build/bookworm gegl gimp2 || exit 1
  gimp2_pictures || status=1
fi
if wanted gimp-dark || wanted gimp3-dialog; then gimp3_pictures || status=1; fi
exit $status
