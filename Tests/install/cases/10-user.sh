# One user's installation from an empty home to an empty home again.
# shellcheck shell=bash disable=SC2154,SC2016

mkdir -p home
before=$(contents home)

installs "installs, with a demonstration" "$work/home" --prefix prefix --demo
holds "says that gegl lists the operation" grep -q 'gegl lists adain:stylize' installer.out
holds "says that GIMP registers the procedure" \
  grep -q 'GIMP 2.10 registers plug-in-adain-stylize' installer.out
holds "says where the pictures are" grep -q "pictures.*$work/adain-demo" installer.out
equal "the demonstration's pictures" "adain-mixture.jpg gegl-starry-night.jpg gimp-great-wave.jpg" \
  "$(cd adain-demo && echo *)"
for picture in adain-demo/*.jpg; do differ "$picture is not the photo" 8 "$photo" "$picture"; done
differ "gegl's picture is not GIMP's" 8 adain-demo/{gegl-starry-night,gimp-great-wave}.jpg
differ "the mixture is not gegl's picture" 8 adain-demo/{adain-mixture,gegl-starry-night}.jpg

op_folder=home/.local/share/gegl-0.4/plug-ins
plug_in=home/.config/GIMP/2.10/plug-ins/adain-stylize/adain-stylize
equal "the installed files" "bin/adain include/adain-options.h include/adain.h \
lib/cmake/adain/adain-config-version.cmake lib/cmake/adain/adain-config.cmake lib/libadain.so \
lib/libadain.so.1 lib/pkgconfig/adain.pc share/adain/guide.ko.md share/adain/guide.md share/adain/manifest \
share/adain/models/compact.safetensors share/adain/models/standard.safetensors \
share/bash-completion/completions/adain \
share/fish/vendor_completions.d/adain.fish share/locale/de/LC_MESSAGES/adain.mo \
share/locale/ko/LC_MESSAGES/adain.mo share/man/man1/adain.1 share/man/man3/adain.3 \
share/metainfo/org.gimp.GIMP.Plugin.AdaIN.metainfo.xml share/zsh/site-functions/_adain" \
  "$(find prefix ! -type d -printf '%P\n' | grep -vE '/styles/|/adain-[^/]*[.]1$' | sort | xargs)"
equal "the gallery" "$(cd "$root/resources/styles" && echo *)" "$(cd prefix/share/adain/styles && echo *)"
equal "nothing but the operation in GEGL's folder" adain-stylize.so "$(ls -A $op_folder)"
holds "the plug-in is where GIMP looks" [ -x $plug_in ]
holds "GIMP's settings folder is whole" [ -d home/.config/GIMP/2.10/brushes ]
for file in prefix/bin/adain prefix/lib/libadain.so.1 $op_folder/adain-stylize.so $plug_in; do
  equal "needs no Swift: $file" "" "$(ldd "$file" 2>&1 | grep -iE "swift|No such")"
  equal "finds its libraries: $file" "" "$(ldd "$file" 2>&1 | grep -iE 'not found|No such')"
done
equal "the library exports its interface alone, with its version" "" \
  "$(nm -D --defined-only prefix/lib/libadain.so.1 2>&1 | awk '$2 != "A" { print $3 }' |
    grep -v '^adain_.*@@ADAIN_1$')"
equal "the library's name" libadain.so.1 \
  "$(readelf -d prefix/lib/libadain.so.1 | sed -n 's/.*soname: \[\(.*\)\]/\1/p')"
equal "the operation looks for the library in the prefix" "$work/prefix/lib" \
  "$(readelf -d $op_folder/adain-stylize.so | sed -n 's/.*runpath: \[\(.*\)\]/\1/p')"

installed=$(contents home prefix)
gegl "$photo" -o "a photo.png" -- scale-size x=320 y=200 2> /dev/null
installs "installs again, with a photo whose name has a space" \
  "$work/home" --prefix prefix --demo "a photo.png"
equal "which changes nothing" "$installed" "$(contents home prefix)"
differ "the demonstration takes the given photo" 8 "a photo.png" adain-demo/gegl-starry-night.jpg
as_ppm adain-demo/adain-mixture.jpg size.ppm
equal "a picture of the photo's size" 320x200 "$(perl "$root/Tests/cli/netpbm.pl" size size.ppm)"

installs "uninstalls" "$work/home" --prefix prefix --uninstall
equal "uninstalling leaves nothing behind" "$before" "$(contents home prefix)"
refuses "nothing to uninstall" "no installation in $work/prefix" "$work/home" --prefix prefix --uninstall
rm -rf adain-demo
