# Bad input: GIMP says the text, and the layer is as it was. Sourced by ../run.
head -c 2000 "$ADAIN_DATA_DIR/models/compact.safetensors" > cut-model.safetensors
echo "no picture" > text.jpg
many=$(printf 'okita;%.0s' {1..33})

gimp_batch bad.log \
  '(refuse-file "photo.8.png" "stary-night" 1 0 "unknown.png")' \
  '(refuse-file "photo.8.png" "/no/such.jpg" 1 0 "missing.png")' \
  "(refuse-file \"photo.8.png\" \"$work/text.jpg\" 1 0 \"text.png\")" \
  '(refuse-file "photo.8.png" "" 1 0 "none.png")' \
  '(refuse-file "photo.8.png" "starry-night" 1.5 0 "strong.png")' \
  '(refuse-file "photo.8.png" "starry-night" 1 7 "color.png")' \
  '(refuse-file "photo.8.png" "starry-night:0;great-wave:0" 1 0 "weights.png")' \
  '(refuse-file "photo.8.png" "starry-night:-1" 1 0 "negative.png")' \
  "(refuse-file \"photo.8.png\" \"$many\" 1 0 \"many.png\")" \
  '(let* ((both (canvas-with-layer "photo.8.png" 31 22)) (image (car both)) (layer (cadr both)))
     (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 0 0 20 20)
     (refuse image layer "starry-night" 1 0 -1 "" "beside.png"))' \
  '(let* ((image (load-picture "photo.8.png")) (other (load-picture "photo.8.png")))
     (refuse image (layer-of image) "starry-night" 1 0 (layer-of other) "" "other.png"))' \
  '(let* ((image (load-picture "photo.8.png")) (layer (layer-of image))
          (group (car (gimp-layer-group-new image))))
     (gimp-image-insert-layer image group 0 0)
     (gimp-image-reorder-item image layer group 0)
     (refuse image group "starry-night" 1 0 -1 "" "group.png"))' \
  "(let ((image (load-picture \"photo.8.png\")))
     (gimp-message \"CASE model.png\")
     (catch (gimp-message \"REFUSED model.png\")
       (plug-in-adain-stylize RUN-NONINTERACTIVE image (layer-of image) \"starry-night\" 1 0 -1 \"\" 512
         \"$work/cut-model.safetensors\"))
     (save-picture image (layer-of image) \"model.png\"))" \
  '(let ((image (load-picture "photo.8.png")))
     (gimp-message "CASE size.png")
     (catch (gimp-message "REFUSED size.png")
       (plug-in-adain-stylize RUN-NONINTERACTIVE image (layer-of image) "starry-night" 1 0 -1 "" -3 ""))
     (save-picture image (layer-of image) "size.png"))'

refused () { # NAME RESULT TEXT
  sed -n "/CASE $2/,/REFUSED $2/p" bad.log > said.txt
  check "$1: it is refused" says "REFUSED $2" said.txt
  check "$1: it is said" says "$3" said.txt
  check "$1: nothing has changed" pixels compare photo.8.png "$2" $exactly
}
refused "an unknown gallery name" unknown.png "'stary-night'.*'starry-night'"
refused "a missing file" missing.png "no style file '/no/such.jpg'"
refused "a text called .jpg" text.png "text.jpg"
refused "no style" none.png "no style"
refused "strength 1.5" strong.png "strength"
refused "an unknown kind of colour" color.png "colou?r"
refused "weights that sum to 0" weights.png "weight"
refused "a negative weight" negative.png "weight"
refused "33 styles" many.png "more than 32"
refused "a selection beside the layer" beside.png "selection"
refused "a mask of another image" other.png "mask"
refused "a layer group" group.png "group"
refused "a cut model" model.png "cut-model"
refused "a negative style size" size.png "style size"
