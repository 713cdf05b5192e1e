# Masks from the selection and the layer's mask, and regions from a group's layers, through the example
# scripts, against the command line. Sourced by ../run, after 20-pictures.sh.
cat > regions.scm <<'SCHEME'
(load "/adain/docs/examples/style-transfer-gimp3.scm")
(define (select-ellipse image)
  (gimp-image-select-ellipse image CHANNEL-OP-REPLACE 30 20 110 90)
  (gimp-selection-feather image 24))
(define (open-selected)
  (let ((image (open-picture "photo.ppm")))
    (select-ellipse image)
    image))
; Files of the command line's masks: the selection as a grey picture.
(let* ((image (open-selected)) (channel (gimp-selection-save image))
       (copy (gimp-image-new 201 149 GRAY)) (grey (gimp-layer-new-from-drawable channel copy)))
  (gimp-image-insert-layer copy grey 0 0)
  (gimp-layer-flatten grey)
  (save-picture copy "ellipse.pgm"))
(let* ((image (open-selected)) (layer (layer-of image)))
  (adain-inside-and-outside image layer "starry-night" "great-wave")
  (gimp-message (if (gimp-selection-is-empty image) "SELECTION gone" "SELECTION there"))
  (gimp-message (string-append "KEPT " (caddr (gimp-image-get-parasite image "adain-stylize-settings"))))
  (save-picture image "inside.ppm"))
(let* ((image (open-selected)) (layer (layer-of image)))
  (gimp-layer-add-mask layer (gimp-layer-create-mask layer ADD-MASK-SELECTION))
  (gimp-selection-none image)
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer)
    #:style "starry-night" #:mask-from "layer-mask" #:region-statistics "whole")
  (gimp-layer-remove-mask layer MASK-DISCARD)
  (save-picture image "layer-mask.ppm"))
; In bytes the layer would be clipped before it fades, and the command line's result is after it.
(let* ((image (open-selected)) (layer (layer-of image)))
  (gimp-image-convert-precision image PRECISION-FLOAT-NON-LINEAR)
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer)
    #:style "starry-night" #:mask-from "selection" #:output "masked-layer")
  (gimp-selection-none image)
  (gimp-image-flatten image)
  (save-picture image "faded.ppm"))
(define (group-of image upper-name lower-name)
  (let ((group (gimp-group-layer-new image "parts"))
        (upper (gimp-layer-new image upper-name 201 149 RGBA-IMAGE 100 LAYER-MODE-NORMAL))
        (lower (gimp-layer-new image lower-name 170 149 RGB-IMAGE 100 LAYER-MODE-NORMAL))
        (hidden (gimp-layer-new image "no style" 201 149 RGB-IMAGE 100 LAYER-MODE-NORMAL)))
    (gimp-image-insert-layer image group 0 0)
    (gimp-image-insert-layer image lower group 0)
    (gimp-image-insert-layer image upper group 0)
    (gimp-image-insert-layer image hidden group 0)
    (gimp-item-set-visible hidden FALSE)
    (gimp-item-set-visible group FALSE)
    (gimp-drawable-edit-fill upper FILL-FOREGROUND)
    (gimp-selection-none image)
    group))
(let* ((image (open-selected)) (layer (layer-of image)))
  (adain-regions image layer (group-of image "Starry night" "great-wave #1") "okita")
  (save-picture image "group.ppm"))
(let* ((image (open-selected)) (layer (layer-of image)) (group (group-of image "stary" "great-wave")))
  (refused "misnamed" (adain-regions image layer group "okita"))
  (save-picture image "misnamed.ppm"))
(let ((image (open-picture "photo.ppm")))
  (refused "unselected" (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image
    #:drawables (vector (layer-of image)) #:mask-from "selection"))
  (save-picture image "unselected.ppm"))
(let* ((image (open-picture "photo.ppm")) (layer (layer-of image)))
  (gimp-item-set-name layer "sky")
  (adain-new-layer image layer)
  (gimp-message (string-append "NEW [" (gimp-item-get-name (layer-of image)) "]"))
  (save-picture image "new-layer.png"))
SCHEME
gimp regions.log regions.scm
convert ellipse.pgm -negate -crop 170x149+0+0 +repage -background black -extent 201x149 lower.pgm
agree "the selection as mask, another style outside" $step inside.ppm photo.ppm --style starry-night \
  --mask ellipse.pgm --background-style great-wave
check "what was selected stays selected" grep -q 'SELECTION there' regions.log
agree "the layer's mask, statistics of the whole" $step layer-mask.ppm photo.ppm --style starry-night \
  --mask ellipse.pgm --region-statistics whole
agree "a layer that the selection masks: its soft edge fades once" $step faded.ppm photo.ppm \
  --style starry-night --mask ellipse.pgm
agree "a group's layers as regions, another style elsewhere" $step group.ppm photo.ppm --style okita \
  --region ellipse.pgm:starry-night --region lower.pgm:great-wave --border 2
agree "a new layer" $step new-layer.png photo.ppm --style starry-night:0.7 --style great-wave:0.3 \
  --strength 0.8 --preserve-color luminance
check "its name says what was done" grep -qF 'NEW [sky, starry-night + great-wave 0.80]' regions.log
for line in style=starry-night background-style=great-wave mask-from=selection; do
  check "the image keeps $line" says "$line" regions.log
done
sed -n '/CASE misnamed/,/REFUSED misnamed/p' regions.log > said.txt
check "a layer named by no style: it is refused" says "REFUSED misnamed" said.txt
check "a layer named by no style: it is said" says "stary.* of the group is named by no style" said.txt
check "a layer named by no style: nothing has changed" within 0 photo.ppm misnamed.ppm
sed -n '/CASE unselected/,/REFUSED unselected/p' regions.log > said.txt
check "no selection for a mask: it is refused" says "REFUSED unselected" said.txt
check "no selection for a mask: nothing has changed" within 0 photo.ppm unselected.ppm
