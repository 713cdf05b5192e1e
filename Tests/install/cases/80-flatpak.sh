# The manifest of the Flatpak for GIMP 3, as far as it can be looked at without GIMP's Flatpak: its form, the
# paths that it names, and that its names agree. It is not built.
# shellcheck shell=bash disable=SC2154

id=org.gimp.GIMP.Plugin.AdaIN
manifest=$root/scripts/flatpak/$id.json
# value PATH…: what stands there in the manifest
value () {
  python3 -c 'import functools, json, sys
print (functools.reduce (lambda part, key: part[key], sys.argv[2:], json.load (open (sys.argv[1]))))' \
    "$manifest" "$@"
}

equal "flatpak-builder knows all that is in the manifest" "" \
  "$(flatpak-builder --show-manifest "$manifest" 2>&1 > shown.json)"
holds "and reads it" grep -q '"build-extension" : true' shown.json
flatpak-builder --show-deps "$manifest" > sources.txt 2>&1
holds "it names sources" [ -s sources.txt ]
while read -r source; do
  holds "there is its source $source" [ -x "$root/scripts/flatpak/$source/install.sh" ]
done < sources.txt
prefix=$(value build-options prefix)
equal "its id is the file's name" "$id" "$(value id)"
holds "and what software centres know it by" grep -q "<id>$id</id>" "$root/scripts/installed/$id.metainfo.xml"
equal "the plug-in goes where GIMP looks in an extension" "$prefix" \
  "$(value build-options env GIMP3_DIRECTORY)"
holds "the library and its data go there, too" grep -qF "\"./install.sh --prefix $prefix\"" "$manifest"
