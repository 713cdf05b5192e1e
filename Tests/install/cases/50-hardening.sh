# What is installed is hard to misuse: addresses that change, tables that cannot be written to, stacks that
# are watched and hold no code, checked copies; and nobody but its owner can change it.
# shellcheck shell=bash disable=SC2154

mkdir -p hardened
installs "installs, to look at the binaries" "$work/hardened" --prefix "$work/hardened/prefix"
operation=hardened/.local/share/gegl-0.4/plug-ins/adain-stylize.so
programs=(hardened/prefix/bin/adain hardened/.config/GIMP/2.10/plug-ins/adain-stylize/adain-stylize)

# has FILE TEXT READELF-OPTION…: TEXT (a pattern) is in what readelf says of it
has () {
  local file=$1 text=$2
  shift 2
  readelf -W "$@" "$file" > readelf.out 2>&1 && grep -qE -e "$text" readelf.out
}

for file in "${programs[@]}" $operation hardened/prefix/lib/libadain.so.1; do
  name=$(basename "$file")
  holds "$name: its addresses change" has "$file" 'Type: *DYN' -h
  holds "$name: its tables become read-only" has "$file" GNU_RELRO -l
  holds "$name: all of them, at its start" has "$file" 'BIND_NOW|Flags:.* NOW' -d
  holds "$name: its stack holds no code" has "$file" 'GNU_STACK.* RW  ' -l
  equal "$name: no page can be written to and run" "" \
    "$(readelf -lW "$file" | grep -E '^ *LOAD.* (RWE|WE) ')"
  equal "$name: its code is not changed at its start" "" "$(readelf -dW "$file" | grep TEXTREL)"
  holds "$name: its stack is watched" has "$file" '__stack_chk_fail' --dyn-syms
done
for file in "${programs[@]}"; do
  holds "$(basename "$file"): a program whose place changes" has "$file" 'Flags:.*PIE' -d
done
for file in "${programs[@]}" $operation; do
  holds "$(basename "$file"): its copies are checked" has "$file" ' __[a-z]+_chk@' --dyn-syms
done

# placed FIND-OPTION…: what find says of the files that were installed, no links
placed () {
  sed -n 's/^file //p' hardened/prefix/share/adain/manifest | while read -r file; do
    find "$file" ! -type l "$@"
  done | sort -u | xargs
}
equal "nobody else can write to what is installed" "" "$(placed -perm /022)"
equal "it has one owner" "$(id -u) $(id -g)" "$(placed -printf '%U %G\n')"
equal "its modes" "644 755" "$(placed -printf '%m\n')"
equal "programs and libraries can be run" "adain adain-stylize adain-stylize.so libadain.so.1" \
  "$(placed -perm 755 -printf '%f\n')"
installs "uninstalls it" "$work/hardened" --prefix "$work/hardened/prefix" --uninstall
