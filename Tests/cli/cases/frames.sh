# Frames: what comes in goes out, as folder, GIF, WebP, APNG and video; flicker against stylising each frame
# by itself; interrupted work taken up again; what cannot be done.

mkdir frames
painting="--style in/painting.ppm"
$PPM make 151 107 51 > frames/scene.ppm

# noisy FOLDER COUNT: a static scene behind sensor noise, as PNGs
noisy () {
  local i
  mkdir "frames/$1"
  for ((i = 1; i <= $2; i++)); do
    convert frames/scene.ppm -seed "$i" -attenuate 0.15 +noise Gaussian -depth 8 "frames/$1/shot-$i.png"
  done
}
# difference NAME FILE: of a row of evaluate's JSON
difference () { sed -n "s/.*{\"name\":\"$1\",\"difference\":\([0-9.e-]*\)}.*/\1/p" "$2"; }
delays () { convert "$1" -format '%T ' info:; }
# like NAME A B: no value of the pictures differs
like () {
  at_most "$1" 0 <(convert "$2" -alpha off -depth 8 ppm:-) <(convert "$3" -alpha off -depth 8 ppm:-)
}

# A folder
noisy still 6
runs "a folder of frames" stylize frames/still --frames $painting -o frames/held
equal "a folder: the frames' own names" "shot-1.png shot-2.png shot-3.png shot-4.png shot-5.png shot-6.png" \
  "$(ls frames/held | xargs)"
quietly stylize frames/still $painting --format png -o frames/each
"$ADAIN" \
  evaluate --content frames/still --frames frames/held --frames frames/each --json > frames/flicker.json
equal "evaluate --frames: status" 0 $?
holds "each by itself flickers, as its content does" awk -v "each=$(difference each frames/flicker.json)" \
  -v "own=$(difference still frames/flicker.json)" 'BEGIN { exit !(own > 0.002 && each > 0.002) }'
holds "frames flicker a third of that at most" awk -v "each=$(difference each frames/flicker.json)" \
  -v "held=$(difference held frames/flicker.json)" 'BEGIN { exit !(held != "" && held <= each / 3) }'
holds "evaluate --frames: a static scene" \
  awk -v "share=$(sed -n 's/.*"static_share":\([0-9.]*\).*/\1/p' frames/flicker.json)" \
  'BEGIN { exit !(share > 0.9) }'
"$ADAIN" evaluate --content frames/still --frames frames/held > .out
holds "evaluate --frames: a table" grep -Eq "^still +[0-9.]+ +1.000$" .out

# One frame has only its own statistics.
mkdir frames/one
cp in/photo8.png frames/one/a.png
quietly stylize frames/one --frames $painting --mask in/half.ppm --background-style in/other.ppm \
  --preserve-color match -o frames/one-held
quietly stylize in/photo8.png $painting --mask in/half.ppm --background-style in/other.ppm \
  --preserve-color match -o frames/one.png
like "one frame is a picture" frames/one-held/a.png frames/one.png

# Two scenes: each has its own statistics, and nothing of the one is held in the other.
mkdir frames/scenes frames/second
convert in/photo8.png -resize '151x107!' -depth 8 frames/other.ppm
for i in 1 2 3 4 5 6 7 8; do
  shot=frames/scene.ppm
  if [ $i -gt 4 ]; then shot=frames/other.ppm; fi
  convert $shot -seed "$i" -attenuate 0.15 +noise Gaussian -depth 8 frames/scenes/$i.png
  if [ $i -gt 4 ]; then cp frames/scenes/$i.png frames/second; fi
done
quietly stylize frames/scenes --frames $painting -o frames/scenes-held
quietly stylize frames/second --frames $painting -o frames/second-held
for i in 5 8; do
  like "a cut: frame $i is its own scene's" frames/second-held/$i.png frames/scenes-held/$i.png
done

# Taken up again
cp -r frames/held frames/again
rm frames/again/shot-3.png frames/again/shot-6.png
touch -d '2001-02-03' frames/again/*
runs "--skip-existing" stylize frames/still --frames $painting --skip-existing -o frames/again
for i in 3 6; do holds "--skip-existing: frame $i is the same" cmp frames/{held,again}/shot-$i.png; done
equal "--skip-existing: the others are left alone" 4 \
  "$(find frames/again -name '*.png' ! -newermt 2002-01-01 | wc -l)"
refuses "--no-clobber" 1 "shot-1.png exists already" stylize frames/still --frames $painting --no-clobber \
  -o frames/held
"$ADAIN" stylize frames/still --frames $painting --skip-existing --json -o frames/held > .out
equal "all are there" 6 "$(grep -c '"status":"skipped"' .out)"

# Animations: 5 frames, in which a square moves, with a delay of their own each
mkdir frames/square
for i in 1 2 3 4 5; do
  convert frames/scene.ppm -colors 40 -fill red -draw "rectangle $((20 * i)),30 $((20 * i + 15)),50" \
    -depth 8 "frames/square/$i.png"
done
convert -delay 7 frames/square/[12].png -delay 13 frames/square/[345].png -loop 0 frames/square.gif
convert frames/square.gif -layers optimize frames/parts.gif
convert -delay 7 frames/square/[12].png -delay 13 frames/square/[345].png -loop 3 \
  -define webp:lossless=true frames/square.webp
runs "a GIF" stylize frames/square.gif --frames $painting -o frames/out.gif
equal "a GIF: its times" "7 7 13 13 13 " "$(delays frames/out.gif)"
holds "a GIF: without end" grep -q "NETSCAPE2.0" frames/out.gif
runs "a WebP" stylize frames/square.webp --frames $painting -o frames/out.webp
equal "a WebP: its frames" 5 "$(delays frames/out.webp | wc -w)"
for file in square.gif parts.gif square.webp; do
  quietly stylize frames/$file --frames $painting --strength 0 -o frames/whole-${file/./-}/
  for i in 1 2 3 4 5; do
    like "$file: frame $i as it is seen" frames/square/$i.png frames/whole-${file/./-}/00000$i.png
  done
done
# Out and in again: PNG loses nothing, GIF nothing of 255 colours, WebP at the highest quality a little.
quietly stylize frames/square --frames $painting --strength 0 -o frames/copy.png
quietly stylize frames/square --frames $painting --strength 0 -o frames/copy.gif
quietly stylize frames/square --frames $painting --strength 0 --quality 100 -o frames/copy.webp
equal "a folder to a GIF: 25 frames a second" "4 4 4 4 4 " "$(delays frames/copy.gif)"
for file in copy.png copy.gif copy.webp; do
  quietly stylize frames/$file --frames $painting --strength 0 -o frames/back-${file/./-}/
done
for i in 1 5; do
  like "an APNG and back, frame $i" frames/square/$i.png frames/back-copy-png/00000$i.png
  like "a GIF of few colours and back, frame $i" frames/square/$i.png frames/back-copy-gif/00000$i.png
  # Its colours have half the resolution, and the scene is noisy.
  convert frames/square/$i.png -depth 8 frames/wanted.ppm
  convert frames/back-copy-webp/00000$i.png -alpha off -depth 8 frames/found.ppm
  holds "a WebP and back, frame $i" awk -v "mean=$($PPM mean-difference frames/wanted.ppm frames/found.ppm)" \
    'BEGIN { exit !(mean != "" && mean < 16) }'
done
# A GIF of more colours: a slope without steps, over which something comes and goes.
mkdir frames/slope
convert -size 161x119 xc: -sparse-color Bilinear \
  '0,0 rgb(20,60,140) 160,0 rgb(240,60,90) 0,118 rgb(20,180,190) 160,118 rgb(240,180,140)' \
  -depth 8 frames/slope/1.png
convert frames/slope/1.png -fill 'rgba(250,20,90,0.6)' -draw 'rectangle 40,30 100,80' -depth 8 \
  frames/slope/2.png
cp frames/slope/1.png frames/slope/3.png
quietly stylize frames/slope --frames $painting --strength 0 -o frames/slope.gif
quietly stylize frames/slope.gif --frames $painting --strength 0 -o frames/slope-gif/
like "a GIF's pattern stands still, whatever comes over it" frames/slope-gif/000001.png \
  frames/slope-gif/000003.png
for i in 1 2; do
  # Colours without a pattern between them are 4 off in the mean, seen from afar.
  convert frames/slope/$i.png -scale 20x15! -depth 8 frames/wanted.ppm
  convert frames/slope-gif/00000$i.png -alpha off -scale 20x15! -depth 8 frames/found.ppm
  holds "a GIF's pattern has the slope's colours, frame $i" \
    awk -v "mean=$($PPM mean-difference frames/wanted.ppm frames/found.ppm)" \
    'BEGIN { exit !(mean != "" && mean < 2.5) }'
done
# Transparent parts come and go.
mkdir frames/hole
convert -size 40x30 xc:'rgba(200,30,10,1)' frames/hole/1.png
convert -size 40x30 xc:'rgba(0,0,0,0)' -fill 'rgba(10,60,200,1)' -draw 'rectangle 5,5 15,15' frames/hole/2.png
convert -size 40x30 xc:'rgba(20,130,10,1)' frames/hole/3.png
for ending in gif png webp; do
  quietly stylize frames/hole --frames $painting --strength 0 --quality 100 -o frames/hole.$ending
  quietly stylize frames/hole.$ending --frames $painting --strength 0 -o frames/hole-$ending/
  for i in 1 2 3; do
    at_most "transparent parts in .$ending, frame $i" 3 <(convert frames/hole/$i.png -alpha extract ppm:-) \
      <(convert frames/hole-$ending/00000$i.png -alpha extract ppm:-)
  done
done

# What cannot be done
for file in square.gif square.webp copy.png; do
  head -c $(($(stat -c %s frames/$file) / 2)) frames/$file > frames/cut.${file##*.}
  refuses "half of $file" 1 "cut.${file##*.}.* damaged" \
    stylize frames/cut.${file##*.} --frames $painting -o frames/x/
done
# A canvas of 2^28 pixels that a few kilobytes claim to have, in the header's two numbers of three bytes
cp frames/square.webp frames/claims.webp
printf '\377\077\0\377\077\0' | dd of=frames/claims.webp bs=1 seek=24 conv=notrunc 2> /dev/null
refuses "a WebP of 268 million pixels" 1 "claims.webp.* 16384x16384 .*at most 67 million" \
  stylize frames/claims.webp --frames $painting -o frames/x/
refuses "two contents" 1 "takes one folder" stylize frames/still frames/one --frames $painting -o frames/x/
refuses "two styles" 1 "takes one style" \
  stylize frames/still --frames $painting --style in/other.ppm -o frames/x/
mkdir frames/empty frames/mixed
refuses "no frames" 1 "no frames in the folder frames/empty" \
  stylize frames/empty --frames $painting -o frames/x/
cp in/photo8.png frames/one/a.png frames/mixed
convert frames/scene.ppm frames/mixed/b.png
refuses "frames of two sizes" 1 "75x53 and of 151x107" stylize frames/mixed --frames $painting -o frames/x/
refuses "a picture as frames" 1 "photo.jpg cannot hold frames" \
  stylize photo.jpg --frames $painting -o frames/x/
refuses "frames over their content" 1 "also an input" stylize frames/still --frames $painting -o frames/still
refuses "frames to standard output" 1 "standard output" \
  stylize frames/still --frames $painting --format png -o -
refuses "flicker of other frames" 1 "not as large" evaluate --content frames/still --frames frames/one
refuses "flicker of fewer frames" 1 "fewer frames" \
  evaluate --content frames/square.gif --frames frames/square/1.png
refuses "flicker and losses" 64 "flicker alone" evaluate --content frames/still --frames frames/one \
  --style in/painting.ppm

# Videos
ffmpeg -nostdin -v error -framerate 10 -i frames/still/shot-%d.png \
  -f lavfi -i sine=440:d=0.6 -c:v mpeg4 -q:v 1 \
  -c:a aac frames/film.mkv
runs "a video" stylize frames/film.mkv --frames $painting -o frames/film-out.mkv
equal "a video: its frames, rate and size, even" "h264,152,108,10/1,6" \
  "$(ffprobe -v error -select_streams v -count_frames -of csv=p=0 frames/film-out.mkv \
    -show_entries stream=codec_name,width,height,avg_frame_rate,nb_read_frames)"
equal "a video: its sound" "$(ffmpeg -v error -i frames/film.mkv -map 0:a -c copy -f md5 -)" \
  "$(ffmpeg -v error -i frames/film-out.mkv -map 0:a -c copy -f md5 -)"
quietly stylize frames/film.mkv --frames $painting -o frames/film.gif
equal "a video to a GIF" "10 10 10 10 10 10 " "$(delays frames/film.gif)"
ffmpeg -nostdin -v error -framerate 10 -i frames/square/%d.png -plays 2 -f apng frames/foreign.png
quietly stylize frames/foreign.png --frames $painting --strength 0 -o frames/whole-foreign/
for i in 1 2 3 4 5; do
  like "an APNG of parts: frame $i as it is seen" frames/square/$i.png frames/whole-foreign/00000$i.png
done
PATH=/nowhere "$ADAIN" stylize frames/film.mkv --frames $painting -o frames/x.mkv > .out 2> .err
equal "no ffmpeg: status" 1 $?
holds "no ffmpeg: is said" grep -q "^adain: there is no ffprobe.*apt install ffmpeg" .err
echo no film > frames/broken.mp4
"$ADAIN" stylize frames/broken.mp4 --frames $painting -o frames/x.mp4 > .out 2> .err
equal "no video: status" 1 $?
holds "no video: is said" grep -q "^adain: ffmpeg finds no video in frames/broken.mp4" .err
holds "no video: nothing is left" [ ! -e frames/x.mp4 ]
