# GEGL's own plug-ins, without those that no test needs and that take much of the time in which gegl starts:
# they load the libraries for video, PDF, SVG, camera raw, webcams and matting. Sourced by the suites that
# start hundreds of programs with GEGL in them.

# link_plug_ins FOLDER: makes it, for GEGL_PATH
link_plug_ins () {
  local file
  mkdir "$1"
  for file in "$(pkg-config --variable=pluginsdir gegl-0.4)"/*.so; do
    case ${file##*/} in
      ff-*.so | pdf-load.so | svg-load.so | raw-load.so | v4l.so | matting-levin.so) ;;
      *) ln -s "$file" "$1/" ;;
    esac
  done
}
