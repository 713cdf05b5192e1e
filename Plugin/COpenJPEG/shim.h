/* Names a library whose headers need a place of their own; only C uses it. */
#ifndef ADAIN_COPENJPEG_SHIM_H
#define ADAIN_COPENJPEG_SHIM_H

#include <openjpeg.h>

#endif
