# What programs, shells and readers find of an installation: pkg-config, CMake, the examples, the manual,
# completions, and what software centres read.
# shellcheck shell=bash disable=SC2154,SC2016

mkdir -p programmers
prefix=$work/programmers/prefix
libdir=$prefix/lib/$(cc -print-multiarch)
installs "installs for programmers" "$work/programmers" --prefix "$prefix" --libdir "$libdir"
export PKG_CONFIG_PATH=$libdir/pkgconfig
adain=$prefix/bin/adain
equal "pkg-config names the version" "$("$adain" --version)" "$(pkg-config --modversion adain)"
equal "and the folder of models and styles" "$prefix/share/adain" "$(pkg-config --variable=datadir adain)"
read -ra flags <<< "$(pkg-config --cflags --libs adain)"
examples=$root/docs/examples
holds "the example in C is built with pkg-config" cc -std=c11 -Wall -Wextra -Werror "$examples/stylize.c" \
  "${flags[@]}" -Wl,-rpath,"$libdir" -o by-pkg-config
holds "and with CMake" eval 'cmake -S "$examples" -B by-cmake -DCMAKE_PREFIX_PATH="$prefix" &&
  cmake --build by-cmake'
cp -R "$examples" later-example && sed -i 's/adain 0.1/adain 1.0/' later-example/CMakeLists.txt
refused_by_cmake () {
  ! cmake -S later-example -B later -DCMAKE_PREFIX_PATH="$prefix" > later.txt 2>&1 &&
    grep -q "version: $("$adain" --version)" later.txt
}
holds "CMake does not take it for a later version" refused_by_cmake

# The examples give what the command line gives, but for roundings of 8 bits.
gegl "$photo" -- scale-size x=61 y=43 ppm-save path=small.ppm bitdepth=8 2> /dev/null
data=(share/adain/models/standard share/adain/styles/okita)
data=("${data[@]/#/"$prefix/"}")
data=("${data[@]/%/.safetensors}")
"$adain" stylize small.ppm --style okita --strength 0.7 -o by-adain.ppm > said.txt 2>&1
./by-pkg-config > installed-c.txt
LIBADAIN="$libdir/libadain.so.1" PYTHONDONTWRITEBYTECODE=1 \
  python3 "$examples/stylize.py" > installed-python.txt
holds "the examples list the same" cmp installed-c.txt installed-python.txt
equal "from the folder of the installation" "folder: $prefix/share/adain" "$(head -n 1 installed-c.txt)"
equal "the models, by name" "compact standard" "$(sed -n 's/^model: //p' installed-c.txt | xargs)"
equal "the styles, by name" "$("$adain" style list | awk '{ print $1 }')" \
  "$(sed -n 's/^style: //p' installed-c.txt)"
holds "the example in C takes names" ./by-pkg-config standard okita small.ppm by-name.ppm 0.7
holds "the example in C runs" ./by-pkg-config "${data[@]}" small.ppm by-c.ppm 0.7
holds "the one that CMake built, too" ./by-cmake/stylize "${data[@]}" small.ppm by-c-2.ppm 0.7
equal "both give the same" "$(sha256sum < by-c.ppm)" "$(sha256sum < by-c-2.ppm)"
equal "by a name, too" "$(sha256sum < by-c.ppm)" "$(sha256sum < by-name.ppm)"
holds "the example in Python runs" env LIBADAIN="$libdir/libadain.so.1" PYTHONDONTWRITEBYTECODE=1 \
  python3 "$examples/stylize.py" "${data[@]}" small.ppm by-python.ppm 0.7
for picture in by-c.ppm by-python.ppm; do
  holds "$picture is the command line's" eval \
    "perl '$root/Tests/cli/netpbm.pl' difference by-adain.ppm $picture | grep -qx '[01]'"
done
GEGL_PATH=$(pkg-config --variable=pluginsdir gegl-0.4):programmers/.local/share/gegl-0.4/plug-ins
export GEGL_PATH
holds "the example of a graph runs" /usr/bin/python3 "$examples/graph.py" small.ppm by-graph.png okita 0.7
"$adain" stylize small.ppm --style okita --strength 0.7 --depth 16 -o by-adain.png > said.txt 2>&1
convert by-adain.png by-adain.rgb
convert by-graph.png by-graph.rgb
holds "and gives what the command line gives, in 16 bits" cmp by-adain.rgb by-graph.rgb
/usr/bin/python3 "$examples/graph.py" small.ppm x.png nowhere > said.txt 2>&1
equal "it fails without a style" 1 $?
holds "and says why" grep -q "graph.py: There is no style file 'nowhere'" said.txt
unset GEGL_PATH

./by-pkg-config nowhere.safetensors "${data[1]}" small.ppm x.ppm > said.txt 2>&1
equal "the example in C fails without a model" 1 $?
holds "and says why" grep -q 'nowhere.safetensors' said.txt

# The manual: every command and option is in it, and troff has nothing to complain of.
for page in "$prefix"/share/man/man[13]/*; do
  equal "troff reads $(basename "$page")" "" \
    "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 > /dev/null)"
done
shown () { MANWIDTH=80 man -E ascii -l "$prefix/share/man/$1" 2> /dev/null | col -b | tr -s ' \n' ' '; }
for word in --style --strength --frames '-o, --output' 'of the result' 'default: 1.0'; do
  case $(shown man1/adain-stylize.1) in
    *"$word"*) pass "adain-stylize(1) has $word" ;;
    *) fail "adain-stylize(1) has $word" "it does not" ;;
  esac
done
for word in 'adain_status adain_stylize (' stroke-size 'to 20 percent' 'straight (not premultiplied)'; do
  case $(shown man3/adain.3) in
    *"$word"*) pass "adain(3) has $word" ;;
    *) fail "adain(3) has $word" "it does not" ;;
  esac
done
pages=$(cd "$prefix/share/man/man1" && echo *)
equal "the pages" "adain-bench.1 adain-evaluate.1 adain-model-import.1 adain-model-info.1 adain-model.1 \
adain-optimize.1 adain-style-list.1 adain-style-save.1 adain-style.1 adain-stylize.1 adain-train.1 \
adain.1" "$pages"

# Completions, as the shells themselves give them.
PATH=$prefix/bin:$PATH
completed_by_bash () {
  bash -c '. "$1"; COMP_WORDS=(adain stylize --stren) COMP_CWORD=2 COMP_LINE="adain stylize --stren"
    COMP_POINT=${#COMP_LINE} COMP_TYPE=9 complete=$(complete -p adain | sed "s/.*-F \([^ ]*\).*/\1/")
    "$complete" adain --stren stylize
    echo "${COMPREPLY[@]}"' - "$prefix/share/bash-completion/completions/adain"
}
equal "bash completes an option" --strength "$(completed_by_bash 2>&1 | xargs)"
completed_by_fish () {
  HOME=$work/programmers fish -c \
    "source $prefix/share/fish/vendor_completions.d/adain.fish; complete -C 'adain stylize --stren'"
}
equal "fish completes an option" --strength "$(completed_by_fish 2>&1 | cut -f 1)"
holds "zsh reads its completions" zsh -n "$prefix/share/zsh/site-functions/_adain"
holds "software centres can read of the plug-in" \
  appstreamcli validate --no-net "$prefix"/share/metainfo/*.metainfo.xml
installs "uninstalls all of it" "$work/programmers" --prefix "$prefix" --libdir "$libdir" --uninstall
holds "which leaves nothing" [ ! -e "$prefix" ]
unset PKG_CONFIG_PATH
