# Kinds of pictures: transparent, grey, 16-bit, tiny and odd. Sourced by ../run.
pixels make alpha 200 150 alpha.8.png
pixels make hidden 200 150 hidden.8.png
pixels make grey 200 150 grey.8.png
pixels make photo 1 1 1x1.8.png
pixels make photo 7 5 7x5.8.png
pixels make photo 3 900 narrow.8.png
pixels make photo 1921 1081 large.8.png
pixels make alpha 200 150 alpha.png
pixels make photo 200 150 photo.exr

for kind in alpha.8 grey.8 photo alpha 1x1.8 7x5.8 narrow.8 large.8; do
  same "$kind" $kind.png "" "--style starry-night"
  check "$kind: alpha is kept" pixels alpha $kind.png op.png
  case $kind in 1x1.8) ;; *) check "$kind: colours change" pixels differ $kind.png op.png 1 ;; esac
done
op photo.png sixteen.png
op photo.exr exr.png
check "a float picture is the same picture" pixels compare sixteen.png exr.png 1

# Colours that nobody sees: where they count, they change all of the picture.
pixels make alpha 400 150 seen.8.png
pixels make hidden 400 150 hidden.8.png
op seen.8.png seen.png
op hidden.8.png hidden.png
check "what is transparent counts nothing" pixels close seen.png hidden.png 2 200 0 200 150
pixels make bright 400 150 bright.8.png
pixels make photo 400 150 dull.8.png
op bright.8.png bright.png
op dull.8.png dull.png
# Twice as far apart as what counts nothing may be, and more.
check "where it is opaque it counts" pixels differ bright.png dull.png 5 200 0 200 150

# A style's path is read as the command line reads it: upright, and known by its contents.
convert stripes.8.png -rotate 270 turned.png
exiv2 -M 'set Exif.Image.Orientation 6' turned.png
op photo.8.png upright.png style=stripes.8.png
op photo.8.png turned.out.png style=turned.png
check "a turned style is turned upright" pixels compare upright.png turned.out.png 0.01
convert stripes.8.png BMP3:stripes.bmp
op photo.8.png bmp.out.png style=stripes.bmp
check "a BMP is a style" pixels compare upright.png bmp.out.png 0.01
