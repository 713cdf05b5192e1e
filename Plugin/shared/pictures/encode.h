/* encode.h: what save.c and the encoders share. */
#ifndef ADAIN_GEGL_ENCODE_H
#define ADAIN_GEGL_ENCODE_H

#include "adain-gegl-pictures.h"

G_BEGIN_DECLS

/* Encodes buffer into the open, empty file. FALSE and an error whose text is only what was wrong. */
gboolean adain_gegl_encode_png (GeglBuffer *buffer, int file, const AdainGeglSaving *saving, GError **error);
gboolean adain_gegl_encode_jpeg (GeglBuffer *buffer, int file, const AdainGeglSaving *saving, GError **error);
gboolean adain_gegl_encode_webp (GeglBuffer *buffer, int file, const AdainGeglSaving *saving, GError **error);
/* By one of GEGL's savers. */
gboolean adain_gegl_encode_by (const char *saver, GeglBuffer *buffer, int file, const AdainGeglSaving *saving,
                               GError **error);

typedef gboolean (*AdainGeglEncode) (GeglBuffer *buffer, int file, const AdainGeglSaving *saving,
                                     GError **error);

/* Whole dots an inch stay whole through the metres of other files. */
double adain_gegl_per_inch (double per_metre);

/* Writes all of it. FALSE with errno when that is not possible. */
gboolean adain_gegl_write_all (int file, const void *bytes, gsize length);

G_END_DECLS

#endif
