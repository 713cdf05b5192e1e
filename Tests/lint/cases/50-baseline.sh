# Benchmarks/baseline.py on tables that nobody had to measure.

fresh
tables () { # MS SECONDS
  printf '%s\n' '## Layers, one thread' '' '| convolution | form | ms | GFLOP/s direct-equivalent |' \
    '|---|---|---|---|' "| 64 → 64 | plain | $1 | 10 |" '' '## compact' '' '| picture | threads | s |' \
    '|---|---|---|' "| 512 x 512 | 2 | $2 |" '| 512 x 512 | 2 | 8 |' '| 1024 x 1024 | 2 | 9 |'
}
baseline () { python3 "$root/Benchmarks/baseline.py" "$1" "$work/tree/baseline.tsv"; }

tables 4.0 0.5 | baseline compare > compared
succeeds "baseline: none yet is said" grep -q 'make bench-baseline. writes it' compared
equal "baseline: and the tables come all the same" "$(tables 4.0 0.5)" "$(tail -n +3 compared)"
equal "baseline: the tables pass through" "$(tables 4.0 0.5)" "$(tables 4.0 0.5 | baseline write)"
equal "baseline: what is kept" \
  $'Layers, one thread\t64 → 64 plain\tms\t4\ncompact\t512 x 512 2\ts\t0.5\ncompact\t512 x 512 2 (2)\ts\t8' \
  "$(grep -v '^#' baseline.tsv | head -n 3)"
for fact in machine commit load; do succeeds "baseline: its $fact" grep -q "^# $fact: ." baseline.tsv; done
sed -i '/1024/d' baseline.tsv
tables 5.0 0.25 | baseline compare > compared
equal "baseline: this machine is the same" 0 "$(grep -c 'another machine' compared)"
succeeds "baseline: slower" grep -qx '| 64 → 64 | plain | 5.0 | 10 | 4 | 125 % |' compared
succeeds "baseline: faster" grep -qx '| 512 x 512 | 2 | 0.25 | 0.5 | 50 % |' compared
succeeds "baseline: the same row again" grep -qx '| 512 x 512 | 2 | 8 | 8 | 100 % |' compared
succeeds "baseline: a new row" grep -qx '| 1024 x 1024 | 2 | 9 | – | – |' compared
succeeds "baseline: the columns' names" grep -q 'GFLOP/s direct-equivalent | baseline | of it |$' compared
sed -i 's/^# machine: .*/# machine: another/' baseline.tsv
tables 5 1 | baseline compare > compared
succeeds "baseline: another machine is said" grep -q 'this is another machine' compared
refuses "baseline: nothing measured" 'nothing was measured' baseline write < /dev/null
