# Names of files that are no UTF-8: bytes, as Linux has them.

bytes=$(printf 'caf\351')
mkdir names names/in names/styles "names/$bytes"
cp in/photo.ppm "names/in/$bytes.ppm"
cp in/painting.ppm "names/styles/$bytes.ppm"
cp in/photo.ppm "names/$bytes/photo.ppm"
quietly stylize in/photo.ppm --style in/painting.ppm -o names/wanted.ppm

# same NAME FILE: it is there under exactly this name
same () { if [ -f "$2" ]; then at_most "$1" 0 "$2" names/wanted.ppm; else fail "$1" "there is no $2"; fi; }

runs "a content of bytes" stylize "names/in/$bytes.ppm" --style in/painting.ppm -o names/a.ppm
same "a content of bytes: the picture" names/a.ppm
runs "a style of bytes" stylize in/photo.ppm --style "names/styles/$bytes.ppm" -o names/b.ppm
same "a style of bytes: the picture" names/b.ppm
runs "a style of bytes with a weight" stylize in/photo.ppm --style "names/styles/$bytes.ppm:2" -o names/b.ppm
same "a style of bytes with a weight: the picture" names/b.ppm
runs "an output of bytes" stylize in/photo.ppm --style in/painting.ppm -o "names/out-$bytes.ppm"
same "an output of bytes: its name" "names/out-$bytes.ppm"
runs "a folder of such names" stylize names/in --style names/styles -o "names/results-$bytes"
same "a folder of such names: the result's" "names/results-$bytes/${bytes}_$bytes.ppm"
runs "a folder with such a name" stylize "names/$bytes" --style in/painting.ppm --recursive -o names/c/
same "a folder with such a name: the picture" names/c/photo_painting.ppm
runs "style save of bytes" style save "names/styles/$bytes.ppm" -o "names/$bytes.safetensors"
runs "a saved style of bytes" stylize in/photo.ppm --style "names/$bytes.safetensors" -o names/d.ppm
same "a saved style of bytes: the picture" names/d.ppm
"$ADAIN" stylize "names/in/$bytes.ppm" --style in/painting.ppm -o names/e/ -v > .out 2> .err
equal "-v prints the bytes" "names/e/${bytes}_painting.ppm" "$(cat .out)"
"$ADAIN" stylize "names/in/no-$bytes.ppm" --style in/painting.ppm -o names/f.ppm > .out 2> .err
equal "a message names the bytes: status" 1 $?
holds "a message names the bytes" env LC_ALL=C grep -qaF "names/in/no-$bytes.ppm" .err
"$ADAIN" stylize "names/in/$bytes.ppm" --style in/painting.ppm --json -o names/g/ > .out 2> .err
holds "--json is UTF-8" iconv -f UTF-8 -t UTF-8 .out
