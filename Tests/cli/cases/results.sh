# Where results go and what happens to what exists already: folders of one picture, files that exist and what
# they keep when they are replaced, folders below, a line of JSON a picture, and pipes.

style="--style in/painting.ppm"
mkdir results results/one results/tree results/tree/a results/tree/a/b results/tree/empty
cp in/photo.ppm results/one/photo.ppm
cp in/photo.ppm results/tree/top.ppm
cp in/tall.ppm results/tree/a/middle.ppm
cp in/one.ppm results/tree/a/b/deep.ppm
ln -s .. results/tree/a/up

# A folder is a folder, however many pictures are in it
runs "a folder with one picture" stylize results/one $style -o results/of-one
equal "a folder with one picture: a folder of results" photo_painting.ppm "$(ls results/of-one)"
runs "a style folder with one picture" stylize in/photo.ppm --style results/one -o results/of-style
equal "a style folder with one picture: a folder of results" photo_photo.ppm "$(ls results/of-style)"
runs "a style folder in a mixture" stylize in/photo.ppm --style results/one:1 -o results/mixed.ppm
refuses "a folder's results in a file's name" 1 "do not fit" stylize results/one $style -o results/out.png
refuses "a folder's styles in a file's name" 1 "do not fit" style save results/one -o results/s.safetensors
runs "style save: a folder with one picture" style save results/one -o results/styles
equal "style save: a folder with one picture: a folder" photo.safetensors "$(ls results/styles)"

# A folder of results is made, a file's is not
refuses "a file in a folder that is not there" 1 "no folder results/no/such" \
  stylize in/photo.ppm $style -o results/no/such/out.ppm
refuses "style save: a file in a folder that is not there" 1 "no folder results/no" \
  style save in/photo.ppm -o results/no/s.safetensors
runs "a folder of results is made" stylize in/photo.ppm $style -o results/made/deep/

# What exists already
cp in/photo.ppm results/own.ppm
refuses "the content's own file" 1 "also an input.*--overwrite" stylize results/own.ppm $style -o \
  results/own.ppm
ln -s own.ppm results/link.ppm
refuses "the content's own file by a link" 1 "also an input" stylize results/link.ppm $style -o \
  results/own.ppm
refuses "the mask's own file" 1 "also an input" stylize in/photo.ppm $style --mask results/own.ppm -o \
  results/own.ppm
runs "the content's own file with --overwrite" stylize results/own.ppm $style --overwrite -o results/own.ppm
quietly stylize in/photo.ppm $style -o results/other.ppm
at_most "the content's own file with --overwrite: the right picture" 0 results/own.ppm results/other.ppm
refuses "--no-clobber" 1 "results/other.ppm exists already" \
  stylize in/tall.ppm $style --no-clobber -o results/other.ppm
refuses "--no-clobber in a folder" 1 "photo_painting.ppm exists already" \
  stylize in/photo.ppm in/tall.ppm $style --no-clobber -o results/of-one
runs "--no-clobber where nothing is" stylize in/photo.ppm $style --no-clobber -o results/new.ppm
echo kept > results/of-one/photo_painting.ppm
runs "--skip-existing" stylize in/photo.ppm in/tall.ppm $style --skip-existing -o results/of-one
equal "--skip-existing: what was there stays" kept "$(cat results/of-one/photo_painting.ppm)"
equal "--skip-existing: what was missing is made" 61x88 "$($PPM size results/of-one/tall_painting.ppm)"
refuses "--overwrite and --skip-existing" 64 "exclude each other" \
  stylize in/photo.ppm $style --overwrite --skip-existing -o results/x.ppm
runs "stylise is understood" stylise in/photo.ppm $style -o results/british.ppm
at_most "stylise is understood: the same" 0 results/british.ppm results/other.ppm

# Folders below
runs "--recursive" stylize results/tree $style --recursive -o results/tree/out
equal "--recursive: results in folders of the same names" \
  "a/b/deep_painting.ppm a/middle_painting.ppm top_painting.ppm" \
  "$(cd results/tree/out && find . -type f | sed 's,^\./,,' | sort | xargs)"
runs "--recursive again: results are no contents" stylize results/tree $style --recursive -o results/tree/out
equal "--recursive again: nothing new" 3 "$(find results/tree/out -type f | wc -l)"
runs "without --recursive" stylize results/tree $style -o results/flat
equal "without --recursive: the folder alone" top_painting.ppm "$(ls results/flat)"
refuses "--recursive: no images" 1 "no images" stylize results/tree/empty $style --recursive -o results/none

# JSON
"$ADAIN" stylize in/photo.ppm in/tall.ppm --style in/painting.ppm:2 --style starry-night:1 --json \
  -o results/json > .out 2> .err
equal "--json: status" 0 $?
equal "--json: a line a picture" 2 "$(wc -l < .out)"
record='^\{"content":"in/photo.ppm","styles":\[\{"style":"in/painting.ppm","weight":2.0\},'
record+='\{"style":"starry-night","weight":1.0\}\],"output":"results/json/photo_painting\+starry-night.ppm",'
record+='"status":"written","width":75,"height":53,"seconds":[0-9.e-]+\}$'
holds "--json: what it tells" grep -Eq "$record" .out
"$ADAIN" stylize in/photo.ppm in/tall.ppm in/nowhere.ppm --style in/painting.ppm:2 --style starry-night:1 \
  --json \
  --skip-existing -o results/json > .out 2> .err
equal "--json: status of a failure" 1 $?
equal "--json: skipped and failed" "2 1" \
  "$(grep -c '"status":"skipped"' .out) $(grep -c '"status":"failed","error":"' .out)"
holds "--json: messages stay on stderr" grep -q "^adain: .*in/nowhere.ppm" .err

# Pipes
"$ADAIN" stylize - $style --format ppm -o - < in/photo.ppm > results/piped.ppm 2> .err
equal "pipes: status" 0 $?
holds "pipes: nothing on stderr" [ ! -s .err ]
at_most "pipes: the same picture" 0 results/piped.ppm results/other.ppm
cat in/photo.ppm | "$ADAIN" stylize - $style -o results/from-pipe.ppm 2> .err
equal "a content from a pipe: status" 0 $?
at_most "a content from a pipe" 0 results/from-pipe.ppm results/other.ppm
cat in/photo.ppm | "$ADAIN" stylize - $style -o results/piped/ 2> .err
equal "a content from a pipe in a folder" stdin_painting.png "$(ls results/piped)"
"$ADAIN" stylize in/photo.ppm $style --format png -o - 2> .err | cat > results/piped.png
equal "a result in a pipe: its format" "8 2" "$(png_kind results/piped.png)"
echo "no picture" | "$ADAIN" stylize - $style -o results/bad.ppm > .out 2> .err
equal "no picture in a pipe: status" 1 $?
holds "no picture in a pipe: it is called what it is" grep -q "^adain: .*standard input" .err
holds "no picture in a pipe: no temporary file is named" sh -c '! grep -q "/adain-" .err'
equal "pipes: no temporary file stays" "" "$(find "$TMPDIR" -name 'adain-*')"
refuses "standard output without a format" 64 "add --format" stylize in/photo.ppm $style -o -
refuses "standard output with --json" 64 "takes the picture" stylize in/photo.ppm $style --format png \
  --json -o -
refuses "two pictures on standard output" 1 "only one picture" \
  stylize in/photo.ppm in/tall.ppm $style --format png -o -
refuses "an unknown format on standard output" 1 "cannot write .xyz" stylize in/photo.ppm $style --format \
  xyz -o -
"$ADAIN" stylize in/photo.ppm $style --format png -o - > /dev/full 2> .err
equal "a full device: status" 1 $?
holds "a full device: it is said" grep -q "^adain: .*No space left" .err

# A replaced file
cp in/photo8.png results/private.png
chmod 600 results/private.png
quietly stylize in/photo.ppm $style -o results/private.png
equal "a replaced file keeps its mode" 600 "$(stat -c %a results/private.png)"
cp in/photo8.png results/locked.png
chmod 444 results/locked.png
refuses "a write-protected file" 1 "locked.png.*write-protected" \
  stylize in/photo.ppm $style -o results/locked.png
cp in/photo8.png results/one.png
ln results/one.png results/two.png
quietly stylize in/tall.ppm $style -o results/two.png
equal "hard links stay" 2 "$(stat -c %h results/one.png)"
holds "and show the new picture" cmp results/one.png results/two.png
(ulimit -f 1; trap '' XFSZ; "$ADAIN" stylize in/photo.ppm $style -o results/limit.ppm) > .out 2> .err
equal "no room: status" 1 $?
holds "no room: the user's file is named" grep -q "^adain: .*results/limit.ppm' cannot be written" .err
holds "no room: no temporary file is" sh -c '! grep -q .adain- .err'
mkdir results/full
if mount -t tmpfs -o size=64k tmpfs results/full 2> /dev/null; then
  convert in/photo.ppm -resize 300x300 results/mid.ppm
  "$ADAIN" stylize results/mid.ppm $style -o results/full/o.png > .out 2> .err
  equal "a full disk: status" 1 $?
  holds "a full disk: is said" \
    grep -q "^adain: .*results/full/o.png' cannot be written: No space left on device$" .err
  equal "a full disk: nothing is left" "" "$(ls -A results/full)"
  umount results/full
else
  echo "skip a full disk: no disk can be mounted here"
fi
