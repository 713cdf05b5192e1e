# find_package(adain): the target adain::adain, and adain_DATADIR, the folder of the installed models and
# styles. The paths are the installation's.
set(adain_DATADIR "@PREFIX@/share/adain")

if(NOT TARGET adain::adain)
  add_library(adain::adain SHARED IMPORTED)
  set_target_properties(adain::adain PROPERTIES
    IMPORTED_LOCATION "@LIBDIR@/libadain.so.1"
    IMPORTED_SONAME "libadain.so.1"
    INTERFACE_INCLUDE_DIRECTORIES "@PREFIX@/include")
endif()
