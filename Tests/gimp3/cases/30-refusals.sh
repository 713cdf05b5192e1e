# What cannot be done is an error with a text, and the picture stays. Sourced by ../run, after 20-pictures.sh.
cat > refusals.scm <<'SCHEME'
(let ((image (open-picture "photo.ppm")))
  (gimp-image-convert-indexed image CONVERT-DITHER-NONE CONVERT-PALETTE-GENERATE 16 FALSE FALSE "")
  (refused "indexed" (stylize image (layer-of image)))
  (gimp-image-convert-rgb image)
  (save-picture image "indexed.ppm"))
(let ((image (open-picture "photo.ppm")))
  (gimp-image-convert-indexed image CONVERT-DITHER-NONE CONVERT-PALETTE-GENERATE 16 FALSE FALSE "")
  (gimp-image-convert-rgb image)
  (save-picture image "sixteen.ppm"))
(let ((image (open-picture "photo.ppm")))
  (gimp-item-set-lock-content (layer-of image) TRUE)
  (refused "locked" (stylize image (layer-of image)))
  (save-picture image "locked.ppm"))
(let* ((image (open-picture "photo.ppm")) (layer (layer-of image))
       (group (gimp-group-layer-new image "group")))
  (gimp-image-insert-layer image group 0 -1)
  (gimp-image-reorder-item image layer group 0)
  (refused "group" (stylize image group))
  (save-picture image "group.ppm"))
(let ((image (open-picture "photo.ppm")))
  (refused "unmasked" (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image
    #:drawables (vector (layer-of image)) #:background-style "great-wave"))
  (save-picture image "unmasked.ppm"))
(let ((image (open-picture "photo.ppm")))
  (refused "strong" (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image
    #:drawables (vector (layer-of image)) #:strength 1.5))
  (save-picture image "strong.ppm"))
(let ((image (open-picture "photo.ppm")))
  (refused "unknown" (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image
    #:drawables (vector (layer-of image)) #:style "stary-night"))
  (save-picture image "unknown.ppm"))
(let* ((image (open-picture "photo.ppm")) (layer (layer-of image))
       (copy (gimp-layer-copy layer FALSE)))
  (gimp-image-insert-layer image copy 0 -1)
  (refused "two" (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image
    #:drawables (vector layer copy)))
  (gimp-image-remove-layer image copy)
  (save-picture image "two.ppm"))
SCHEME
gimp refusals.log refusals.scm

is_refused () { # NAME TEXT [PICTURE]
  sed -n "/CASE $1/,/REFUSED $1/p" refusals.log > said.txt
  check "$1: it is refused" says "REFUSED $1" said.txt
  if [ -n "${2:-}" ]; then check "$1: it is said" says "$2" said.txt; fi
  check "$1: nothing has changed" within 0 "${3:-photo.ppm}" "$1.ppm"
}
is_refused indexed "convert the image to RGB first" sixteen.ppm
is_refused locked "contents are locked"
is_refused group "layer group"
is_refused unmasked "without a mask"
is_refused strong
is_refused unknown "Did you mean 'starry-night'"
is_refused two "one layer or channel at a time"
