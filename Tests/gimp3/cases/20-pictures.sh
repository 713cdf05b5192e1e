# Kinds of pictures, options and layers, against the command line. Sourced by ../run.
netpbm=$root/Tests/cli/netpbm.pl
perl "$netpbm" make 201 149 7 > photo.ppm
perl "$netpbm" make 123 87 9 > style.ppm
perl "$netpbm" mask 201 149 101 > mask.ppm
convert photo.ppm -colorspace Gray grey.pgm
convert photo.ppm -depth 16 -evaluate add 77 deep.ppm
convert photo.ppm \( -size 149x201 gradient: -rotate 90 \) -alpha off -compose CopyOpacity -composite \
  -strip PNG32:alpha.png

cat > pictures.scm <<'SCHEME'
(define (file-through in out)
  (let ((image (open-picture in)))
    (stylize image (layer-of image))
    (save-picture image out)))
(file-through "photo.ppm" "whole.ppm")
(file-through "grey.pgm" "grey-out.pgm")
(file-through "deep.ppm" "deep-out.ppm")
(file-through "alpha.png" "alpha-out.png")
(let ((image (open-picture "photo.ppm")))
  (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 101 0 100 149)
  (stylize image (layer-of image))
  (save-picture image "selected.ppm"))
(let* ((image (open-picture "photo.ppm")) (layer (layer-of image)))
  (gimp-image-resize image 301 249 31 22)
  (stylize image layer)
  (save-layer image layer "offset.ppm"))
(let* ((image (open-picture "photo.ppm")) (layer (layer-of image))
       (mask (gimp-file-load-layer RUN-NONINTERACTIVE image "/scratch/mask.ppm")))
  (gimp-image-insert-layer image mask 0 -1)
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer)
    #:style "/scratch/style.ppm" #:mask mask #:background-style "great-wave")
  (gimp-image-remove-layer image mask)
  (save-picture image "masked.ppm"))
(let ((image (open-picture "photo.ppm")))
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image
    #:drawables (vector (layer-of image)) #:style "starry-night:2;great-wave" #:strength 0.9
    #:preserve-color "luminance" #:tone 0.5)
  (save-picture image "mixed.ppm"))
(let ((image (open-picture "photo.ppm")))
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image
    #:drawables (vector (layer-of image)))
  (save-picture image "defaults.ppm"))
(define (result-into output)
  (let* ((image (open-picture "photo.ppm")) (below (layer-of image)))
    (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 101 0 100 149)
    (gimp-item-set-name below "sky")
    (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector below)
      #:style "starry-night" #:strength 0.7 #:output output)
    (gimp-message (string-append "LAYER " output " [" (gimp-item-get-name (layer-of image)) "]"))
    (save-picture image (string-append output "-seen.png"))
    (let ((mask (gimp-layer-get-mask (layer-of image))))
      (if (and (number? mask) (>= mask 0))
          (gimp-layer-remove-mask (layer-of image) MASK-DISCARD)))
    (gimp-selection-none image)
    (save-picture image (string-append output "-bare.png"))
    (gimp-image-remove-layer image (layer-of image))
    (save-picture image (string-append output "-below.png"))))
(result-into "layer")
(result-into "masked-layer")
SCHEME
gimp pictures.log pictures.scm

step=257 # of 8 bits, in levels of 16: tiles depend on free memory, and on them the last bit before rounding
agree () { # NAME LEVELS RESULT CONTENT OPTION…
  local name=$1 levels=$2 result=$3 content=$4 expected
  shift 4
  expected=cli-${result%.*}.png
  cli "$content" "$expected" "$@"
  check "$name: changes" apart "$content" "$result"
  check "$name: as the command line does" within "$levels" "$expected" "$result"
}
starry=(--style starry-night --strength 0.7)
agree "a picture" $step whole.ppm photo.ppm "${starry[@]}"
# In floats, since colours outside of what 16 bits hold have their part in the grey.
cli grey.pgm colours.exr "${starry[@]}"
gegl colours.exr -o as-grey.png -- convert-format format="Y' u16" 2> /dev/null
check "a grey picture: changes" apart grey.pgm grey-out.pgm
check "a grey picture: as the command line does, in grey" within $step as-grey.png grey-out.pgm
agree "16 bits" 2 deep-out.ppm deep.ppm "${starry[@]}" --depth 16
agree "a transparent picture" $step alpha-out.png alpha.png "${starry[@]}"
agree "a layer with an offset" $step offset.ppm photo.ppm "${starry[@]}"
agree "a path, a mask and a background style" $step masked.ppm photo.ppm --style style.ppm \
  --mask mask.ppm --background-style great-wave
agree "two styles, luminance, tone" $step mixed.ppm photo.ppm --style starry-night:2 --style great-wave \
  --strength 0.9 --preserve-color luminance --tone 0.5
agree "no arguments" $step defaults.ppm photo.ppm --style starry-night
convert photo.ppm \( whole.ppm -crop 100x149+101+0 +repage \) -geometry +101+0 -composite expected.ppm
check "the selection limits what changes" within $step expected.ppm selected.ppm
for output in layer masked-layer; do
  check "$output: the new layer says what was done" \
    grep -qF "LAYER $output [sky, starry-night 0.70]" pictures.log
  check "$output: stylised where selected" within $step expected.ppm $output-seen.png
  check "$output: the layer below is as before" within 0 photo.ppm $output-below.png
done
check "layer: a copy elsewhere, without a mask" within $step expected.ppm layer-bare.png
check "masked-layer: below its mask it is stylised all over" within $step cli-whole.png masked-layer-bare.png
