/* decode-hdr.c: Radiance HDR (RGBE), with run lengths of both kinds or without, turned as its header says.
 * GEGL's own loader refuses run lengths, which nearly every writer makes, and leaves pictures upside-down.
 * EXPOSURE and the like in the header do not change the values. */
#include "pictures/decode.h"
#include "pictures/orientation.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const guint8 *next, *end;
} Source;

/* The next line without its end; NULL when there is none. */
static char *
read_line (Source *source)
{
  const guint8 *end = memchr (source->next, '\n', (gsize) (source->end - source->next));
  char         *line;

  if (end == NULL)
    return NULL;
  line = g_strndup ((const char *) source->next, (gsize) (end - source->next));
  source->next = end + 1;
  return g_strchomp (line);
}

/* Past the header; FALSE when it does not end, or the colours are no RGB. */
static gboolean
read_header (Source *source, GError **error)
{
  gboolean rgb = TRUE, ends = FALSE;
  char    *line;

  while (!ends && (line = read_line (source)) != NULL)
    {
      ends = line[0] == '\0';
      if (g_str_has_prefix (line, "FORMAT=") && !g_str_equal (line, "FORMAT=32-bit_rle_rgbe"))
        rgb = FALSE;
      g_free (line);
    }
  if (ends && !rgb)
    {
      g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
                           "is in other colours than RGB (XYZ), which are not read; save it in RGB");
      return FALSE;
    }
  return ends || adain_gegl_damaged (error, "header", "the file ends too early");
}

/* Lines of samples, e.g. "-Y 23 +X 37": 23 lines from the top, of 37 samples from the left. */
typedef struct
{
  int lines, samples, orientation;
} Layout;

static gboolean
read_layout (Source *source, Layout *layout, GError **error)
{
  /* What EXIF calls the eight ways. */
  static const char *const ways[] = {
    "-Y+X", "-Y-X", "+Y-X", "+Y+X", "+X-Y", "-X-Y", "-X+Y", "+X+Y",
  };
  char  *line = read_line (source), **words = g_strsplit (line == NULL ? "" : line, " ", -1);
  char  *way = g_strv_length (words) == 4 ? g_strconcat (words[0], words[2], NULL) : NULL;
  gint64 lines = way == NULL ? 0 : g_ascii_strtoll (words[1], NULL, 10);
  gint64 samples = way == NULL ? 0 : g_ascii_strtoll (words[3], NULL, 10);

  layout->orientation = 0;
  for (guint i = 0; way != NULL && i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (way, ways[i]))
      layout->orientation = (int) i + 1;
  g_free (way);
  g_strfreev (words);
  g_free (line);
  if (layout->orientation == 0 || lines < 1 || samples < 1)
    return adain_gegl_damaged (error, "header", "its size is none");
  layout->lines = (int) CLAMP (lines, 0, G_MAXINT);
  layout->samples = (int) CLAMP (samples, 0, G_MAXINT);
  return adain_gegl_check_size ((guint64) samples, (guint64) lines, ADAIN_GEGL_MAX_PIXELS, error);
}

/* The four channels one after the other, in run lengths. */
static gboolean
read_runs (Source *source, guint8 *row, int samples)
{
  for (int channel = 0; channel < 4; channel++)
    for (int at = 0; at < samples;)
      {
        int      count = source->next < source->end ? *source->next++ : 0, length = count & 127;
        gboolean same = count > 128;

        if (count == 128)
          length = 128;
        if (length == 0 || length > samples - at || source->end - source->next < (same ? 1 : length))
          return FALSE;
        for (int i = 0; i < length; i++)
          row[4 * (at + i) + channel] = source->next[same ? 0 : i];
        source->next += same ? 1 : length;
        at += length;
      }
  return TRUE;
}

/* Pixels of four bytes; 1, 1, 1, N repeats the one before, and several of these are digits of one number. */
static gboolean
read_pixels (Source *source, guint8 *row, int samples)
{
  int at = 0, shift = 0;

  while (at < samples)
    {
      const guint8 *pixel = source->next;

      if (source->end - pixel < 4)
        return FALSE;
      source->next += 4;
      if (pixel[0] == 1 && pixel[1] == 1 && pixel[2] == 1)
        {
          gint64 count = shift > 24 ? G_MAXINT : (gint64) pixel[3] << shift;

          if (at == 0 || count > samples - at)
            return FALSE;
          for (; count > 0; count--, at++)
            memcpy (row + 4 * at, row + 4 * (at - 1), 4);
          shift += 8;
        }
      else
        {
          memcpy (row + 4 * at++, pixel, 4);
          shift = 0;
        }
    }
  return TRUE;
}

static gboolean
read_row (Source *source, guint8 *row, int samples)
{
  const guint8 *mark = source->next;

  if (source->end - mark < 4 || samples < 8 || mark[0] != 2 || mark[1] != 2
      || (mark[2] << 8 | mark[3]) != samples)
    return read_pixels (source, row, samples);
  source->next += 4;
  return read_runs (source, row, samples);
}

static gboolean
read_rows (Source *source, const Layout *layout, GeglBuffer *pixels)
{
  guint8  *row = g_new (guint8, 4 * (gsize) layout->samples);
  float   *rgb = g_new (float, 3 * (gsize) layout->samples);
  gboolean whole = TRUE;

  for (int y = 0; whole && y < layout->lines; y++)
    {
      whole = read_row (source, row, layout->samples);
      for (int x = 0; whole && x < layout->samples; x++)
        for (int k = 0; k < 3; k++)
          rgb[3 * x + k] = row[4 * x + 3] == 0 ? 0.0f : ldexpf (row[4 * x + k], row[4 * x + 3] - 136);
      if (whole)
        adain_gegl_pixels_set (pixels, y, 1, rgb, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (rgb);
  g_free (row);
  return whole;
}

gboolean
adain_gegl_decode_hdr (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  Source      source = { file->bytes, file->bytes + file->length };
  Layout      layout = { 0 };
  GeglBuffer *stored;

  if (!read_header (&source, error) || !read_layout (&source, &layout, error))
    return FALSE;
  /* Before memory is taken: lines that are too long for runs of the newer kind. */
  if (layout.samples > 32767 && layout.samples / 4 > source.end - source.next)
    return adain_gegl_damaged (error, "pixels", "the file ends too early");
  stored = adain_gegl_pixels_new (layout.samples, layout.lines, "RGB float", NULL);
  if (read_rows (&source, &layout, stored))
    decoded->pixels = adain_gegl_turn (stored, layout.orientation);
  g_object_unref (stored);
  return decoded->pixels != NULL
         || adain_gegl_damaged (error, "pixels", "the file ends too early, or a run is too long");
}
