# Picture files: every format that is read, damaged ones, orientation, metadata, frames, background. Pixels
# are compared at strength 0, which returns the content.

mkdir pic
style="--style in/painting.ppm"
copy () { quietly stylize "$1" $style --strength 0 --depth 8 -o "$2"; }

# tga IN.ppm OUT.tga TOP: an uncompressed TGA whose first row is the picture's top one, or its bottom one
tga () {
  perl -e 'local $/; my ($top) = @ARGV; binmode STDIN; binmode STDOUT; my $all = <STDIN>;
    $all =~ /\AP6\s+(\d+)\s+(\d+)\s+255\s/ or die; my ($w, $h) = ($1, $2);
    my @rows = map { my $row = substr ($all, $+[0] + $_ * $w * 3, $w * 3);
      join "", map { scalar reverse substr ($row, 3 * $_, 3) } 0 .. $w - 1 } 0 .. $h - 1;
    print pack ("CCCvvCvvvvCC", 0, 0, 2, 0, 0, 0, 0, 0, $w, $h, 24, $top ? 0x20 : 0),
      $top ? @rows : reverse @rows;' "$3" < "$1" > "$2"
}

# Formats whose pixels are exact
convert in/photo.ppm BMP3:pic/3.bmp
convert in/photo.ppm pic/4.bmp
tga in/photo.ppm pic/top.tga 1
tga in/photo.ppm pic/bottom.tga ''
convert in/photo.ppm -quality 100 pic/lossless.jp2
convert in/photo.ppm -quality 100 pic/lossless.j2k
convert in/photo.ppm -define webp:lossless=true pic/lossless.webp
cjxl in/photo.ppm pic/lossless.jxl -d 0 2> /dev/null
convert in/photo.ppm -interlace plane pic/interlaced.png
convert in/photo.ppm -compress zip pic/zip.tif
convert in/photo.ppm -compress none pic/text.ppm
for file in 3.bmp 4.bmp top.tga bottom.tga lossless.jp2 lossless.j2k lossless.webp lossless.jxl \
  interlaced.png zip.tif text.ppm; do
  copy pic/$file pic/out.ppm
  at_most "$file: exact" 0 in/photo.ppm pic/out.ppm
done
convert in/photo.ppm -colors 60 pic/colours.gif
convert pic/colours.gif -depth 8 pic/colours.ppm
copy pic/colours.gif pic/out.ppm
at_most "a GIF: exact" 0 pic/colours.ppm pic/out.ppm
convert in/grey.ppm -colorspace gray -endian LSB pic/black-is-0.tif
perl -0777 -pe 's/\x06\x01\x03\0\x01\0\0\0\K\x01/\0/' pic/black-is-0.tif > pic/white-is-0.tif
convert in/grey.ppm -negate pic/negative.ppm
copy pic/black-is-0.tif pic/out.ppm
at_most "a TIFF in which 0 is black: exact" 0 in/grey.ppm pic/out.ppm
copy pic/white-is-0.tif pic/out.ppm
at_most "a TIFF in which 0 is white: exact" 0 pic/negative.ppm pic/out.ppm
# Lossy ones: grey, because colours lose half their resolution; at this quality steps are of 1 or 2 levels.
for ending in heic avif; do
  convert in/grey.ppm -quality 100 pic/grey.$ending
  copy pic/grey.$ending pic/out.ppm
  at_most "grey.$ending" 4 in/grey.ppm pic/out.ppm
done
cp in/painting.jpg pic/jpeg-called.png
copy in/painting.jpg pic/jpeg.ppm
copy pic/jpeg-called.png pic/out.ppm
at_most "the contents count, not the ending" 0 pic/jpeg.ppm pic/out.ppm
runs "a folder of them" stylize pic/3.bmp pic/top.tga pic/lossless.jxl $style -o pic/folder
equal "what is read only becomes PNG" "3_painting.png lossless_painting.png top_painting.png" \
  "$(ls pic/folder | xargs)"

# Damaged: never another picture, never a hang, at once; twice because a fixed place was once shared
for file in 3.bmp top.tga lossless.jp2 lossless.webp lossless.jxl colours.gif grey.heic grey.avif zip.tif; do
  for part in 1 2 3; do
    cut=pic/cut-$part.${file##*.}
    head -c $(($(stat -c %s pic/$file) * part / 4)) pic/$file > "$cut"
    refuses "$part/4 of $file" 1 "'$cut' cannot be decoded" stylize "$cut" $style -o pic/damaged.png
    equal "$part/4 of $file: one line" 1 "$(wc -l < .err)"
  done
done
printf '\0\0\0\x18ftypheic' > pic/stub.heic
for turn in 1 2 3; do
  refuses "eight bytes of a HEIC, $turn" 1 "'pic/stub.heic' cannot be decoded" \
    stylize pic/stub.heic $style -o pic/damaged.png
done
holds "no shared temporary file" [ ! -e "$TMPDIR/gegl-magick.png" ]
for i in 1 2 3 4; do
  "$ADAIN" stylize pic/3.bmp $style --strength 0 -o pic/at-once-$i.ppm > /dev/null 2>&1 &
  "$ADAIN" stylize pic/colours.gif $style --strength 0 -o pic/other-$i.ppm > /dev/null 2>&1 &
done
wait
for i in 1 2 3 4; do at_most "several programs at once, $i" 0 in/photo.ppm pic/at-once-$i.ppm; done

# Known, and not read
printf '%%PDF-1.4\n' > pic/a.pdf
echo '<svg xmlns="http://www.w3.org/2000/svg"/>' > pic/a.svg
printf '8BPS\0\1      ' > pic/a.psd
printf 'FUJIFILMCCD-RAW ' > pic/a.raf
printf 'II*\0\x10\0\0\0CR\2\0      ' > pic/a.cr2
refuses "PDF" 1 "a PDF document.*export" stylize pic/a.pdf $style -o pic/x.png
refuses "SVG" 1 "an SVG drawing.*export" stylize pic/a.svg $style -o pic/x.png
refuses "Photoshop" 1 "a Photoshop document" stylize in/photo.ppm --style pic/a.psd -o pic/x.png
refuses "Fujifilm's raw" 1 "raw file.*develop" stylize pic/a.raf $style -o pic/x.png
refuses "Canon's raw" 1 "raw file.*develop" stylize in/photo.ppm $style --mask pic/a.cr2 -o pic/x.png

# Orientation: what each of the eight has stored, so that the painting is what is to be seen
stored=("" "" -flop "-rotate 180" -flip -transpose "-rotate 270" -transverse "-rotate 90")
turned_upright () { # FILE ORIENTATION RIGHT: its content comes out as RIGHT, and its result says so, too
  exiv2 -M "set Exif.Image.Orientation $2" "$1"
  copy "$1" pic/out.ppm
  at_most "${1##*.} of orientation $2: upright" 0 "$3" pic/out.ppm
  quietly stylize "$1" $style -o "pic/turned-out.${1##*.}"
  equal "${1##*.} of orientation $2: the tag of its result" 1 \
    "$(exiv2 -Pv -K Exif.Image.Orientation "pic/turned-out.${1##*.}")"
}
for orientation in 1 2 3 4 5 6 7 8; do
  # shellcheck disable=SC2086 # two words
  convert in/painting.ppm ${stored[orientation]} pic/turned.png
  turned_upright pic/turned.png $orientation in/painting.ppm
  # A JPEG's blocks are others when it is turned: the same file, turned by another program.
  convert pic/turned.png -quality 95 -sampling-factor 1x1 pic/turned.jpg
  exiv2 -M "set Exif.Image.Orientation $orientation" pic/turned.jpg
  convert -define jpeg:dct-method=float pic/turned.jpg -auto-orient pic/right.ppm
  turned_upright pic/turned.jpg $orientation pic/right.ppm
done
convert in/painting.ppm -rotate 270 -define webp:lossless=true -write pic/turned.webp \
  -write pic/turned.tif pic/turned.png
for ending in png webp tif; do turned_upright pic/turned.$ending 6 in/painting.ppm; done
quietly stylize in/photo.ppm --style pic/turned.png -o pic/by-turned.ppm
quietly stylize in/photo.ppm $style -o pic/by-upright.ppm
at_most "a turned style: upright" 1 pic/by-upright.ppm pic/by-turned.ppm
convert in/half.ppm -rotate 270 pic/mask.png
exiv2 -M 'set Exif.Image.Orientation 6' pic/mask.png
quietly stylize in/photo.ppm $style --mask pic/mask.png -o pic/by-mask.ppm
at_most "a turned mask: upright" 0 in/photo.ppm pic/by-mask.ppm 53 75

# Metadata, resolution
cp in/painting.jpg pic/told.jpg
exiv2 -M 'set Exif.Image.Copyright Nobody' -M 'set Xmp.dc.title A Test' \
  -M 'set Iptc.Application2.Caption Words' pic/told.jpg
for ending in jpg png tif webp; do
  quietly stylize pic/told.jpg $style -o pic/told-out.$ending
  equal "EXIF goes to .$ending" Nobody "$(exiv2 -Pv -K Exif.Image.Copyright pic/told-out.$ending)"
  equal "XMP goes to .$ending" 'lang="x-default" A Test' "$(exiv2 -Pt -K Xmp.dc.title pic/told-out.$ending)"
  quietly stylize pic/told.jpg $style --strip -o pic/stripped.$ending
  equal "--strip: nothing in .$ending" "" \
    "$(exiv2 -PEXI -K Exif.Image.Copyright -K Xmp.dc.title pic/stripped.$ending)"
done
equal "IPTC goes to .jpg" Words "$(exiv2 -Pv -K Iptc.Application2.Caption pic/told-out.jpg)"
convert in/painting.ppm -set Author Somebody -set Comment 'A note' pic/texts.png
for ending in png jpg; do
  quietly stylize pic/texts.png $style -o pic/texts-out.$ending
  equal "a PNG's comment goes to .$ending" "A note" \
    "$(convert pic/texts-out.$ending -format '%[comment]' info:)"
done
equal "a PNG's other texts go to .png" Somebody "$(convert pic/texts-out.png -format '%[Author]' info:)"
quietly stylize pic/texts.png $style --strip -o pic/texts-out.png
equal "--strip leaves a PNG's texts out" "" "$(convert pic/texts-out.png -format '%[comment]%[Author]' info:)"
convert in/painting.ppm -density 300 -units PixelsPerInch pic/dpi.jpg
for ending in jpg tif png; do
  quietly stylize pic/dpi.jpg $style -o pic/dpi-out.$ending
  equal "300 dpi stay in .$ending" 300x300 \
    "$(convert pic/dpi-out.$ending -units PixelsPerInch \
      -format '%[fx:round(resolution.x)]x%[fx:round(resolution.y)]' info:)"
done

# Frames and pages
convert in/tall.ppm in/tall.ppm in/tall.ppm -loop 0 pic/moving.gif
convert in/tall.ppm in/tall.ppm in/tall.ppm pic/pages.tif
convert -delay 10 in/tall.ppm \( in/tall.ppm -negate \) in/tall.ppm -define webp:lossless=true pic/moving.webp
ffmpeg -nostdin -v error -loop 1 -framerate 10 -i in/tall.ppm -frames:v 3 -f apng pic/moving.png
for file in moving.gif pages.tif moving.webp moving.png; do
  "$ADAIN" stylize pic/$file $style -o pic/frame.png > .out 2> .err
  equal "$file: is read" 0 $?
  holds "$file: with a note" grep -q "^adain: note: only the first of 3 frames or pages of pic/$file" .err
done
copy_of () { "$ADAIN" stylize "$1" $style --strength 0 --depth 8 -o "$2" > /dev/null 2>&1; }
copy_of pic/moving.webp pic/out.ppm
at_most "moving.webp: its first frame" 0 in/tall.ppm pic/out.ppm
copy_of pic/moving.png pic/out.ppm
at_most "moving.png: its first frame" 0 in/tall.ppm pic/out.ppm
copy_of pic/pages.tif pic/out.ppm
at_most "pages.tif: its first page" 0 in/tall.ppm pic/out.ppm

# Transparent parts in a format that cannot have them
convert -size 40x30 xc:'rgba(10,200,30,0)' \( -size 40x15 xc:'rgba(40,80,120,1)' \) -composite \
  -define png:color-type=6 pic/erased.png
for ending in ppm jpg hdr; do
  "$ADAIN" stylize pic/erased.png $style --strength 0 --background '#4080ff' \
    -o pic/flat.$ending > .out 2> .err
  gegl pic/flat.$ending -- ppm-save path=pic/flat-$ending.ppm bitdepth=8 2> /dev/null
  convert -size 40x30 xc:'#4080ff' -depth 8 pic/ground.ppm
  at_most "--background under .$ending" 3 <(convert pic/flat-$ending.ppm -crop 40x10+0+20 +repage ppm:-) \
    <(convert pic/ground.ppm -crop 40x10+0+20 +repage ppm:-)
done
holds "--background: with a note" grep -q "^adain: note: pic/flat.hdr .*#4080ff.*PNG" .err
# White is the default, whatever lies hidden under alpha 0, and painted or not.
convert pic/erased.png -background white -flatten -depth 8 pic/ground.ppm
for strength in 0 1; do
  for ending in ppm jpg hdr; do
    quietly stylize pic/erased.png $style --strength $strength --quality 100 -o pic/flat.$ending
    gegl pic/flat.$ending -- ppm-save path=pic/flat-$ending.ppm bitdepth=8 2> /dev/null
    at_most "what was erased is white in .$ending, strength $strength" 3 \
      <(convert pic/ground.ppm -crop 40x13+0+17 +repage ppm:-) \
      <(convert pic/flat-$ending.ppm -crop 40x13+0+17 +repage ppm:-)
    if [ $strength = 0 ]; then
      at_most "what is opaque stays in .$ending" 3 <(convert pic/ground.ppm -crop 40x13+0+0 +repage ppm:-) \
        <(convert pic/flat-$ending.ppm -crop 40x13+0+0 +repage ppm:-)
    fi
  done
done
refuses "--background of no colour" 64 "background" \
  stylize in/photo.ppm $style --background blau -o pic/x.ppm

# --quality
for ending in jpg webp; do
  quietly stylize in/photo.ppm $style --quality 20 -o pic/low.$ending
  quietly stylize in/photo.ppm $style --quality 100 -o pic/high.$ending
  quietly stylize in/photo.ppm $style -o pic/usual.$ending
  holds "--quality: less is smaller, .$ending" \
    [ "$(stat -c %s pic/low.$ending)" -lt "$(stat -c %s pic/usual.$ending)" ]
  holds "--quality: more is larger, .$ending" \
    [ "$(stat -c %s pic/high.$ending)" -gt "$(stat -c %s pic/usual.$ending)" ]
done
refuses "--quality 0" 64 "quality" stylize in/photo.ppm $style --quality 0 -o pic/x.jpg

# A style that cannot be seen
convert -size 40x30 xc:'rgba(10,200,30,0)' -define png:color-type=6 pic/clear.png
refuses "a style without a visible pixel" 1 "clear.png.*no visible pixel" \
  stylize in/photo.ppm --style pic/clear.png -o pic/x.png
refuses "style save: without a visible pixel" 1 "no visible pixel" \
  style save pic/clear.png -o pic/clear.safetensors
