# Where the result goes: the layer itself, a new layer, a new layer with the selection as its mask. The run
# mode that repeats the last settings takes that as well. Sourced by ../run, after 40-last-values.sh.
describe='(gimp-message (string-append "LAYERS " out " "
  (let loop ((ids (vector->list (cadr (gimp-image-get-layers image)))))
    (if (null? ids) "" (string-append "[" (car (gimp-item-get-name (car ids))) "]" (loop (cdr ids)))))))'

# output NAME [EXPRESSION]: a picture with the selection that the expression makes, through the run mode;
# saves the layer on top, the one at the bottom, and the mask of the one on top
output () {
  echo "(let* ((image (load-picture \"photo.8.png\")) (layer (layer-of image)) (out \"$1\"))" \
    "$(remember "style=great-wave\nstrength=0.5\noutput=$1")" \
    "(gimp-item-set-name layer \"sky\")" "${2:-}" \
    "(plug-in-adain-stylize RUN-WITH-LAST-VALS image layer \"\" 0 0 -1 \"\" 0 \"\") $describe" \
    "(let* ((layers (cadr (gimp-image-get-layers image))) (top (aref layers 0))" \
    "(mask (car (gimp-layer-get-mask top))))" \
    "(if (<> mask -1) (let* ((copy (car (gimp-image-new 200 150 GRAY)))" \
    "(grey (car (gimp-layer-new-from-drawable mask copy)))) (gimp-image-insert-layer copy grey 0 0)" \
    "(gimp-layer-flatten (layer-of copy)) (save-picture copy (layer-of copy) \"$1-mask.png\")" \
    "(gimp-layer-remove-mask top MASK-DISCARD)))" \
    "(save-picture image top \"$1-top.png\")" \
    "(save-picture image (aref layers (- (car (gimp-image-get-layers image)) 1)) \"$1-bottom.png\"))" \
    "(done \"$1\"))"
}
right='(gimp-image-select-rectangle image CHANNEL-OP-REPLACE 100 0 100 150)'
gimp_batch outputs.log \
  "$(output in-place "$right")" \
  "$(output layer "$right")" \
  "$(output masked-layer "$right")" \
  "(let* ((image (load-picture \"photo.8.png\")) (channel (car (gimp-channel-new image 200 150 \"c\" 50
       (list 0 0 0))))) (gimp-image-insert-channel image channel 0 0)
     (gimp-message \"CASE channel\") $(remember 'style=great-wave\noutput=layer')
     (catch (gimp-message \"REFUSED channel\")
       (plug-in-adain-stylize RUN-WITH-LAST-VALS image channel \"\" 0 0 -1 \"\" 0 \"\"))
     $(remember 'style=great-wave\noutput=in-place') (done \"channel\"))"

op photo.8.png op-half-wave.png style=great-wave strength=0.5
check "in place: there is one layer" says 'LAYERS in-place \[sky\]' outputs.log
check "in place: it is stylised where selected" \
  pixels compare op-half-wave.png in-place-top.png 1 100 0 100 150
check "in place: and nowhere else" pixels compare photo.8.png in-place-top.png $exactly 0 0 100 150
for name in layer masked-layer; do
  check "$name: the new layer says what was done" \
    says "LAYERS $name \[sky, great-wave 0.50\]\[sky\]" outputs.log
  check "$name: the layer itself is as before" \
    pixels compare photo.8.png $name-bottom.png $exactly
done
check "layer: stylised where selected" \
  pixels compare op-half-wave.png layer-top.png 1 100 0 100 150
check "layer: a copy elsewhere" \
  pixels compare photo.8.png layer-top.png $exactly 0 0 100 150
check "layer: it has no mask" test ! -e layer-mask.png
check "masked-layer: stylised all over" pixels compare op-half-wave.png masked-layer-top.png 1
convert -size 100x150 xc:black xc:white +append expected-mask.png
convert masked-layer-mask.png -colorspace Gray seen-mask.png
check "masked-layer: the selection is its mask" pixels compare expected-mask.png seen-mask.png 1
sed -n '/CASE channel/,/REFUSED channel/p' outputs.log > said.txt
check "a channel goes into no new layer: it is refused" says "REFUSED channel" said.txt
check "a channel goes into no new layer: it is said" says "only a layer" said.txt
