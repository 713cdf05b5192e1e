/* Names a library whose headers need a place of their own; only C uses it. */
#ifndef ADAIN_CGDKPIXBUF_SHIM_H
#define ADAIN_CGDKPIXBUF_SHIM_H

#include <gdk-pixbuf/gdk-pixbuf.h>

#endif
