# Files and folders: where results go and what they are called, image formats, bit depths, alpha, odd sizes.

style="--style in/painting.ppm"
mkdir files shots
unset GEGL_PATH # all of GEGL, as users have it

# Every combination
cp in/photo.ppm shots/one.ppm
cp in/photo8.png shots/two.PNG
cp in/one.ppm shots/.hidden.ppm
echo "no picture" > shots/notes.txt
mkdir shots/below
"$ADAIN" stylize shots in/tall.ppm --style in/painting.ppm --style in/other.ppm -o files/new/all -v \
  > .out 2> .err
equal "folders: each content with each style, in order" \
  "one_painting.ppm one_other.ppm two_painting.PNG two_other.PNG tall_painting.ppm tall_other.ppm" \
  "$(sed 's,files/new/all/,,' .out | xargs)"
equal "folders: nothing else is written" 6 "$(ls -A files/new/all | wc -l)"
quietly stylize in/tall.ppm --style in/other.ppm -o files/tall.ppm
at_most "folders: the same picture as alone" 0 files/tall.ppm files/new/all/tall_other.ppm
runs "folders: a style folder" stylize in/photo.ppm --style shots -o files/by-folder
equal "folders: a style folder, names" "photo_one.ppm photo_two.ppm" "$(ls files/by-folder | xargs)"
runs "folders: --format" stylize shots $style --format png -o files/pngs
equal "folders: --format, names" "one_painting.png two_painting.png" "$(ls files/pngs | xargs)"
mkdir files/existing
runs "an existing folder as -o" stylize in/photo.ppm $style -o files/existing
holds "an existing folder as -o, name" [ -s files/existing/photo_painting.ppm ]
runs "a slash after -o" stylize in/photo.ppm $style -o files/slash/
holds "a slash after -o, name" [ -s files/slash/photo_painting.ppm ]
mkdir -p files/deep/er
quietly stylize in/photo.ppm $style -o files/deep/er/out.ppm
runs "a mixture in a folder" \
  stylize in/photo.ppm --style in/painting.ppm:1 --style in/other.ppm:2 -o files/slash/
holds "a mixture in a folder, name" [ -s files/slash/photo_painting+other.ppm ]
runs "an existing file is replaced" stylize in/tall.ppm $style -o files/deep/er/out.ppm
equal "an existing file is replaced, size" 61x88 "$($PPM size files/deep/er/out.ppm)"
ln -s deep/er/out.ppm files/link.ppm
runs "the target of a link is replaced" stylize in/photo.ppm $style -o files/link.ppm
equal "the target of a link is replaced, size" 75x53 "$($PPM size files/deep/er/out.ppm)"
holds "the link stays" [ -L files/link.ppm ]
(cd files && "$ADAIN" stylize ../in/photo.ppm --style ../in/painting.ppm -o here.ppm)
holds "-o without a folder" [ -s files/here.ppm ]
umask_was=$(umask)
umask 027
quietly stylize in/photo.ppm $style -o files/mode.ppm
umask "$umask_was"
equal "permissions follow the umask" 640 "$(stat -c %a files/mode.ppm)"

refuses "two results of one name" 1 "both be written" \
  stylize in/photo.ppm shots/../in/photo.ppm $style -o files/clash
refuses "several results in a file" 1 "do not fit" \
  stylize in/photo.ppm in/tall.ppm $style -o files/several.png
refuses "a result over an input" 1 "also an input" \
  stylize in/photo.ppm files/existing/photo_painting.ppm $style -o files/existing
mkfifo files/pipe.png
refuses "a pipe as the output" 1 "ordinary file" stylize in/photo.ppm $style -o files/pipe.png
refuses "--format against the name" 1 "contradicts" stylize in/photo.ppm $style --format png -o files/x.jpg

# A picture that fails does not stop the others
echo "broken" > shots/broken.png
"$ADAIN" stylize shots $style -o files/some > .out 2> .err
equal "one failure: status" 1 $?
equal "one failure: the others are written" "one_painting.ppm two_painting.PNG" "$(ls -A files/some | xargs)"
holds "one failure: named" grep -q "^adain: .*shots/broken.png" .err
holds "one failure: counted" grep -q "^adain: 1 of 3 pictures failed" .err
rm shots/broken.png

# Formats and depths
for ending in png jpg jpeg tif tiff webp exr hdr ppm; do
  quietly stylize in/photo.ppm $style -o files/format.$ending
  gegl files/format.$ending -- ppm-save path=files/format-$ending.ppm bitdepth=8 2> /dev/null
  equal "format .$ending: GEGL can read it" 75x53 "$($PPM size files/format-$ending.ppm)"
  quietly stylize files/format.$ending $style --strength 0 --depth 8 -o files/again.ppm
  at_most "format .$ending: adain reads the same" 1 files/format-$ending.ppm files/again.ppm
done
at_most "format .png: the pixels of .ppm" 0 files/format-png.ppm files/format-ppm.ppm
at_most "format .tif: the pixels of .ppm" 0 files/format-tif.ppm files/format-ppm.ppm
at_most "format .exr: nearly the pixels of .ppm" 1 files/format-exr.ppm files/format-ppm.ppm
quietly stylize in/painting.jpg $style -o files/from-jpg.png
equal "8 bits from JPEG" "8 2" "$(png_kind files/from-jpg.png)"
quietly stylize in/photo16.png $style -o files/sixteen.png
equal "16 bits stay" "16 2" "$(png_kind files/sixteen.png)"
quietly stylize in/photo16.png $style --depth 8 -o files/eight.png
equal "--depth 8" "8 2" "$(png_kind files/eight.png)"
quietly stylize in/photo8.png $style --depth 16 -o files/deep.png
equal "--depth 16" "16 2" "$(png_kind files/deep.png)"
gegl files/deep.png -- ppm-save path=files/deep.ppm bitdepth=8 2> /dev/null
gegl files/sixteen.png -- ppm-save path=files/sixteen.ppm bitdepth=8 2> /dev/null
at_most "--depth 16: the same picture" 1 files/format-ppm.ppm files/deep.ppm
at_most "16 bits: the same picture" 1 files/format-ppm.ppm files/sixteen.ppm
quietly stylize in/photo8.png $style --depth 32 -o files/float.tif
holds "--depth 32: floats take the space" [ "$(stat -c %s files/float.tif)" -gt $((75 * 53 * 12)) ]
quietly stylize files/float.tif $style -o files/from-float.tif
holds "32 bits stay" [ "$(stat -c %s files/from-float.tif)" -gt $((75 * 53 * 12)) ]
quietly stylize files/float.tif $style -o files/from-float.png
equal "32 bits become the most that PNG has" "16 2" "$(png_kind files/from-float.png)"
refuses "--depth that the format has not" 1 "hold 8 bits" \
  stylize in/photo.ppm $style --depth 16 -o files/x.jpg

# Alpha
quietly stylize in/alpha.png $style -o files/alpha.png
equal "alpha: stays" "8 6" "$(png_kind files/alpha.png)"
alpha_of in/alpha.png files/alpha-in.ppm
alpha_of files/alpha.png files/alpha-out.ppm
at_most "alpha: is untouched" 0 files/alpha-in.ppm files/alpha-out.ppm
holds "alpha: is there at all" [ "$($PPM difference files/alpha-in.ppm in/white.ppm)" -gt 50 ]
quietly stylize in/alpha.png $style --strength 0 -o files/alpha-0.png
convert_with_gegl in/alpha.png ppm-save files/alpha-colours-in.ppm bitdepth=8
convert_with_gegl files/alpha-0.png ppm-save files/alpha-colours-out.ppm bitdepth=8
at_most "alpha: strength 0 returns the colours" 0 files/alpha-colours-in.ppm files/alpha-colours-out.ppm
"$ADAIN" stylize in/alpha.png $style -o files/alpha.jpg > .out 2> .err
equal "alpha: a JPEG is written" 0 $?
holds "alpha: with a note that it cannot be transparent" grep -q "^adain: note: files/alpha.jpg .*PNG" .err

# Sizes
for size in 1x1 7x5 1x9 17x1 16x16 33x31; do
  $PPM make "${size%x*}" "${size#*x}" 11 > files/size.ppm
  quietly stylize files/size.ppm $style -o files/sized.ppm
  equal "size $size" "$size" "$($PPM size files/sized.ppm)"
done
quietly stylize in/photo.ppm --style in/one.ppm -o files/by-one.ppm
equal "a style of 1x1" 75x53 "$($PPM size files/by-one.ppm)"

export GEGL_PATH=$work/.plug-ins
