# What the suites of both GIMPs ask of the dialog, which is open then: its preview, compared with pictures,
# its styles and values. Sourced by their cases, after window.sh. What the dialog shows it tells in
# window.log.
title='^Style Transfer'

# said TEXT: the dialog has told it since `mark`
mark () { marked=$(wc -l < window.log); }
not_said () { ! said "$1"; }
said () { tail -n +$((marked + 1)) window.log | grep -qE "$1"; }

# alike PICTURE PICTURE: no value differs by more than a step of 8 bits
alike () {
  local peak
  peak=$(compare -metric PAE "$1" "$2" null: 2>&1)
  awk -v peak="${peak%% *}" 'BEGIN { exit !(peak ~ /^[0-9.e+]+$/ && peak + 0 <= 257) }' ||
    { echo "$1 and $2 differ by $peak" && false; }
}

# Where the dialog says that its preview is, as a part of its window.
preview_place () {
  sed -n 's/.*preview: shown at \([0-9]*\),\([0-9]*\), \([0-9]*x[0-9]*\)$/\3+\1+\2/p' window.log | tail -n 1
}

# preview_is BEFORE AFTER: these pictures are at the two sides of the line, which itself is not looked at
preview_is () {
  local width height part
  rm -f {before,after}-part.png
  photograph "$title" shot.png || return
  convert shot.png -crop "$(preview_place)" +repage seen.png
  read -r width height <<< "$(identify -format '%w %h' seen.png)"
  part=$((width / 2 - 4))x$height
  convert "$1" -crop "$part+0+0" +repage before-part.png
  convert seen.png -crop "$part+0+0" +repage seen-before.png
  convert "$2" -gravity East -crop "$part+0+0" +repage after-part.png
  convert seen.png -gravity East -crop "$part+0+0" +repage seen-after.png
  alike before-part.png seen-before.png && alike after-part.png seen-after.png
}

# enter LETTER TEXT: types it where the letter gives the keys, in place of what stands there
enter () {
  press "$title" "alt+$1"
  xdotool key --clearmodifiers ctrl+a
  xdotool type -- "$2"
  xdotool key --clearmodifiers Tab
}

# drawn_first: nothing that the other thread has made comes before the first drawing
drawn_first () {
  awk '/dialog: drawn/ { drawn = 1 }
    /preview: shown|estimate: |has a thumbnail/ { exit !drawn }
    END { if (!drawn) exit 1 }' window.log
}

# dialog_cases PICTURE STYLIZED OTHER MIXED: the picture, and what the default, the style great-wave, and that
# one mixed with the gallery's first make of it
dialog_cases () {
  local limit=60
  check "the preview has the picture before and after" until_true preview_is "$1" "$2"
  check "the window was drawn before it was made" drawn_first
  check "all styles of the gallery get thumbnails" until_true has_thumbnails
  enter t 0
  check "strength 0, typed: the preview is the picture" until_true preview_is "$1" "$1"
  enter t 1
  check "strength 1 again: it is stylised again" until_true preview_is "$1" "$2"
  mark
  enter f wave
  check "the gallery is filtered as one types" until_true said 'gallery: 1 shown'
  xdotool key --clearmodifiers Home space
  check "the keys choose a style" until_true said 'gallery: chose great-wave'
  check "another style: the preview changes" until_true preview_is "$1" "$3"
  mark
  enter f ' '
  check "without a word all are shown" until_true said "gallery: $(styles) shown"
  mark
  press "$title" slash
  check "the key / goes to the search" until_true said 'gallery: search entered'
  xdotool type wave
  check "what is typed then is looked for" until_true said 'gallery: 1 shown'
  xdotool key --clearmodifiers Escape
  check "Escape leaves it, and all are shown" until_true said 'gallery: search left'
  mark
  press "$title" ctrl+f
  check "Ctrl+F goes there, too" until_true said 'gallery: search entered'
  xdotool key --clearmodifiers Escape
  until_true said 'gallery: search left'
  mark
  press "$title" alt+x
  xdotool key --clearmodifiers Down
  check "a second style joins" until_true said "style: great-wave:1;$(first_style):1"
  check "a second style: the preview changes" until_true preview_is "$1" "$4"
  mark
  press "$title" alt+k
  xdotool key --clearmodifiers Right
  check "the keys move the point of the mixture" \
    until_true said "style: great-wave:0.45;$(first_style):0.55"
  mark
  xdotool key --clearmodifiers --repeat 10 --delay 30 Right
  check "and not beyond its end" until_true said "style: great-wave:0;$(first_style):1"
  mark
  press "$title" alt+x
  xdotool key --clearmodifiers Home
  check "and leaves" until_true said 'style: great-wave$'
}

# own_style_cases SEEN DATA: adds the picture that the dialog sees at SEEN; DATA is the user's data folder
own_style_cases () {
  local limit=60 kept=$2/adain/own-styles/${1##*/}
  mark
  press "$title" alt+a
  until_true has_window '^Add Styles'
  press '^Add Styles' slash
  xdotool type -- "${1#/}"
  xdotool key --clearmodifiers Return
  check "a picture becomes a style" until_true said "gallery: chose .*/own-styles/${1##*/}"
  check "it is in the user's folder" test -s "$kept"
  check "it gets a thumbnail" until_true said "has a thumbnail of .*/own-styles/${1##*/}"
  mark
  enter f "${1##*/}"
  check "it is found by its name" until_true said 'gallery: 1 shown'
  press "$title" alt+v
  until_true has_window '^Remove Style'
  press '^Remove Style' Return
  check "it can be removed" until_true said "gallery: chose starry-night"
  check "it is gone from the folder" test ! -e "$kept"
  enter f ' '
}

# layer_style_cases PICTURE DATA: the open image, and then its first layer, become styles; DATA as above
layer_style_cases () {
  local limit=60 before key
  for key in '' Down; do
    before=$(find "$2/adain/own-styles" -name '*.png' | wc -l)
    mark
    press "$title" alt+y
    until_true has_window '^Add Layer'
    press '^Add Layer' alt+p
    if [ -n "$key" ]; then xdotool key --clearmodifiers "$key"; fi
    press '^Add Layer' alt+a
    check "${key:-no key}: a picture in GIMP becomes a style" \
      until_true said 'gallery: chose .*/own-styles/.*png'
    check "${key:-no key}: it has the picture's pixels" \
      alike "$1" "$(find "$2/adain/own-styles" -name '*.png' -newer own-since | tail -n 1)"
    check "${key:-no key}: there is one more" \
      [ "$(find "$2/adain/own-styles" -name '*.png' | wc -l)" -gt "$before" ]
    mark
    press "$title" alt+v
    until_true has_window '^Remove Style'
    press '^Remove Style' Return
    check "${key:-no key}: it can be removed" until_true said "gallery: chose starry-night"
  done
}

# model_cases PICTURE STYLIZED COMPACT: what the default model and compact make of it
model_cases () {
  local limit=60
  mark
  press "$title" alt+l
  xdotool key --clearmodifiers Down
  check "another model is chosen" until_true said 'model: compact'
  check "another model: the preview changes" until_true preview_is "$1" "$3"
  check "another model: the gallery's thumbnails are its own" \
    until_true said 'has a thumbnail of starry-night'
  press "$title" alt+l
  xdotool key --clearmodifiers Home
  check "and the default one again" until_true preview_is "$1" "$2"
}

# mask_cases PICTURE INSIDE BOTH: something is selected; what the default makes of the selection, and with the
# gallery's first style outside
mask_cases () {
  local limit=60
  mark
  press "$title" alt+m
  xdotool key --clearmodifiers Down
  check "the selection becomes the mask" until_true said 'mask from: selection'
  check "the preview is stylised there, softly" until_true preview_is "$1" "$2"
  press "$title" alt+w
  xdotool key --clearmodifiers Down
  check "another style elsewhere: the preview has both" until_true preview_is "$1" "$3"
  mark
  press "$title" 1
  check "at 1:1 the mask's regions are those of the whole picture" until_true said 'preview: fitted to'
  check "and the preview has both" until_true preview_is "$1" "$3"
  press "$title" 1
  check "the key 1 shows the whole again" until_true said 'preview: at .* whole'
}

# zoom_cases PICTURE STYLIZED: the picture has room at 1:1, so that it is shown whole there, too
zoom_cases () {
  local limit=60 window place
  mark
  press "$title" 1
  check "the key 1 shows the picture at 1:1" until_true said 'preview: at 0,0, 1:1'
  until_true said 'preview: shown at'
  check "at 1:1 the preview is exact" until_true preview_is "$1" "$2"
  mark
  enter t 0.5
  check "at 1:1 a changed setting changes the preview" until_true said 'preview: shown at'
  check "and reads no pixels of the picture again" not_said 'preview: read'
  enter t 1
  until_true preview_is "$1" "$2"
  mark
  until_true finds_window "$title"
  place=$(preview_place)
  place=${place#*+}
  xdotool mousemove --window "$window" $((${place%+*} + 50)) $((${place#*+} + 40)) click 1
  check "a click shows the whole again" until_true said 'preview: at .* whole'
  check "and it is stylised again" until_true preview_is "$1" "$2"
  mark
  xdotool click 1
  check "another click is a place at 1:1" until_true said 'preview: at 0,0, 1:1'
  press "$title" alt+1
  check "and so is the button" until_true said 'preview: at .* whole'
}

# No guide is installed beside the models of a clone, and no program for it: a window says where it is.
help_case () {
  press "$title" alt+h
  check "Help is the guide" until_true has_window '^Guide'
  press '^Guide' Escape
}

first_style () {
  local file
  file=$(find "$ADAIN_DATA_DIR/styles" -name '*.safetensors' | sort | head -n 1)
  basename "$file" .safetensors
}
styles () { find "$ADAIN_DATA_DIR/styles" -name '*.safetensors' | wc -l; }
has_thumbnails () { [ "$(grep -c 'has a thumbnail' window.log)" -ge "$(styles)" ]; }
