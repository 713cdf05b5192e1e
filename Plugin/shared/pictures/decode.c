/* decode.c: the small things that every decoder does: say that a file is damaged, refuse absurd sizes, make
 * the buffer. */
#include "pictures/decode.h"

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
adain_gegl_check_size (guint64 width, guint64 height, gint64 most_pixels, GError **error)
{
  if (width == 0 || height == 0)
    return adain_gegl_damaged (error, "header", "it has no pixels");
  if (width <= G_MAXINT32 / 16 && height <= G_MAXINT32 / 16 && width * height <= (guint64) most_pixels)
    return TRUE;
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
               "has %" G_GUINT64_FORMAT "x%" G_GUINT64_FORMAT " pixels, and at most %" G_GINT64_FORMAT
               " million are read of this format; scale it down first",
               width, height, most_pixels / 1000000);
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
