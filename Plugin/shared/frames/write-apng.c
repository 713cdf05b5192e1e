/* write-apng.c: an APNG. Each frame is encoded as a PNG by encode-png.c, whose pixels then get the chunks of
 * an animation. Whole frames: PNG has no loss that could flicker. */
#define _GNU_SOURCE /* memfd_create */
#include "frames/png-chunks.h"
#include "frames/writer.h"

#include "pictures/encode.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct
{
  guint8  header[13]; /* IHDR's data, which all frames share */
  guint32 sequence;   /* of the next fcTL or fdAT */
} Movie;

static gboolean
begin (AdainGeglAnimationWriter *writer, GError **error)
{
  (void) error;
  writer->state = g_new0 (Movie, 1);
  return TRUE;
}

/* The frame as a PNG of its own. */
static char *
encode (const AdainGeglAnimationWriter *writer, GeglBuffer *frame, gsize *length, GError **error)
{
  int   file = memfd_create ("adain", MFD_CLOEXEC);
  char *bytes = NULL;
  off_t count;

  if (file < 0)
    {
      adain_gegl_write_failed (error, g_strerror (errno));
      return NULL;
    }
  if (adain_gegl_encode_png (frame, file, &writer->saving, error))
    {
      count = lseek (file, 0, SEEK_END);
      bytes = count < 0 ? NULL : g_try_malloc ((gsize) count + 1);
      *length = (gsize) count;
      if (bytes == NULL || pread (file, bytes, *length, 0) != count)
        {
          adain_gegl_write_failed (error, "memory has run out");
          g_clear_pointer (&bytes, g_free);
        }
    }
  g_close (file, NULL);
  return bytes;
}

static void
append_controls (AdainGeglAnimationWriter *writer, GByteArray *to, int milliseconds)
{
  Movie *movie = writer->state;
  guint8 all[8], control[26] = { 0 };
  int    delay = CLAMP (milliseconds, 0, 65535);

  if (writer->added == 0)
    {
      adain_gegl_put_32 (all, (guint32) writer->frames);
      adain_gegl_put_32 (all + 4, (guint32) writer->plays);
      adain_gegl_append_chunk (to, "acTL", NULL, 0, all, sizeof all);
    }
  adain_gegl_put_32 (control, movie->sequence++);
  adain_gegl_put_32 (control + 4, (guint32) writer->width);
  adain_gegl_put_32 (control + 8, (guint32) writer->height);
  control[20] = (guint8) (delay >> 8);
  control[21] = (guint8) delay;
  control[22] = 1000 >> 8;
  control[23] = 1000 & 255;
  adain_gegl_append_chunk (to, "fcTL", NULL, 0, control, sizeof control);
}

/* What of a frame's PNG goes to the file: all but its end the first time, and then its pixels alone. */
static gboolean
take_apart (AdainGeglAnimationWriter *writer, const guint8 *bytes, gsize length, int milliseconds,
            GByteArray *to, GError **error)
{
  Movie         *movie = writer->state;
  gboolean       is_first = writer->added == 0, has_controls = FALSE;
  AdainGeglChunk chunk;

  for (gsize at = 8; adain_gegl_next_chunk (bytes, length, &at, &chunk);)
    {
      gboolean is_pixels = adain_gegl_chunk_is (&chunk, "IDAT");
      guint8   number[4];

      if (is_pixels && !has_controls)
        {
          append_controls (writer, to, milliseconds);
          has_controls = TRUE;
        }
      if (adain_gegl_chunk_is (&chunk, "IHDR") && is_first)
        memcpy (movie->header, chunk.data, sizeof movie->header);
      else if (adain_gegl_chunk_is (&chunk, "IHDR") && memcmp (movie->header, chunk.data, 13) != 0)
        return adain_gegl_write_failed (error, "its frames have several depths; give one with --depth");
      if (is_first && !adain_gegl_chunk_is (&chunk, "IEND"))
        g_byte_array_append (to, chunk.type - 4, (guint) chunk.length + 12);
      else if (is_pixels)
        {
          adain_gegl_put_32 (number, movie->sequence++);
          adain_gegl_append_chunk (to, "fdAT", number, 4, chunk.data, chunk.length);
        }
    }
  return TRUE;
}

static gboolean
write_bytes (AdainGeglAnimationWriter *writer, const GByteArray *bytes, GError **error)
{
  return adain_gegl_write_all (writer->file, bytes->data, bytes->len)
         || adain_gegl_write_failed (error, g_strerror (errno));
}

static gboolean
add (AdainGeglAnimationWriter *writer, GeglBuffer *frame, int milliseconds, GError **error)
{
  gsize       length = 0;
  char       *png = encode (writer, frame, &length, error);
  GByteArray *bytes = g_byte_array_new ();
  gboolean    done = png != NULL;

  if (writer->added == 0)
    g_byte_array_append (bytes, (const guint8 *) ADAIN_GEGL_PNG_MARK, 8);
  done = done && take_apart (writer, (const guint8 *) png, length, milliseconds, bytes, error)
         && write_bytes (writer, bytes, error);
  g_byte_array_unref (bytes);
  g_free (png);
  return done;
}

static gboolean
finish (AdainGeglAnimationWriter *writer, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  gboolean    done;

  adain_gegl_append_chunk (bytes, "IEND", NULL, 0, NULL, 0);
  done = write_bytes (writer, bytes, error);
  g_byte_array_unref (bytes);
  return done;
}

static void
close_movie (AdainGeglAnimationWriter *writer)
{
  g_free (writer->state);
}

const AdainGeglWriter adain_gegl_png_writer = { ".png", begin, add, finish, close_movie };
const AdainGeglWriter adain_gegl_apng_writer = { ".apng", begin, add, finish, close_movie };
