# The system's folders, below a folder of this test as when a package is made.
# shellcheck shell=bash disable=SC2154,SC2016

export DESTDIR=$work/destination
mkdir nobody
installs "installs for everyone" "$work/nobody" --system
equal "and nothing for the user" "" "$(find nobody ! -path '*/.cache*' -type f)"
op_folder=$(pkg-config --variable=pluginsdir gegl-0.4)
plug_in=$(pkg-config --variable=gimplibdir gimp-2.0)/plug-ins/adain-stylize/adain-stylize
for file in /usr/local/{bin/adain,lib/libadain.so.1,share/adain/models/{standard,compact}.safetensors} \
  "$op_folder/adain-stylize.so" "$plug_in"; do
  holds "there is $file" [ -s "$DESTDIR$file" ]
done
equal "the plug-in looks for the library in its place" /usr/local/lib \
  "$(readelf -d "$DESTDIR$plug_in" | sed -n 's/.*runpath: \[\(.*\)\]/\1/p')"
GEGL_PATH=$op_folder:$DESTDIR$op_folder LD_LIBRARY_PATH=$DESTDIR/usr/local/lib \
  gegl "$photo" -o system.png -- adain:stylize style=great-wave > system.txt 2>&1
differ "the operation works, with its own data" 8 "$photo" system.png
equal "without a complaint" "" "$(grep adain: system.txt)"
installs "uninstalls for everyone" "$work/nobody" --system --uninstall
equal "uninstalling for everyone leaves nothing behind" "" "$(contents destination)"
unset DESTDIR
