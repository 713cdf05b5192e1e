# A training is not lost by one word: starting anew over its model, checkpoint or log needs one.

mkdir again again/pictures
for i in 1 2; do $PPM make $((60 + 7 * i)) $((90 - 5 * i)) $((30 + i)) > again/pictures/$i.ppm; done
set_out=(train --content again/pictures --style again/pictures --loss-network compact --width 1/16 --crop \
  32 --batch 2
  --reconstruction-steps 1 --steps 2)
"$ADAIN" "${set_out[@]}" -o again/model.safetensors --log again/log.csv 2> .err
equal "train: the first time" 0 $?
refuses "train: over a checkpoint" 1 "checkpoint exists already.*--resume.*--overwrite" \
  "${set_out[@]}" -o again/model.safetensors
rm again/model.safetensors.checkpoint
refuses "train: over a model" 1 "model.safetensors exists already" "${set_out[@]}" -o \
  again/model.safetensors
refuses "train: over a log" 1 "log.csv exists already" \
  "${set_out[@]}" -o again/other.safetensors --log again/log.csv
refuses "train: --resume and --overwrite" 64 "exclude each other" \
  "${set_out[@]}" -o again/model.safetensors --resume --overwrite
refuses "train: in a folder that is not there" 1 "no folder again/no" "${set_out[@]}" -o \
  again/no/model.safetensors
"$ADAIN" "${set_out[@]}" -o again/model.safetensors --log again/log.csv --overwrite 2> .err
equal "train: --overwrite" 0 $?
equal "train: --overwrite starts the log anew" 3 "$(wc -l < again/log.csv)"
"$ADAIN" "${set_out[@]}" -o again/model.safetensors --log again/log.csv --resume 2> .err
equal "train: --resume" 0 $?
