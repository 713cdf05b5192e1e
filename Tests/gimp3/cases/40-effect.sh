# adain:effect: merged, kept as an effect, saved in XCF and loaded again. Sourced by ../run, after
# 20-pictures.sh.
cat > effect.scm <<'SCHEME'
(let* ((image (open-picture "photo.ppm")) (layer (layer-of image)))
  (gimp-drawable-merge-new-filter layer "adain:effect" 0 LAYER-MODE-REPLACE 1.0
    "style" "starry-night" "strength" 0.7)
  (save-picture image "merged.ppm"))
(let* ((image (open-picture "photo.ppm")) (layer (layer-of image)))
  (gimp-drawable-append-new-filter layer "adain:effect" 0 LAYER-MODE-REPLACE 1.0
    "style" "starry-night" "strength" 0.7)
  (save-picture image "appended.ppm")
  (save-picture image "effect.xcf"))
(let* ((image (open-picture "effect.xcf")) (layer (layer-of image)))
  (gimp-message (string-append "FILTERS "
    (number->string (vector-length (gimp-drawable-get-filters layer)))))
  (save-picture image "reloaded.ppm"))
SCHEME
gimp effect.log effect.scm
check "the effect merged: as the command line does" within $step cli-whole.png merged.ppm
check "the effect kept: the picture is exported with it" within $step cli-whole.png appended.ppm
check "the file is loaded with one effect" says "FILTERS 1" effect.log
check "the effect from a file: the same pixels" within $step cli-whole.png reloaded.ppm
