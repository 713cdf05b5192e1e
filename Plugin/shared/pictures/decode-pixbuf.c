/* decode-pixbuf.c: TGA and GIF by GdkPixbuf, which reads BMP, too (decode-bmp.c). Of an animation the first
 * frame is read, and all are counted. */
#include "pictures/decode.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

typedef struct
{
  gint64   most;
  GError **error;
  gboolean refused;
} Limit;

static void
check_size (GdkPixbufLoader *loader, int width, int height, gpointer user)
{
  Limit *limit = user;

  (void) loader;
  if (!adain_gegl_check_size ((guint64) MAX (width, 0), (guint64) MAX (height, 0), limit->most,
                              limit->refused ? NULL : limit->error))
    limit->refused = TRUE;
}

gboolean
adain_gegl_decode_by_pixbuf (const AdainGeglFile *file, const char *kind, const Babl *space,
                             AdainGeglDecoded *decoded, GError **error)
{
  GError          *problem = NULL;
  Limit            limit = { ADAIN_GEGL_MAX_PIXELS_WHOLE, error, FALSE };
  GdkPixbufLoader *loader = gdk_pixbuf_loader_new_with_type (kind, &problem);
  GdkPixbuf       *pixbuf = NULL;
  gboolean         done;

  if (loader == NULL)
    {
      adain_gegl_damaged (error, "GdkPixbuf", problem->message);
      g_clear_error (&problem);
      return FALSE;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (check_size), &limit);
  done = gdk_pixbuf_loader_write (loader, file->bytes, file->length, &problem);
  done = gdk_pixbuf_loader_close (loader, done ? &problem : NULL) && done && !limit.refused;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (done && pixbuf != NULL)
    {
      decoded->pixels = adain_gegl_pixels_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                               gdk_pixbuf_get_has_alpha (pixbuf) ? "R'G'B'A u8" : "R'G'B' u8",
                                               space);
      adain_gegl_pixels_set (decoded->pixels, 0, gdk_pixbuf_get_height (pixbuf),
                             gdk_pixbuf_read_pixels (pixbuf), gdk_pixbuf_get_rowstride (pixbuf));
    }
  else
    adain_gegl_damaged (error, "GdkPixbuf", problem != NULL ? problem->message : "it has no pixels");
  g_clear_error (&problem);
  g_object_unref (loader);
  return decoded->pixels != NULL;
}

static gboolean
alpha_is_empty (GeglBuffer *pixels)
{
  GeglRectangle line = { 0, 0, gegl_buffer_get_width (pixels), 1 };
  guint8       *row = g_new (guint8, 4 * (gsize) line.width);
  gboolean      empty = babl_format_has_alpha (gegl_buffer_get_format (pixels));

  for (; empty && line.y < gegl_buffer_get_height (pixels); line.y++)
    {
      gegl_buffer_get (pixels, &line, 1.0, babl_format ("R'G'B'A u8"), row, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_NONE);
      for (int x = 0; empty && x < line.width; x++)
        empty = row[4 * x + 3] == 0;
    }
  g_free (row);
  return empty;
}

static void
drop_alpha (AdainGeglDecoded *decoded)
{
  GeglBuffer *opaque = adain_gegl_pixels_new (gegl_buffer_get_width (decoded->pixels),
                                              gegl_buffer_get_height (decoded->pixels), "R'G'B' u8", NULL);

  gegl_buffer_copy (decoded->pixels, NULL, GEGL_ABYSS_NONE, opaque, NULL);
  g_object_unref (decoded->pixels);
  decoded->pixels = opaque;
}

gboolean
adain_gegl_decode_tga (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  if (!adain_gegl_decode_by_pixbuf (file, "tga", NULL, decoded, error))
    return FALSE;
  /* Some writers say that the fourth byte is no alpha, and others say so although it is. */
  if ((file->bytes[17] & 15) == 0 && alpha_is_empty (decoded->pixels))
    drop_alpha (decoded);
  return TRUE;
}

/* Past the sub-blocks at at, the last of which is empty; 0 when the file ends before. */
static gsize
after_blocks (const AdainGeglFile *file, gsize at)
{
  while (at < file->length && file->bytes[at] != 0)
    at += 1 + (gsize) file->bytes[at];
  return at < file->length ? at + 1 : 0;
}

/* The bytes of a colour table whose presence and size these bits tell. */
static gsize
table_length (guint8 flags)
{
  return (flags & 0x80) != 0 ? 3 * ((gsize) 2 << (flags & 7)) : 0;
}

/* The number of whole frames. */
static int
gif_frames (const AdainGeglFile *file)
{
  gsize at = file->length < 13 ? 0 : 13 + table_length (file->bytes[10]);
  int   frames = 0;

  while (at > 0 && at + 2 < file->length)
    if (file->bytes[at] == 0x21) /* an extension */
      at = after_blocks (file, at + 2);
    else if (file->bytes[at] == 0x2c && at + 10 < file->length) /* a frame */
      {
        at = after_blocks (file, at + 11 + table_length (file->bytes[at + 9]));
        frames += at > 0 ? 1 : 0;
      }
    else
      break;
  return frames;
}

gboolean
adain_gegl_decode_gif (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  decoded->frames = gif_frames (file);
  if (decoded->frames == 0)
    return adain_gegl_damaged (error, "header", "the file ends before its first frame does");
  return adain_gegl_decode_by_pixbuf (file, "gif", NULL, decoded, error);
}
