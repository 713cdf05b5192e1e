# Settings and files that were there before, and those that came later, stay.
# shellcheck shell=bash disable=SC2154,SC2016

settings=used/.config/GIMP/2.10
mkdir -p $settings/plug-ins/other used/.local/share/gegl-0.4/plug-ins used/.local/bin
echo '(undo-levels 7)' > $settings/gimprc
echo other > $settings/plug-ins/other/other
echo other > used/.local/bin/other
before=$(contents used)
installs "installs into ~/.local beside others" "$work/used"
holds "the command line runs" used/.local/bin/adain style list
installs "uninstalls from ~/.local" "$work/used" --uninstall
equal "what was there before stays" "$before" "$(contents used)"

mkdir new
installs "installs where GIMP was never started" "$work/new"
echo '(undo-levels 7)' > new/.config/GIMP/2.10/gimprc
installs "uninstalls after GIMP was used" "$work/new" --uninstall
holds "the settings made in between stay" grep -q undo-levels new/.config/GIMP/2.10/gimprc
holds "and so does the rest of that folder" [ -d new/.config/GIMP/2.10/brushes ]
equal "the plug-in does not" "" "$(ls new/.config/GIMP/2.10/plug-ins 2>&1)"
