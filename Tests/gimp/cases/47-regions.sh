# Masks from the selection and the layer's mask, and regions from a group's layers, through
# plug-in-adain-stylize-with and the example scripts, against the operation. Sourced by ../run, after
# 10-pictures.sh.
examples=$root/docs/examples/style-transfer-gimp2.scm

# with OUT STYLE MASK BACKGROUND OPTIONS
with () {
  echo "(plug-in-adain-stylize-with RUN-NONINTERACTIVE image layer \"$2\" $3 \"$4\" \"\" \"$5\")" \
    "(save-picture image layer \"$1\") (done \"$1\")"
}
# picture EXPRESSION…: a picture, its layer and what is done with them
picture_with () { echo "(let* ((image (load-picture \"photo.8.png\")) (layer (layer-of image))) $*)"; }
ellipse='(gimp-image-select-ellipse image CHANNEL-OP-REPLACE 30 20 110 90)
  (gimp-selection-feather image 24)'
# in_group NAME NAME: the selection as a layer of the first name over a full one of the second, in a group
in_group () {
  echo "(let* ((group (car (gimp-layer-group-new image)))
     (upper (car (gimp-layer-new image 200 150 RGBA-IMAGE \"$1\" 100 LAYER-MODE-NORMAL)))
     (lower (car (gimp-layer-new image 170 150 RGB-IMAGE \"$2\" 100 LAYER-MODE-NORMAL)))
     (hidden (car (gimp-layer-new image 200 150 RGB-IMAGE \"no style\" 100 LAYER-MODE-NORMAL))))
   (gimp-item-set-name group \"parts\")
   (gimp-image-insert-layer image group 0 0)
   (gimp-image-insert-layer image lower group 0)
   (gimp-image-insert-layer image upper group 0)
   (gimp-image-insert-layer image hidden group 0)
   (gimp-item-set-visible hidden FALSE)
   (gimp-item-set-visible group FALSE)
   (gimp-drawable-edit-fill upper FILL-FOREGROUND)
   (gimp-selection-none image)"
}

# In bytes the layer would be clipped before it fades, and the operation's result is after it.
gimp_batch regions.log \
  "$(picture_with "$ellipse" '(save-selection image layer "ellipse.png")' \
    "$(with selected.png starry-night -1 great-wave "mask-from=selection strength=0.9 tone=0.5")" \
    '(if (= FALSE (car (gimp-selection-is-empty image))) (done "selection is there"))' \
    '(if (= layer (layer-of image)) (done "layer is active"))' \
    '(gimp-selection-none image)' \
    '(gimp-message (string-append "KEPT " (caddr (car (gimp-image-get-parasite image
       "adain-stylize-settings")))))')" \
  "$(picture_with "$ellipse" "(gimp-layer-add-mask layer
      (car (gimp-layer-create-mask layer ADD-MASK-SELECTION))) (gimp-selection-none image)" \
    "$(with layer-mask.png starry-night -1 '' "mask-from=layer-mask region-statistics=whole")" \
    '(gimp-layer-remove-mask layer MASK-DISCARD) (save-picture image layer "layer-mask.png")')" \
  "$(picture_with "$ellipse" '(gimp-image-convert-precision image PRECISION-FLOAT-GAMMA)
    (plug-in-adain-stylize-with RUN-NONINTERACTIVE image layer "starry-night" -1 "" ""
      "mask-from=selection output=masked-layer")' \
    '(gimp-selection-none image) (gimp-image-flatten image)
     (save-picture image (layer-of image) "faded.png") (done "faded.png")')" \
  "$(picture_with "$ellipse" "$(in_group 'Starry night' 'great-wave #1')" \
    "$(with group.png '' group okita "mask-from=group border=3"))")" \
  "$(picture_with "$ellipse" "$(in_group 'starry-night' 'great-wave')" \
    "$(with unpainted.png '' group '' "mask-from=group"))")" \
  "$(picture_with "$ellipse" "(load \"$examples\")
     (adain-inside-and-outside image layer \"starry-night\" \"great-wave\")
     (save-picture image layer \"example.png\") (done \"example.png\")")" \
  "$(picture_with "$ellipse" "$(in_group 'starry-night' 'great-wave')" "(load \"$examples\")
     (adain-regions image layer group
     \"okita\") (save-picture image layer \"example-group.png\") (done \"example-group.png\"))")" \
  "$(picture_with "(load \"$examples\") (gimp-item-set-name layer \"sky\") (adain-new-layer image layer)
     (gimp-message (string-append \"NEW \" (car (gimp-item-get-name
       (aref (cadr (gimp-image-get-layers image)) 0)))))
     (save-picture image (aref (cadr (gimp-image-get-layers image)) 0) \"example-layer.png\")")"

convert ellipse.png -negate -background black -crop 170x150+0+0 +repage -extent 200x150 lower.png
agree () { # NAME RESULT EXPECTED
  check "$1: GIMP stylises it" says "DONE $2" regions.log
  check "$1: as the operation does" pixels compare "$3" "$2" 1
}
op photo.8.png op-selected.png strength=0.9 tone=0.5 background-style=great-wave \
  aux2=[ load path=ellipse.png ]
agree "the selection as mask, another style outside" selected.png op-selected.png
check "what was selected stays selected" says "DONE selection is there" regions.log
check "and the layer is the active one" says "DONE layer is active" regions.log
op photo.8.png op-layer-mask.png region-statistics=whole aux2=[ load path=ellipse.png ]
agree "the layer's mask, statistics of the whole" layer-mask.png op-layer-mask.png
op photo.8.png op-own.png aux2=[ load path=ellipse.png ]
agree "a layer that the selection masks: its soft edge fades once" faded.png op-own.png
check "its own statistics would be another picture" pixels differ op-own.png layer-mask.png 5
op photo.8.png op-group.png style=okita border=3 \
  regions="$work/ellipse.png:starry-night;$work/lower.png:great-wave"
agree "a group's layers as regions, another style elsewhere" group.png op-group.png
check "without one the picture stays elsewhere" \
  pixels compare photo.8.png unpainted.png 1 180 0 20 150
check "and the regions are painted" pixels differ photo.8.png unpainted.png 5
op photo.8.png op-example.png background-style=great-wave aux2=[ load path=ellipse.png ]
agree "the example: inside and outside" example.png op-example.png
op photo.8.png op-example-group.png style=okita border=2 \
  regions="$work/ellipse.png:starry-night;$work/lower.png:great-wave"
agree "the example: regions" example-group.png op-example-group.png
op photo.8.png op-example-layer.png strength=0.8 preserve-color=luminance weight=0.7 style-2=great-wave \
  weight-2=0.3
check "the example: the new layer says what was done" \
  says 'NEW sky, starry-night \+ great-wave 0.80' regions.log
check "the example: a new layer as the operation makes it" \
  pixels compare op-example-layer.png example-layer.png 1
sed -n '/KEPT/,$p' regions.log > kept.txt
for line in style=starry-night background-style=great-wave mask-from=selection strength=0.9 tone=0.5; do
  check "the image keeps $line" says "$line" kept.txt
done

# refuse_with NAME EXPRESSIONS STYLE MASK BACKGROUND OPTIONS
refuse_with () {
  picture_with "$2 (gimp-message \"CASE $1.png\") (catch (gimp-message \"REFUSED $1.png\")
    (plug-in-adain-stylize-with RUN-NONINTERACTIVE image layer \"$3\" $4 \"$5\" \"\" \"$6\"))
    (save-picture image layer \"$1.png\")"
}
gimp_batch bad.log \
  "$(refuse_with unselected '' okita -1 '' mask-from=selection)" \
  "$(refuse_with maskless '' okita -1 '' mask-from=layer-mask)" \
  "$(refuse_with groupless '' okita -1 '' mask-from=group)" \
  "$(refuse_with not-a-group '' okita layer '' mask-from=group)" \
  "$(refuse_with misspelt "$ellipse (gimp-message \"\")" okita -1 '' mask-form=group)" \
  "$(refuse_with no-choice '' okita -1 '' output=nowhere)" \
  "$(refuse_with no-value '' okita -1 '' strength)" \
  "$(refuse_with too-strong '' okita -1 '' strength=1.5)" \
  "$(picture_with "$ellipse" "$(in_group 'stary-night' 'great-wave')" '(gimp-message "CASE misnamed.png")
     (catch (gimp-message "REFUSED misnamed.png")
       (plug-in-adain-stylize-with RUN-NONINTERACTIVE image layer "" group "" "" "mask-from=group"))
     (save-picture image layer "misnamed.png"))')"
refused "no selection for a mask" unselected.png "nothing is selected"
refused "no mask of the layer" maskless.png "it has none"
refused "no group" groupless.png "layers of a group"
refused "a layer that is no group" not-a-group.png "layers of a group"
refused "a layer named by no style" misnamed.png "stary-night.* of the group is named by no style"
refused "a misspelt option" misspelt.png "no option 'mask-form'"
refused "an unknown output" no-choice.png "output is one of in-place, layer, masked-layer"
refused "an option without a value" no-value.png "NAME=VALUE"
refused "an option beyond its limits" too-strong.png "strength"
