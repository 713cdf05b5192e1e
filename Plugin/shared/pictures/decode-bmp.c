/* decode-bmp.c: BMP by GdkPixbuf, with its profile. GdkPixbuf does not notice that a file is cut short, so
 * that is looked at before. */
#include "pictures/decode.h"

#include <string.h>

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
 * larger than any number here. Two bytes of a run are 255 pixels at most; what leaves out many times as many
 * is no picture, and keeps GdkPixbuf busy. */
static gboolean
bmp_is_whole (const AdainGeglFile *file)
{
  gint64    length = (gint64) file->length, row;
  BmpHeader header;

  if (!read_bmp_header (file, &header) || 14 + header.length + header.colours > header.pixels
      || header.pixels > length)
    return FALSE;
  if (header.compression == 1 || header.compression == 2) /* run lengths */
    return header.pixels + number (file->bytes + 34) <= length && header.width > 0
           && header.height <= length * 4096 / header.width
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
  return adain_gegl_decode_by_pixbuf (file, "bmp", bmp_space (file, decoded), decoded, error);
}
