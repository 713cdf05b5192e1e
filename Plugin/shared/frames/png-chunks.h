/* png-chunks.h: the chunks of a PNG file, one by one, as the reader and the writer of APNG take them apart
 * and put them together. Pixels are libpng's.
 */
#ifndef ADAIN_GEGL_PNG_CHUNKS_H
#define ADAIN_GEGL_PNG_CHUNKS_H

#include <glib.h>

G_BEGIN_DECLS

#define ADAIN_GEGL_PNG_MARK "\x89PNG\r\n\x1a\n"

typedef struct
{
  const guint8 *type; /* four letters, with the length before them and the data behind */
  const guint8 *data;
  gsize         length;
} AdainGeglChunk;

/* The chunk at *at, which then stands behind it. FALSE where no whole one is. */
gboolean adain_gegl_next_chunk (const guint8 *bytes, gsize length, gsize *at, AdainGeglChunk *chunk);
gboolean adain_gegl_chunk_is (const AdainGeglChunk *chunk, const char *type);

guint32 adain_gegl_get_32 (const guint8 *from);
void    adain_gegl_put_32 (guint8 *to, guint32 value);

/* Appends a chunk: first what stands before the data, if anything. */
void adain_gegl_append_chunk (GByteArray *to, const char *type, const guint8 *before, gsize before_length,
                              const guint8 *data, gsize length);

G_END_DECLS

#endif
