/* format.h: which format a picture file has. */
#ifndef ADAIN_GEGL_FORMAT_H
#define ADAIN_GEGL_FORMAT_H

#include "pictures/decode.h"

G_BEGIN_DECLS

typedef struct
{
  const char      *name;
  AdainGeglDecoder decode;  /* NULL: not read */
  gboolean         by_path; /* the decoder opens the file itself, its bytes are not needed */
  gboolean         turned;  /* the decoder has turned the picture upright */
  const char      *advice;  /* where it is not read: what to do */
} AdainGeglFormat;

/* How many bytes of its beginning tell a file's format. */
#define ADAIN_GEGL_FORMAT_BYTES 4096

/* By the file's first bytes; path's ending counts only for TGA, which has no mark at its beginning. NULL:
 * it is none that is known. */
const AdainGeglFormat *adain_gegl_format_of (const guint8 *start, gsize length, const char *path);

G_END_DECLS

#endif
