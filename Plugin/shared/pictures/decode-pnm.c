/* decode-pnm.c: the Netpbm formats P1 to P6: bitmaps, grey and colour, as text or binary, up to any
 * maximum. */
#include "pictures/decode.h"

#include <string.h>

typedef struct
{
  const guint8 *next, *end;
} Source;

/* The next number of a header or of a text file's pixels, past spaces and comments; -1 when there is none. */
static gint64
read_number (Source *source, int digits)
{
  gint64 number = 0;
  int    count = 0;

  while (source->next < source->end && (g_ascii_isspace (*source->next) || *source->next == '#'))
    if (*source->next++ == '#')
      while (source->next < source->end && *source->next != '\n')
        source->next++;
  for (; source->next < source->end && g_ascii_isdigit (*source->next) && count < digits; count++)
    number = number * 10 + (*source->next++ - '0');
  return count > 0 ? number : -1;
}

/* The next row as 16 bits a sample. FALSE when the file ends before, or has a sample above most. */
static gboolean
read_row (Source *source, int kind, gsize samples, gint64 most, guint16 *row)
{
  gsize bytes = kind < 4 ? 0 : kind == 4 ? (samples + 7) / 8 : samples * (most > 255 ? 2 : 1);

  if (bytes > (gsize) (source->end - source->next))
    return FALSE;
  for (gsize i = 0; i < samples; i++)
    {
      gint64 value;

      if (kind < 4)
        value = read_number (source, kind == 1 ? 1 : 10);
      else if (kind == 4)
        value = source->next[i / 8] >> (7 - i % 8) & 1;
      else
        value = most > 255 ? source->next[2 * i] << 8 | source->next[2 * i + 1] : source->next[i];
      if (value < 0 || value > most)
        return FALSE;
      if (kind == 1 || kind == 4)
        value = 1 - value; /* 1 is black */
      row[i] = (guint16) ((value * 65535 + most / 2) / most);
    }
  source->next += bytes;
  return TRUE;
}

gboolean
adain_gegl_decode_pnm (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  Source      source = { file->bytes + 2, file->bytes + file->length };
  int         kind = file->bytes[1] - '0'; /* 1 to 6 */
  gint64      width = read_number (&source, 9), height = read_number (&source, 9);
  gint64      most = kind == 1 || kind == 4 ? 1 : read_number (&source, 9);
  gsize       channels = kind % 3 == 0 ? 3 : 1;
  const char *deep_format = channels == 3 ? "R'G'B' u16" : "Y' u16";
  const char *format = most > 255 ? deep_format : channels == 3 ? "R'G'B' u8" : "Y' u8";
  gboolean    whole = TRUE;
  guint16    *row;

  if (width < 0 || height < 0 || most < 1 || most > 65535)
    return adain_gegl_damaged (error, "header", "its size or maximum is none");
  if (!adain_gegl_check_size ((guint64) width, (guint64) height, ADAIN_GEGL_MAX_PIXELS, error))
    return FALSE;
  if (kind > 3)
    source.next++; /* one space before the pixels */
  source.next = MIN (source.next, source.end);
  /* Before memory is taken: every sample is a bit at least. */
  if (channels * (gsize) width / 8 > (gsize) (source.end - source.next))
    return adain_gegl_damaged (error, "pixels", "the file ends too early");
  decoded->pixels = adain_gegl_pixels_new ((int) width, (int) height, format, NULL);
  row = g_new (guint16, channels * (gsize) width);
  for (int y = 0; whole && y < height; y++)
    {
      GeglRectangle line = { 0, y, (int) width, 1 };

      whole = read_row (&source, kind, channels * (gsize) width, most, row);
      if (whole)
        gegl_buffer_set (decoded->pixels, &line, 0, babl_format (deep_format), row, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (row);
  return whole || adain_gegl_damaged (error, "pixels", "the file ends too early, or a value is too large");
}
