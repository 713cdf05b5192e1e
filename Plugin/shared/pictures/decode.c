/* decode.c: the small things that every decoder does: say that a file is damaged, refuse absurd sizes, make
 * the buffer. */
#include "pictures/decode.h"

void
adain_gegl_decoded_clear (AdainGeglDecoded *decoded)
{
  g_clear_object (&decoded->pixels);
  g_clear_pointer (&decoded->exif, g_bytes_unref);
  g_clear_pointer (&decoded->xmp, g_bytes_unref);
  g_clear_pointer (&decoded->profile, g_bytes_unref);
  g_clear_pointer (&decoded->texts, g_ptr_array_unref);
}

gboolean
adain_gegl_damaged (GError **error, const char *library, const char *text)
{
  char *line = g_strstrip (g_strdelimit (g_strdup (text), "\r\n", ' '));

  if (error != NULL && *error == NULL)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED, "%s: %s", library, line);
  g_free (line);
  return FALSE;
}

gboolean
adain_gegl_has_no_room (GError **error)
{
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_OUT_OF_MEMORY, "has no room in memory; scale it down");
  return FALSE;
}

gboolean
adain_gegl_check_size (guint64 width, guint64 height, gint64 most_pixels, GError **error)
{
  if (width == 0 || height == 0)
    return adain_gegl_damaged (error, "header", "it has no pixels");
  if (width <= ADAIN_MAX_SIDE && height <= ADAIN_MAX_SIDE)
    {
      if (width * height <= (guint64) most_pixels)
        return TRUE;
      g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                   "has %" G_GUINT64_FORMAT "x%" G_GUINT64_FORMAT " pixels, and at most %" G_GINT64_FORMAT
                   " million are read of this format; scale it down first",
                   width, height, most_pixels / 1000000);
    }
  else
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                 "has %" G_GUINT64_FORMAT "x%" G_GUINT64_FORMAT
                 " pixels, and at most %d a side are read; scale it down first",
                 width, height, (int) ADAIN_MAX_SIDE);
  return FALSE;
}

GeglBuffer *
adain_gegl_pixels_new (int width, int height, const char *format, const Babl *space)
{
  return gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format_with_space (format, space));
}

void
adain_gegl_pixels_set (GeglBuffer *pixels, int y, int rows, const void *from, int row_stride)
{
  GeglRectangle area = { 0, y, gegl_buffer_get_width (pixels), rows };

  gegl_buffer_set (pixels, &area, 0, gegl_buffer_get_format (pixels), from, row_stride);
}

/* Names of babl: in small letters, a sample tells what the ink leaves. */
void
adain_gegl_mix_inks (AdainGeglDecoded *decoded)
{
  const Babl *format = gegl_buffer_get_format (decoded->pixels), *from;
  gboolean    alpha = babl_format_has_alpha (format),
           deep = babl_format_get_type (format, 0) != babl_type ("u8");
  gboolean      left = g_str_has_prefix (babl_get_name (format), "cmyk");
  GeglRectangle line = { 0, 0, gegl_buffer_get_width (decoded->pixels), 1 };
  GeglBuffer   *mixed;
  int           inks = alpha ? 5 : 4;
  float        *row;

  if (babl_space_is_cmyk (babl_format_get_space (format)))
    return;
  from = babl_format (left ? (alpha ? "cmykA float" : "cmyk float") : (alpha ? "CMYKA float" : "CMYK float"));
  mixed = adain_gegl_pixels_new (
    line.width, gegl_buffer_get_height (decoded->pixels),
    alpha ? (deep ? "R'G'B'A u16" : "R'G'B'A u8") : (deep ? "R'G'B' u16" : "R'G'B' u8"), NULL);
  row = g_new (float, (gsize) inks *(gsize) line.width);
  for (; line.y < gegl_buffer_get_height (mixed); line.y++)
    {
      gegl_buffer_get (decoded->pixels, &line, 1.0, from, row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      for (int x = 0; x < line.width; x++)
        {
          const float *ink = row + inks * x;
          float       *to = row + (inks - 1) * x, black = left ? ink[3] : 1.0f - ink[3];

          for (int k = 0; k < 3; k++) /* in place: what is still to be read lies behind */
            to[k] = (left ? ink[k] : 1.0f - ink[k]) * black;
          if (alpha)
            to[3] = ink[4];
        }
      gegl_buffer_set (mixed, &line, 0, babl_format (alpha ? "R'G'B'A float" : "R'G'B' float"), row,
                       GEGL_AUTO_ROWSTRIDE);
    }
  g_free (row);
  g_object_unref (decoded->pixels);
  decoded->pixels = mixed;
}
