# Training and measuring: what they write, that a killed training ends as if nothing had happened, and wrong
# arguments.
# The bundled model's encoder serves as the loss network.

mkdir train train/content train/style
for i in 1 2 3 4 5; do
  $PPM make $((60 + 7 * i)) $((90 - 5 * i)) $((30 + i)) > train/content/$i.ppm
  $PPM make $((80 + 3 * i)) $((70 + 2 * i)) $((40 + i)) > train/style/$i.ppm
done
through=() # a program that runs it
train () {
  local model=$1
  shift
  "${through[@]}" "$ADAIN" train --content train/content --style train/style --loss-network compact \
    -o "$model" --width 1/16 --crop 32 --batch 2 --reconstruction-steps 5 --learning-rate 1e-3 "$@" 2> .err
}

# What it writes
train train/a.safetensors --steps 12 --log train/a.csv --sheet train/sheet.png --sheet-every 6 \
  --checkpoint-every 5 --name tiny --license CC0-1.0
equal "train: status" 0 $?
equal "train: files" "a.csv a.safetensors a.safetensors.checkpoint content sheet-12.png sheet-6.png style" \
  "$(ls train | tr '\n' ' ' | sed 's/ $//')"
equal "train: the log's columns" "content,style,identity,total,seconds" "$(head -n 1 train/a.csv)"
equal "train: a row a step" 12 "$(tail -n +2 train/a.csv | grep -Ec '^([0-9.e-]+,){4}[0-9.e-]+$')"
holds "train: the last step is said" grep -q "^step 12/12 content .* steps/s" .err
"$ADAIN" model info train/a.safetensors > .out
holds "train: the model says what it is" grep -q "^name: tiny$" .out
holds "train: the model says its licence" grep -q "^license: CC0-1.0$" .out
holds "train: the model says how it was trained" grep -q "^training: step 12, width 1/16, part both" .out
"$ADAIN" stylize in/photo.ppm --style in/painting.ppm --model train/a.safetensors -o train/out.png 2> .err
equal "train: the model stylises" 0 $?
train train/b.safetensors --steps 12 --threads 1
holds "train: the same seed gives the same model, whatever the threads" \
  cmp <("$ADAIN" model info train/a.safetensors | grep ^id: | sed s/tiny/b/) \
    <("$ADAIN" model info train/b.safetensors | grep ^id:)
train train/c.safetensors --steps 12 --seed 2
holds "train: another seed gives another" \
  [ "$("$ADAIN" model info train/a.safetensors | grep ^id: | cut -d- -f2)" != \
    "$("$ADAIN" model info train/c.safetensors | grep ^id: | cut -d- -f2)" ]
train train/a.safetensors --steps 12 --resume --half --name tiny
holds "train: a model in 16 bits" grep -q "decoder.conv1_1.bias .*F16 " \
  <("$ADAIN" model info train/a.safetensors)
train train/minutes.safetensors --minutes 0.02
equal "train: ends after its minutes" 0 $?
train train/wide.safetensors --from train/a.safetensors --width 1/8 --steps 2
equal "train: a widened model goes on" 0 $?
"$ADAIN" train --content train/content --style train/style --loss-network train/a.safetensors \
  -o train/decoder.safetensors --from train/a.safetensors --part decoder --crop 32 --batch 2 --steps 3 2> .err
equal "train: the decoder alone" 0 $?
holds "train: a frozen encoder stays" \
  cmp <("$ADAIN" model info train/a.safetensors | grep ^id: | cut -d- -f2) \
    <("$ADAIN" model info train/decoder.safetensors | grep ^id: | cut -d- -f2)

# A broken picture is named and skipped
head -c 50 train/content/1.ppm > train/content/broken.ppm
train train/d.safetensors --steps 12
equal "train: a broken picture does not end it" 0 $?
equal "train: a broken picture is named once" 1 \
  "$(grep -c "^adain: train/content/broken.ppm is left out: [a-z]" .err)"
rm train/content/broken.ppm
$PPM make 700 3 9 > train/content/narrow.ppm
train train/d.safetensors --steps 12 --overwrite
equal "train: a narrow picture is named once" 1 \
  "$(grep -c "narrow.ppm is left out: it has 700x3 pixels" .err)"
rm train/content/narrow.ppm

# Killed ten times, each time when it has come so far: before the first step and the first checkpoint, as soon
# as there is a new checkpoint, and some steps after. Then it goes on to its end, and so does one that nobody
# killed.
long_run () {
  train "train/$1.safetensors" --checkpoint-every 7 --crop 64 --batch 4 --name run \
    --log "train/$1.csv" "${@:2}"
}
lines () { cat "train/$1.csv" | wc -l; } # 0 when there is none yet
checkpoint=changed=train/killed.safetensors.checkpoint
kills=0
for state in begun 3 $checkpoint 4 $checkpoint 9 $checkpoint 1 8 $checkpoint; do
  # A number counts the rows that come to those of all runs before, which a run writes again first.
  case $state in [0-9]*) state=lines=$((state + $(lines killed)))=train/killed.csv ;; esac
  through=(perl "$here/signal.pl" KILL "$state")
  long_run killed --resume > .out
  [ "$(cut -d ' ' -f 1 .out)" = 137 ] && kills=$((kills + 1))
done 2> /dev/null
through=()
equal "killed: ten times" 10 $kills
steps=$(($(lines killed) + 10))
long_run killed --resume --steps $steps
equal "killed: the last run ends well" 0 $?
holds "killed: it continued from a checkpoint" grep -q "continues after step" .err
long_run whole --steps $steps
holds "killed: the same model" cmp train/whole.safetensors train/killed.safetensors
holds "killed: the same checkpoint" cmp train/whole.safetensors.checkpoint train/killed.safetensors.checkpoint
holds "killed: the same losses" cmp <(cut -d, -f1-4 train/whole.csv) <(cut -d, -f1-4 train/killed.csv)

# Interrupted: the last step is saved
through=(perl "$here/signal.pl" INT lines=4=train/stopped.csv)
train train/stopped.safetensors --steps 100000 --log train/stopped.csv > .out
through=()
equal "SIGINT: status" 130 "$(cut -d ' ' -f 1 .out)"
holds "SIGINT: a checkpoint is left" [ -s train/stopped.safetensors.checkpoint ]
train train/stopped.safetensors --steps 1 --resume
equal "resume: a training that is done" 0 $?

# Measuring
"$ADAIN" evaluate --content train/content --style train/style --loss-network compact --model compact \
  --model train/a.safetensors --size 48 --style-size 48 > .out 2> .err
equal "evaluate: status" 0 $?
holds "evaluate: a row a method" grep -Eq "^no stylisation +[0-9.]+" .out
holds "evaluate: all pairs" grep -q "^25 pictures each$" .out
"$ADAIN" evaluate --content train/content --style train/style --paired --loss-network compact \
  --model compact --size 0 --style-size 0 --json > train/models.json
holds "evaluate --json: pairs" \
  grep -q '^{"sizes":\[0\],"style_size":0,"pictures":5,"rows":\[{"name":"no stylisation","size":0,' \
  train/models.json
mkdir train/pictures
for i in 1 2 3 4 5; do
  "$ADAIN" stylize train/content/$i.ppm --style train/style/$i.ppm --style-size 0 --model compact \
    -o train/pictures/${i}_$i.png
done
"$ADAIN" evaluate --content train/content --style train/style --paired --loss-network compact \
  --pictures train/pictures --size 0 --style-size 0 --json > train/pictures.json
total () { grep -o '"total":[0-9.]*' "$1" | tail -n 1 | cut -d: -f2; }
holds "evaluate: pictures from a folder measure as the model that made them" \
  awk -v a="$(total train/models.json)" -v b="$(total train/pictures.json)" \
    'BEGIN { exit !(a > 0 && (a - b) ^ 2 < (0.02 * a) ^ 2) }'

# Wrong arguments and files
fails () {
  local what=$1 status=$2 words=$3
  shift 3
  "$@" > .out 2> .err
  equal "$what: status" "$status" $?
  holds "$what: says why" grep -q -- "$words" .err
}
fails "train: no such folder" 1 "nowhere" \
  "$ADAIN" train --content nowhere/ --style train/style --loss-network compact -o x.safetensors --steps 1
fails "train: no model's name" 64 "ends in .safetensors" \
  "$ADAIN" train --content train/content --style train/style --loss-network compact -o x.pth
fails "train: no model" 1 "loss network" \
  "$ADAIN" train --content train/content --style train/style --loss-network in/photo.ppm -o x.safetensors
fails "train: crop" 64 "multiple of 8" train x.safetensors --crop 30
fails "train: width" 64 "--width 0" train x.safetensors --width 0
fails "train: another width of a checkpoint" 1 "other settings: width 1/16, not 1/8" \
  train train/a.safetensors --width 1/8 --steps 20 --resume
fails "evaluate: unequal pairs" 1 "as many styles as contents" \
  "$ADAIN" evaluate --content train/content --style train/style/1.ppm --paired --loss-network compact
fails "evaluate: a missing picture" 1 "there is no picture 1_1" \
  "$ADAIN" evaluate --content train/content --style train/style --loss-network compact --pictures train/style
equal "train: nothing is left of what failed" "" "$(ls x.* 2> /dev/null)"
