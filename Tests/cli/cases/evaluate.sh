# Measuring: the same figures for the same pictures, damaged pictures, named pairs, CSV and JSON, flat gain.
# The quick model's encoder serves as the loss network.

mkdir evaluate evaluate/content evaluate/style
for i in 1 2 3; do
  $PPM make $((150 + 7 * i)) $((123 - 5 * i)) $((30 + i)) > evaluate/content/c$i.ppm
  $PPM make $((80 + 3 * i)) $((70 + 2 * i)) $((40 + i)) > evaluate/style/s$i.ppm
done
evaluate () {
  "$ADAIN" evaluate --content evaluate/content --style evaluate/style --loss-network compact --size 90 \
  --style-size 60 "$@" \
    2> .err
}

# Pictures of `adain stylize --size` have the size that evaluate gives contents: only 8 bits are between the
# figures.
quietly stylize evaluate/content --style evaluate/style --size 90 --style-size 60 --model compact \
  --format png -o evaluate/pictures
evaluate --model compact --pictures evaluate/pictures --json > evaluate/both.json
equal "evaluate: status" 0 $?
figure () { # NAME METHOD FILE: of the means
  perl -e 'my ($name, $method, $file) = @ARGV; local $/; open F, $file; my $t = <F>;
    $t =~ /\{"name":"$method",.*?"$name":([0-9.e-]+)/ and print $1' "$1" "$2" "$3"
}
for name in content style total; do
  holds "evaluate: --model and --pictures give the same $name" \
    awk -v a="$(figure $name compact evaluate/both.json)" -v b="$(figure $name pictures evaluate/both.json)" \
    'BEGIN { exit !(a > 0 && (a - b) ^ 2 < (0.005 * a) ^ 2) }'
done

# Rows for every pair
evaluate --model compact --csv evaluate/pairs.csv > .out
equal "--csv: status" 0 $?
equal "--csv: its columns" \
  "content_file,style_file,method,content,style,relu1_1,relu2_1,relu3_1,relu4_1,total,flat_gain,size" \
  "$(head -n 1 evaluate/pairs.csv)"
equal "--csv: a row a pair and method" 18 \
  "$(tail -n +2 evaluate/pairs.csv | grep -Ec '^c[123].ppm,s[123].ppm,[a-z ]+(,[0-9.e-]+){7},,90$')"
holds "--csv: the means are the table's" awk -F, -v table="$(awk '/^compact/ { print $2 }' .out)" \
  '$3 == "compact" { sum += $4; n++ } END { exit !(n == 9 && (sum / n - table) ^ 2 < 1e-6) }' \
  evaluate/pairs.csv
equal "--json: pairs of three methods" 27 \
  "$(grep -o '"content_file":"c[123].ppm","style_file":"s[123].ppm"' evaluate/both.json | wc -l)"

# Several sizes: the figures of each as by itself
evaluate --model compact --size 120 --csv evaluate/sizes.csv > .out
equal "--size twice: status" 0 $?
equal "--size twice: a line a method and size" "no stylisation 90 compact 90 no stylisation 120 compact 120" \
  "$(sed -n 's/^\(compact\|no stylisation\) *\(90\|120\) .*/\1 \2/p' .out | xargs)"
equal "--size twice: rows of both" 36 "$(tail -n +2 evaluate/sizes.csv | wc -l)"
holds "--size twice: the first's figures" cmp <(grep ',90$' evaluate/sizes.csv | sort) \
  <(tail -n +2 evaluate/pairs.csv | sort)
refuses "--size twice the same" 64 "twice with the same" evaluate --content evaluate/content \
  --style evaluate/style --loss-network compact --size 90 --size 90

# Named pairs
printf '# a comment\nc3.ppm\ts1.ppm\nc1.ppm\ts2.ppm\n' > evaluate/pairs.tsv
evaluate --model compact --pairs evaluate/pairs.tsv --csv evaluate/named.csv > .out
holds "--pairs: these and no others" grep -q "^2 pictures each$" .out
equal "--pairs: in their order" "c3.ppm,s1.ppm c1.ppm,s2.ppm" \
  "$(grep ,compact, evaluate/named.csv | cut -d, -f1,2 | xargs)"
holds "--pairs: the same figures as among all" cmp <(grep '^c3.ppm,s1.ppm,compact' evaluate/named.csv) \
  <(grep '^c3.ppm,s1.ppm,compact' evaluate/pairs.csv)
printf 'c3.ppm\n' > evaluate/bad.tsv
refuses "--pairs: no tab" 1 "bad.tsv, line 1, is not a pair" evaluate --content evaluate/content \
  --style evaluate/style --loss-network compact --pairs evaluate/bad.tsv
printf 'c3.ppm\tnowhere.ppm\n' > evaluate/bad.tsv
refuses "--pairs: an unknown name" 1 "line 1: there is no nowhere.ppm among --style" evaluate \
  --content evaluate/content --style evaluate/style --loss-network compact --pairs evaluate/bad.tsv
refuses "--pairs and --paired" 64 "exclude each other" evaluate --content evaluate/content \
  --style evaluate/style --loss-network compact --pairs evaluate/pairs.tsv --paired

# Damaged pictures
head -c 50 evaluate/content/c1.ppm > evaluate/content/broken.ppm
head -c 50 evaluate/style/s1.ppm > evaluate/style/damaged.ppm
evaluate --model compact --json > evaluate/left.json
equal "damaged pictures: status" 0 $?
equal "damaged pictures: a content is named once" 1 \
  "$(grep -c '^adain: evaluate/content/broken.ppm is left out: [a-z]' .err)"
equal "damaged pictures: a style is named once" 1 \
  "$(grep -c '^adain: evaluate/style/damaged.ppm is left out: [a-z]' .err)"
holds "damaged pictures: the others are measured" grep -q '"pictures":9,' evaluate/left.json
holds "damaged pictures: are in the JSON" grep -q \
  '"left_out":\["evaluate/content/broken.ppm","evaluate/style/damaged.ppm"\]' evaluate/left.json
refuses "nothing but damaged pictures" 1 "no pair could be measured" evaluate --content \
  evaluate/content/broken.ppm \
  --style evaluate/style --loss-network compact
rm evaluate/content/broken.ppm evaluate/style/damaged.ppm

# Flat gain: of what a photo of this size has in its middle
"$ADAIN" evaluate --content evaluate/content/c1.ppm --style evaluate/style/s1.ppm --loss-network compact \
  --model compact --size 200 --style-size 60 --flat-gain > .out 2> .err
equal "--flat-gain: status" 0 $?
holds "--flat-gain: the contents have none" grep -Eq '^no stylisation .* -$' .out
holds "--flat-gain: a model's is above 0" awk '/^compact/ { exit !($NF > 0.1) }' .out
evaluate --model compact --flat-gain > .out
holds "--flat-gain: not in what is too small" grep -Eq '^compact .* -$' .out

# Models without GEGL: what needs no picture does not start it
"$ADAIN" style list > .out 2> .err
equal "style list: status" 0 $?
if command -v strace > /dev/null; then
  strace -f -o .trace -e trace=openat "$ADAIN" model info > .out 2> .err
  holds "model info starts no GEGL" sh -c '! grep -q "gegl-0.4/.*\.so\"" .trace'
fi
