/* picture.h: pixels as widgets show them. */
#ifndef ADAIN_GIMP_PICTURE_H
#define ADAIN_GIMP_PICTURE_H

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* pixels: R'G'B'A bytes, rows from the top; the picture's from now on. */
GdkPixbuf *picture_new (guchar *pixels, int width, int height);

G_END_DECLS

#endif
