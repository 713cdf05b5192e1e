/* small-picture.h: what previews are made of: a drawable made small. */
#ifndef ADAIN_GIMP_SMALL_PICTURE_H
#define ADAIN_GIMP_SMALL_PICTURE_H

#include "host.h"

G_BEGIN_DECLS

/* What of a drawable lies in the place of frame, another one of the same image or itself, made width x
 * height. Black or transparent beyond its own border. To be unreferenced; NULL when GIMP has no pixels of
 * it. */
GeglBuffer *small_picture (HostDrawable drawable, HostDrawable frame, int width, int height);

/* R'G'B'A bytes of all of buffer, to be freed with g_free(). */
guchar *small_pixels (GeglBuffer *buffer);

/* Leaves in pixels (R'G'B'A) those of before where the selection, a grey picture of the same size, is not. */
void small_keep_unselected (guchar *pixels, const guchar *before, GeglBuffer *selection);

G_END_DECLS

#endif
