/* orientation.h: turning a picture upright. */
#ifndef ADAIN_GEGL_ORIENTATION_H
#define ADAIN_GEGL_ORIENTATION_H

#include <gegl.h>

G_BEGIN_DECLS

/* The picture as EXIF's orientation (1 to 8) says that it is to be shown: a new buffer at 0, 0, or the
 * same with another reference. */
GeglBuffer *adain_gegl_turn (GeglBuffer *pixels, int orientation);

G_END_DECLS

#endif
