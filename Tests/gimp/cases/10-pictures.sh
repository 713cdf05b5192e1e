# Kinds of pictures and arguments, against the operation. Sourced by ../run.
pixels make photo 200 150 photo.8.png
pixels make photo 200 150 photo.png
pixels make grey 200 150 grey.8.png
pixels make alpha 200 150 alpha.8.png
pixels make stripes 180 140 stripes.8.png
pixels make photo 1 1 1x1.8.png
pixels make photo 7 5 7x5.8.png
pixels make photo 1921 1081 large.8.png

gimp_batch pictures.log \
  '(if (= TRUE (car (gimp-procedural-db-proc-exists "plug-in-adain-stylize"))) (done "exists"))' \
  '(gimp-message (string-append "MENU " (car (cadr (gimp-plugins-query "Style Transfer")))))' \
  '(gimp-message (string-append "ARGUMENTS "
     (number->string (list-ref (gimp-procedural-db-proc-info "plug-in-adain-stylize") 6))))' \
  '(stylize-file "photo.8.png" 150 FALSE "u8.png")' \
  '(stylize-file "photo.png" 250 FALSE "u16.png")' \
  '(stylize-file "photo.png" 350 FALSE "u32.png")' \
  '(stylize-file "photo.png" 650 FALSE "float.png")' \
  '(stylize-file "photo.png" 600 FALSE "float-linear.png")' \
  '(stylize-file "photo.png" 550 FALSE "half.png")' \
  '(stylize-file "photo.8.png" 100 FALSE "u8-linear.png")' \
  '(stylize-file "grey.8.png" 150 FALSE "grey.png")' \
  '(stylize-file "photo.png" 650 TRUE "grey-float.png")' \
  '(stylize-file "alpha.8.png" 150 FALSE "alpha.png")' \
  '(stylize-file "alpha.8.png" 150 TRUE "grey-alpha.png")' \
  '(stylize-file "1x1.8.png" 150 FALSE "1x1.png")' \
  '(stylize-file "7x5.8.png" 150 FALSE "7x5.png")' \
  '(stylize-file "large.8.png" 150 FALSE "large.png")' \
  '(stylize-with "photo.8.png" "starry-night" 0 0 "" "zero.png")' \
  '(stylize-with "photo.8.png" "starry-night" 1 1 "" "match.png")' \
  '(stylize-with "photo.8.png" "starry-night" 1 2 "" "luminance.png")' \
  "(stylize-with \"photo.8.png\" \"$work/stripes.8.png\" 1 0 \"\" \"by-path.png\")" \
  "(stylize-with \"photo.8.png\" \"starry-night:2; great-wave;$work/stripes.8.png:0.5\" 1 0 \"\"
     \"three.png\")"

check "GIMP registers plug-in-adain-stylize" says "DONE exists" pictures.log
check "its menu is Filters, Artistic" says "MENU <Image>/Filters/Artistic/Style Transfer" pictures.log
check "it has ten arguments" says "ARGUMENTS 10" pictures.log

agree () { # NAME RESULT EXPECTED
  check "$1: GIMP stylises it" says "DONE $2" pictures.log
  check "$1: as the operation does" pixels compare "$3" "$2" 1
}
op photo.8.png op-u8.png strength=0.7
op photo.png op-u16.png strength=0.7
agree "8 bits" u8.png op-u8.png
for precision in u16 u32 float float-linear; do agree "$precision" $precision.png op-u16.png; done
# These round what the network sees: alike, but not the same.
check "half floats" pixels close op-u16.png half.png 4
check "half floats: colours change" pixels differ photo.png half.png 5
check "8 bits, linear: colours change" pixels differ photo.8.png u8-linear.png 5
check "8 bits, linear: alike" pixels close op-u8.png u8-linear.png 12
# In floats, since colours outside of what 16 bits hold have their part in the grey.
op grey.8.png op-grey.exr strength=0.7
gegl op-grey.exr -o op-as-grey.png -- convert-format format="Y' u16" > /dev/null 2>&1
agree "a grey picture" grey.png op-as-grey.png
check "a grey float picture changes" pixels differ photo.png grey-float.png 5
op alpha.8.png op-alpha.png strength=0.7
agree "a transparent picture" alpha.png op-alpha.png
check "its alpha is kept" pixels alpha alpha.8.png alpha.png
check "grey and transparent: alpha is kept" pixels alpha alpha.8.png grey-alpha.png
for size in 1x1 7x5 large; do
  op $size.8.png op-$size.png strength=0.7
  agree "$size" $size.png op-$size.png
done
check "strength 0 changes nothing" pixels compare photo.8.png zero.png $exactly
op photo.8.png op-match.png preserve-color=match
agree "matched colours" match.png op-match.png
op photo.8.png op-luminance.png preserve-color=luminance
agree "the picture's colours" luminance.png op-luminance.png
op photo.8.png op-path.png style=stripes.8.png
agree "a style's path" by-path.png op-path.png
op photo.8.png op-three.png weight=2 style-2=great-wave style-3=stripes.8.png weight-3=0.5
agree "three styles with weights" three.png op-three.png
