/* picture.h: pixels as widgets show them, and how many. */
#ifndef ADAIN_GIMP_PICTURE_H
#define ADAIN_GIMP_PICTURE_H

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* pixels: R'G'B'A bytes, rows from the top; the picture's from now on. */
GdkPixbuf *picture_new (guchar *pixels, int width, int height);

/* The size that width x height has with side pixels along its longer side; no larger than it is. */
void picture_size (int width, int height, int side, int *small_width, int *small_height);

G_END_DECLS

#endif
