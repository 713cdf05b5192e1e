/* png-chunks.c: see png-chunks.h. The checksum is zlib's. */
#include "frames/png-chunks.h"

#include <string.h>
#include <zlib.h>

guint32
adain_gegl_get_32 (const guint8 *from)
{
  return (guint32) from[0] << 24 | (guint32) from[1] << 16 | (guint32) from[2] << 8 | from[3];
}

void
adain_gegl_put_32 (guint8 *to, guint32 value)
{
  for (int i = 0; i < 4; i++)
    to[i] = (guint8) (value >> (24 - 8 * i));
}

gboolean
adain_gegl_next_chunk (const guint8 *bytes, gsize length, gsize *at, AdainGeglChunk *chunk)
{
  if (*at > length || length - *at < 12)
    return FALSE;
  chunk->length = adain_gegl_get_32 (bytes + *at);
  chunk->type = bytes + *at + 4;
  chunk->data = chunk->type + 4;
  if (chunk->length > length - *at - 12)
    return FALSE;
  *at += chunk->length + 12;
  return TRUE;
}

gboolean
adain_gegl_chunk_is (const AdainGeglChunk *chunk, const char *type)
{
  return memcmp (chunk->type, type, 4) == 0;
}

void
adain_gegl_append_chunk (GByteArray *to, const char *type, const guint8 *before, gsize before_length,
                         const guint8 *data, gsize length)
{
  guint8 number[4];
  guint  start;

  adain_gegl_put_32 (number, (guint32) (before_length + length));
  g_byte_array_append (to, number, 4);
  start = to->len;
  g_byte_array_append (to, (const guint8 *) type, 4);
  if (before_length > 0)
    g_byte_array_append (to, before, (guint) before_length);
  if (length > 0)
    g_byte_array_append (to, data, (guint) length);
  adain_gegl_put_32 (number, (guint32) crc32_z (0, to->data + start, to->len - start));
  g_byte_array_append (to, number, 4);
}
