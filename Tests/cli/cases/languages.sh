# Korean and German: what people read is translated, what programs read is not.

"$root/scripts/words.sh" build "$work/words"
# in_language LANGUAGE ARGUMENTS…: adain, as it speaks there
in_language () {
  local language=$1
  shift
  LC_ALL=C.UTF-8 LANGUAGE=$language ADAIN_LOCALE_DIR=$work/words "$ADAIN" "$@" > .out 2> .err
}

# says NAME FILE TEXT…: each is in the file
says () {
  local name=$1 file=$2 text
  shift 2
  for text; do
    grep -qF -e "$text" "$file" || { fail "$name" "no '$text' in: $(head -c 600 "$file")" && return; }
  done
  pass "$name"
}

in_language ko stylize --help
says "help in Korean" .out '개요: 그림에 스타일을 입힙니다.' '사용법: adain stylize' '옵션:' \
  '0은 그림 그대로' '(기본값: 1.0)' '도움말을 보여 줍니다.' '퍼센트'
in_language de stylize --help
says "help in German" .out 'ÜBERBLICK: Überträgt Stile auf Bilder.' 'AUFRUF: adain stylize' 'OPTIONEN:' \
  'Von 0, dem Bild selbst' '(Vorgabe: 1.0)'
names () { grep -oE '(^| )--[a-z-]+' "$1" | tr -d ' ' | sort -u; }
names .out > german.txt
"$ADAIN" stylize --help > english.txt
if [ "$(names english.txt)" = "$(cat german.txt)" ]; then pass "options have their names"
else fail "options have their names" "$(diff <(names english.txt) german.txt | tr '\n' ' ')"
fi
# Three words in a row that begin small are English, but in the examples.
for words in "" "stylize" "style" "style save" "style list" "model" "model info" "model import" "train" \
  "evaluate" "optimize" "bench"; do
  in_language ko $words --help
  equal "no English in the Korean help of ${words:-adain}" "" \
    "$(grep -vE '^ *adain |^사용법' .out | grep -E '(^| )[a-z]{2,} [a-z]{2,} [a-z]{2,}|default:|values:')"
  in_language de $words --help
  equal "no English in the German help of ${words:-adain}" "" \
    "$(grep -vE '^ *adain |^AUFRUF' .out | grep -wE 'the|of|with|this|that|each|default|values')"
done
in_language ko train --content in --style in --loss-network compact -o out.safetensors --batch 0
says "a training's error in Korean" .err '--batch 0은(는) 범위를 벗어났습니다. 1부터 256까지'
in_language de optimize in/photo.ppm --style starry-night --loss-network compact -o out.png
says "an optimisation's in German" .err 'es gibt kein Bild starry-night; das Optimieren braucht'
refuses "a name that looks like a place for a value" 1 'there is no folder no%s for no%s/out.png; make' \
  stylize in/photo.ppm --style okita -o no%s/out.png
in_language ko stylize in/photo.ppm --style nothing -o out.png
says "an error in Korean" .err "'nothing'(이)라는 스타일 파일도" '`adain style list`'
in_language de stylize in/photo.ppm --style okita --strength 1.5 -o out.png
says "a German one, numbers as everywhere" .err '--strength 1.5 liegt außerhalb' \
  "siehe 'adain stylize --help'"
in_language ko stylize in/photo.ppm --style nothing --json -o out.png
says "with --json messages are English" .err "there is no style file 'nothing'"
in_language ko style list
mv .out korean.txt
"$ADAIN" style list > english.txt
if cmp -s korean.txt english.txt; then pass "tables stay as they are"; else fail "tables" "they differ"; fi
