# What scripts may ask for but GIMP's menu would not: the procedure fails, so that the script stops. Sourced
# by ../run, after 30-bad-input.sh, whose `refused` reads bad.log.
gimp_batch bad.log \
  '(let ((image (load-picture "photo.8.png")))
     (gimp-item-set-lock-content (layer-of image) TRUE)
     (refuse image (layer-of image) "starry-night" 1 0 -1 "" "locked.png"))' \
  '(let* ((image (load-picture "photo.8.png")) (layer (layer-of image))
          (group (car (gimp-layer-group-new image))))
     (gimp-image-insert-layer image group 0 0)
     (gimp-image-reorder-item image layer group 0)
     (gimp-item-set-lock-content group TRUE)
     (refuse image layer "starry-night" 1 0 -1 "" "in-locked.png"))' \
  '(let ((image (load-picture "photo.8.png")))
     (refuse image (layer-of image) "starry-night" 1 0 -1 "great-wave" "no-mask.png"))' \
  '(let ((image (load-picture "photo.8.png")))
     (gimp-image-convert-indexed image CONVERT-DITHER-NONE CONVERT-PALETTE-GENERATE 16 FALSE FALSE "")
     (save-picture image (layer-of image) "sixteen.png")
     (refuse image (layer-of image) "starry-night" 1 0 -1 "" "indexed.png"))' \
  '(let* ((image (load-picture "photo.8.png")) (layer (layer-of image)))
     (gimp-item-set-lock-position layer TRUE)
     (stylize image layer "starry-night" 1 0 -1 "")
     (save-picture image layer "unmoved.png")
     (done "unmoved.png"))'

refused "a locked layer" locked.png "contents are locked"
refused "a layer in a locked group" in-locked.png "contents are locked"
refused "a background style without a mask" no-mask.png "without a mask"
sed -n "/CASE indexed.png/,/REFUSED indexed.png/p" bad.log > said.txt
check "an indexed image: it is refused" says "REFUSED indexed.png" said.txt
check "an indexed image: it is said what to do" says "convert the image to RGB first" said.txt
check "an indexed image: nothing has changed" pixels compare sixteen.png indexed.png $exactly
check "a lock on the position does not matter" says "DONE unmoved.png" bad.log
