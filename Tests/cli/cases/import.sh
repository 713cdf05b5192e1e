# `adain model import`: published files of both formats become a model that the other commands take; files
# that are damaged, hostile or of another kind are told by name, and leave nothing.

mkdir import import/new
files=$root/Tests/Goldens/model-files
numbers=22136   # bytes of the model's tensors

runs "import: PyTorch's zip form" model import "$files/encoder.zip.pth" "$files/decoder.zip.pth" \
  -o import/small.safetensors --license "research only"
runs "import: PyTorch's pickles" model import "$files/encoder.pickle.pth" "$files/decoder.pickle.pth" \
  -o import/pickle.safetensors --name small
runs "import: Torch7" model import "$files/encoder.t7" "$files/decoder.t7" -o import/new/torch7.safetensors
for file in import/pickle.safetensors import/new/torch7.safetensors; do
  holds "import: the same numbers in $file" \
    cmp <(tail -c $numbers import/small.safetensors) <(tail -c $numbers $file)
done
runs "import: the decoder first, over an older file" model import "$files/decoder.pickle.pth" \
  "$files/encoder.pickle.pth" -o import/new/torch7.safetensors --name small
holds "import: the order does not matter" cmp import/pickle.safetensors import/new/torch7.safetensors
equal "import: nothing else is written" "new pickle.safetensors small.safetensors" "$(ls -A import | xargs)"

# The model at work
"$ADAIN" model info import/small.safetensors > .out
for line in "name: small" "license: research only" "parameters: 5534" \
  "origin: imported; encoder PyTorch \(zip\), decoder PyTorch \(zip\)" \
  " encoder.preprocess.weight +F32 \[3, 3, 1, 1\]"
do holds "import: model info has '$line'" grep -Eq "^ ?$line| $line" .out; done
holds "import: model info has nothing beyond relu4_1" [ "$(grep -c 'encoder.*weight' .out)" -eq 10 ]
model="--model import/small.safetensors"
runs "import: stylize with it" stylize in/photo.ppm --style in/painting.ppm $model -o import/a.ppm
equal "import: the picture's size" 75x53 "$($PPM size import/a.ppm)"
at_least "import: the picture is another one" 10 in/photo.ppm import/a.ppm
runs "import: style save with it" style save in/painting.ppm $model -o import/style.safetensors
quietly stylize in/photo.ppm --style import/style.safetensors $model -o import/b.ppm
at_most "import: its saved style" 1 import/a.ppm import/b.ppm
refuses "import: its saved style with another model" 1 "made with model small-" \
  stylize in/photo.ppm --style import/style.safetensors -o import/c.ppm

# What is refused
out="-o import/out.safetensors"
good=$files/encoder.t7
refuses "import: one file" 64 "two files" model import "$good" $out
refuses "import: three files" 64 "two files" model import "$good" "$good" "$good" $out
refuses "import: an empty name" 64 "name is empty" model import "$good" "$good" --name "" $out
refuses "import: no output" 64 "output" model import "$good" "$good"
refuses "import: a missing file" 1 "no/such.pth cannot be opened" model import "$good" no/such.pth $out
refuses "import: a folder" 1 "in is not a file" model import "$good" in $out
refuses "import: two encoders" 1 "both encoders" model import "$good" "$files/encoder.zip.pth" $out
refuses "import: a picture" 1 "photo.ppm is neither a PyTorch nor" model import "$good" in/photo.ppm $out
refuses "import: a whole module" 1 "module.zip.pth asks for torch.nn.*state_dict" \
  model import "$good" "$files/module.zip.pth" $out
refuses "import: a model of this project" 1 "safetensors file" \
  model import "$good" import/small.safetensors $out
for name in encoder.zip.pth encoder.pickle.pth encoder.t7; do
  head -c 9000 "$files/$name" > import/cut
  refuses "import: a truncated $name" 1 "import/cut .*cut short" \
    model import import/cut "$files/decoder.t7" $out
done
refuses "import: an output with another ending" 1 "ends in .safetensors" \
  model import "$good" "$files/decoder.t7" -o import/out.pth
refuses "import: a folder as output" 1 "ends in .safetensors" \
  model import "$good" "$files/decoder.t7" -o import/
refuses "import: a folder that nobody can write to" 1 "/proc" \
  model import "$good" "$files/decoder.t7" -o /proc/x.safetensors
cp "$good" import/input.safetensors
ln -s input.safetensors import/link.safetensors
refuses "import: an input as output" 1 "also an input" \
  model import import/input.safetensors "$files/decoder.t7" -o import/input.safetensors
refuses "import: an input as output, by a link" 1 "also an input" \
  model import import/input.safetensors "$files/decoder.t7" -o import/link.safetensors
mkfifo import/pipe
refuses "import: a pipe" 1 "not a file" model import "$good" import/pipe $out

# Files that want something done. The first instructions are those of every file of PyTorch's old form.
magic='\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.'
printf "$magic"'\x80\x02cos\nsystem\nX\x0f\x00\x00\x00touch import/ran\x85R.' > import/code
refuses "import: code in a file" 1 "os.system, which.*nothing of it was used" \
  model import "$good" import/code $out
holds "import: code in a file is not run" [ ! -e import/ran ]
printf "$magic"'\x80\x02cevil\x1b[2J\x07\nname\n.' > import/names
refuses "import: a name that a terminal would obey" 1 'evil\?\[2J\?\.name' \
  model import "$good" import/names $out
equal "import: an error is one line" 1 "$(wc -l < .err)"

# 64 MiB that ask for many times as much memory: within 300 MiB of address space, where a model can still be
# read.
limit=$(ulimit -S -v)
{ printf "$magic"'\x80\x02'; head -c 64M /dev/zero | tr '\0' ')'; } > import/tuples
{ printf '\3\0\0\0\1\0\0\0\377\377\377\177'; head -c 64M /dev/zero; } > import/nothings
ulimit -S -v 300000
runs "import: in little memory" model import "$good" "$files/decoder.t7" $out
refuses "import: 64 million tuples" 1 "65536 instructions" \
  model import import/tuples "$files/decoder.t7" -o import/x.safetensors
refuses "import: 16 million values" 1 "131072 values" \
  model import import/nothings "$files/decoder.t7" -o import/x.safetensors
ulimit -S -v "$limit"
