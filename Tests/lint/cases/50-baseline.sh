# Benchmarks/baseline.py on tables that nobody had to measure.

fresh
tables () { # MS SECONDS
  printf '## Layers, one thread\n\n| convolution | form | ms | GFLOP/s direct-equivalent |\n|---|---|---|---|\n'
  printf '| 64 → 64 | plain | %s | 10 |\n\n## compact\n\n| picture | threads | s |\n|---|---|---|\n' "$1"
  printf '| 512 x 512 | 2 | %s |\n| 1024 x 1024 | 2 | 9 |\n' "$2"
}
baseline () { python3 "$root/Benchmarks/baseline.py" "$1" "$work/tree/baseline.tsv"; }

refuses "baseline: none yet" 'bench-baseline. writes it' baseline compare < /dev/null
equal "baseline: the tables pass through" "$(tables 4.0 0.5)" "$(tables 4.0 0.5 | baseline write)"
equal "baseline: what is kept" "$(printf 'Layers, one thread\t64 → 64 plain\tms\t4\ncompact\t512 x 512 2\ts\t0.5')" \
  "$(grep -v '^#' baseline.tsv | head -n 2)"
for fact in machine commit load; do succeeds "baseline: its $fact" grep -q "^# $fact: ." baseline.tsv; done
sed -i '/1024/d' baseline.tsv
tables 5.0 0.25 | baseline compare > compared
equal "baseline: this machine is the same" 0 "$(grep -c 'another machine' compared)"
succeeds "baseline: slower" grep -qx '| 64 → 64 | plain | 5.0 | 10 | 4 | 125 % |' compared
succeeds "baseline: faster" grep -qx '| 512 x 512 | 2 | 0.25 | 0.5 | 50 % |' compared
succeeds "baseline: a new row" grep -qx '| 1024 x 1024 | 2 | 9 | – | – |' compared
succeeds "baseline: the columns' names" grep -q 'GFLOP/s direct-equivalent | baseline | of it |$' compared
sed -i 's/^# machine: .*/# machine: another/' baseline.tsv
tables 5 1 | baseline compare > compared
succeeds "baseline: another machine is said" grep -q 'this is another machine' compared
refuses "baseline: nothing measured" 'nothing was measured' baseline write < /dev/null
