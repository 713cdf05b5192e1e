/* decode-pixbuf.c: BMP, TGA and GIF by GdkPixbuf, with a BMP's profile. Of an animation the first frame is
 * read, and all are counted. */
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

static guint32
number (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

static guint32
word (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8;
}

static gboolean
decode (const AdainGeglFile *file, const char *kind, const Babl *space, AdainGeglDecoded *decoded,
        GError **error)
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

/* Whether run lengths tell all pixels, or their end. */
static gboolean
runs_are_whole (const guint8 *at, const guint8 *end, gint64 width, gint64 height, gboolean half)
{
  gint64 x = 0, y = 0;

  while (end - at >= 2 && y < height)
    {
      int count = at[0], value = at[1], bytes = count == 0 && value == 2 ? 2 : 0;

      at += 2;
      if (count == 0 && value > 2) /* as many pixels as they are, in whole pairs of bytes */
        bytes = ((half ? (value + 1) / 2 : value) + 1) & ~1;
      if (count == 0 && value == 1)
        return TRUE;
      if (end - at < bytes)
        return FALSE;
      x = count > 0 ? x + count : value == 0 ? 0 : value == 2 ? x + at[0] : x + value;
      y += count > 0 ? 0 : value == 0 ? 1 : value == 2 ? at[1] : 0;
      at += bytes;
    }
  return y >= height || (y == height - 1 && x >= width);
}

/* What a BMP's header tells: OS/2's of 12 bytes, or Windows' of 40 or more. */
typedef struct
{
  gint64 length, pixels; /* of the header; and where they begin */
  gint64 width, height, bits, compression;
  gint64 colours; /* bytes of the table, where pixels are numbers of colours */
} BmpHeader;

static gboolean
read_bmp_header (const AdainGeglFile *file, BmpHeader *header)
{
  const guint8 *bytes = file->bytes;
  gboolean      old;
  gint64        count;

  if (file->length < 26)
    return FALSE;
  header->length = number (bytes + 14);
  old = header->length < 40;
  if (!old && file->length < 54)
    return FALSE;
  header->pixels = number (bytes + 10);
  header->width = old ? (gint64) word (bytes + 18) : (gint32) number (bytes + 18);
  header->height = old ? (gint64) word (bytes + 20) : ABS ((gint64) (gint32) number (bytes + 22));
  header->bits = word (bytes + (old ? 24 : 28));
  header->compression = old ? 0 : number (bytes + 30);
  count = old ? 0 : number (bytes + 46);
  if (header->bits > 8)
    header->colours = 0;
  else
    header->colours = (count > 0 ? count : 1 << header->bits) * (old ? 3 : 4);
  return TRUE;
}

/* GdkPixbuf fills up what a cut file lacks, with black. It takes memory for the header and the colours,
 * however long they are said to be. Uncompressed pixels have a known length, which of senseless sides is
 * larger than any number here. */
static gboolean
bmp_is_whole (const AdainGeglFile *file)
{
  gint64    length = (gint64) file->length, row;
  BmpHeader header;

  if (!read_bmp_header (file, &header) || 14 + header.length + header.colours > header.pixels
      || header.pixels > length)
    return FALSE;
  if (header.compression == 1 || header.compression == 2) /* run lengths */
    return header.pixels + number (file->bytes + 34) <= length
           && runs_are_whole (file->bytes + header.pixels, file->bytes + length, header.width, header.height,
                              header.compression == 2);
  row = (header.width * header.bits + 31) / 32 * 4;
  return header.width > 0 && (row == 0 || header.height <= (length - header.pixels) / row);
}

/* The longest headers tell where a profile stands, counted from the header's own beginning at 14. */
static const Babl *
bmp_space (const AdainGeglFile *file, AdainGeglDecoded *decoded)
{
  gsize at, length;

  if (file->length < 14 + 124 || number (file->bytes + 14) < 124 || memcmp (file->bytes + 70, "DEBM", 4) != 0)
    return NULL;
  at = 14 + (gsize) number (file->bytes + 14 + 112);
  length = number (file->bytes + 14 + 116);
  if (at > file->length || length > file->length - at)
    return NULL;
  return adain_gegl_profile_space (file->bytes + at, length, ADAIN_GEGL_RGB, decoded);
}

gboolean
adain_gegl_decode_bmp (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  if (!bmp_is_whole (file))
    return adain_gegl_damaged (error, "header", "the file ends before its colours and pixels do");
  return decode (file, "bmp", bmp_space (file, decoded), decoded, error);
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
  if (!decode (file, "tga", NULL, decoded, error))
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
  return decode (file, "gif", NULL, decoded, error);
}
