# What install.sh does that depends on the distribution: its requirements, the plug-ins' building, their
# places, and its checks. Swift is not in the root, so make builds what hosts share, and the library is the
# one built outside. Sourced by ../run.
cat > install.txt <<'TEXT'
set -e
. /adain/scripts/requirements.sh
. /adain/scripts/gimp.sh
. /adain/scripts/check.sh
echo "missing: $(missing_packages "${build_needs[@]}" | tr '\n' ' ')"
echo "gimps: $(gimps | tr '\n' ' ')"
make -j 2 -C /adain/Plugin BUILD=/scratch/build LIBADAIN=/scratch/lib/libadain.so.1 LIBDIR=/scratch/lib \
  SHARED=/scratch/build/libadain-gegl.a
op=$HOME/.local/share/gegl-0.4/plug-ins plug_in=$(gimp_user_folder 3)/plug-ins/adain-stylize
gimp_batch 3 "$(gimp_user_folder 3)" '(gimp-version)'
mkdir -p "$op" "$plug_in"
cp build/adain-stylize.so "$op/"
cp build/gimp3/adain-stylize "$plug_in/"
mkdir check
scratch=/scratch/check
check_gegl $scratch $scratch/log && echo "gegl works"
check_gimp 3 $scratch $scratch/log "$plug_in/adain-stylize" "$(gimp_user_folder 3)" && echo "gimp works"
TEXT
inside bash /scratch/install.txt > install.log 2>&1
check "install.sh finds all packages that it needs on Debian 13" grep -qx 'missing: ' install.log
check "and builds for GIMP 3" grep -qx 'gimps: 3 ' install.log
check "the plug-in is built" test -x build/gimp3/adain-stylize
check "its folder is GIMP 3's" test -x home/.config/GIMP/3.0/plug-ins/adain-stylize/adain-stylize
check "gegl lists and runs the operation" says "gegl works" install.log
check "GIMP 3 registers the procedure" says "gimp works" install.log
