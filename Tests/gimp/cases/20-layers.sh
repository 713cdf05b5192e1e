# Layers smaller than the canvas, selections and masks. Sourced by ../run.
pixels make mask 120 150 mask.8.png

# canvas OUT EXPRESSION…: a 200x150 layer at 31,22 on a canvas of 280x210, saved after the expressions
canvas () {
  local out=$1
  shift
  echo "(let* ((both (canvas-with-layer \"photo.8.png\" 31 22)) (image (car both)) (layer (cadr both)))" \
    "$* (save-picture image layer \"$out\") (done \"$out\"))"
}
plain='(stylize image layer "starry-night" 0.7 0 -1 "")'

gimp_batch layers.log \
  "$(canvas offset.png "$plain")" \
  "$(canvas feathered.png '(gimp-image-select-ellipse image CHANNEL-OP-REPLACE 80 60 90 70)
     (gimp-selection-feather image 16) (save-selection image layer "selection.png")' "$plain")" \
  "$(canvas beyond.png '(gimp-image-select-rectangle image CHANNEL-OP-REPLACE 131 0 149 210)' "$plain")" \
  "$(canvas mask-layer.png '(let ((mask (add-layer image "mask.8.png" 51 12)))
     (stylize image layer "starry-night" 0.7 0 mask ""))')" \
  "$(canvas background.png '(let ((mask (add-layer image "mask.8.png" 51 12)))
     (stylize image layer "starry-night" 0.7 0 mask "great-wave"))')" \
  "$(canvas mask-channel.png '(gimp-image-select-rectangle image CHANNEL-OP-REPLACE 131 0 149 210)
     (let ((mask (car (gimp-selection-save image)))) (gimp-selection-none image)
       (stylize image layer "starry-night" 0.7 0 mask ""))')" \
  "$(canvas channel.png '(let ((channel (car (gimp-channel-new image 280 210 "c" 50 (list 0 0 0)))))
     (gimp-image-insert-channel image channel 0 0)
     (stylize image channel "starry-night" 0.7 0 -1 ""))')"

agree () { # NAME RESULT EXPECTED
  check "$1: GIMP stylises it" says "DONE $2" layers.log
  check "$1: as expected" pixels compare "$3" "$2" 1
}
agree "a layer with an offset" offset.png op-u8.png
check "a feathered selection: GIMP stylises it" says "DONE feathered.png" layers.log
check "a feathered selection: between it mixes" \
  pixels blend photo.8.png offset.png selection.png feathered.png 1
check "a feathered selection: inside as without" pixels compare offset.png feathered.png 1 85 65 18 16
check "a feathered selection: outside as before" pixels compare photo.8.png feathered.png $exactly 0 0 200 15
agree "a selection beyond the layer" beyond.png beyond.png
check "a selection beyond the layer: inside" pixels compare offset.png beyond.png 1 100 0 100 150
check "a selection beyond the layer: outside" pixels compare photo.8.png beyond.png $exactly 0 0 100 150
op photo.8.png op-mask.png strength=0.7 aux2=[ load path=mask.8.png translate x=20 y=-10 ]
agree "a mask with an offset of its own" mask-layer.png op-mask.png
op photo.8.png op-background.png strength=0.7 background-style=great-wave \
  aux2=[ load path=mask.8.png translate x=20 y=-10 ]
agree "a background style" background.png op-background.png
op photo.8.png op-half.png strength=0.7 aux2=[ color value=white crop x=100 width=100 height=150 ]
agree "a channel as mask" mask-channel.png op-half.png
check "a channel can be stylised" says "DONE channel.png" layers.log
