/* flatten.c: what is transparent, on a colour. */
#include "adain-gegl-pictures.h"

GeglBuffer *
adain_gegl_flatten (GeglBuffer *buffer, const float background[3])
{
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);
  const Babl          *format = gegl_buffer_get_format (buffer);
  const Babl          *space = babl_format_get_space (format), *with_alpha, *opaque;
  GeglRectangle        line = { extent->x, extent->y, extent->width, 1 };
  GeglBuffer          *flat;
  float               *row, ground[3];

  if (!babl_format_has_alpha (format))
    return g_object_ref (buffer);
  if (babl_space_is_gray (space) || babl_space_is_cmyk (space))
    space = NULL;
  with_alpha = babl_format_with_space ("R'G'B'A float", space);
  opaque = babl_format_with_space ("R'G'B' float", space);
  babl_process (babl_fish (babl_format ("R'G'B' float"), opaque), background, ground, 1);
  flat = gegl_buffer_new (extent, opaque);
  row = g_new (float, 4 * (gsize) MAX (line.width, 1));
  for (int y = 0; y < extent->height; y++, line.y++)
    {
      gegl_buffer_get (buffer, &line, 1.0, with_alpha, row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      for (int i = 0; i < line.width; i++)
        {
          float alpha = CLAMP (row[4 * i + 3], 0.0f, 1.0f);

          for (int k = 0; k < 3; k++) /* in place: what is still to be read lies behind */
            row[3 * i + k] = alpha > 0.0f ? row[4 * i + k] * alpha + ground[k] * (1.0f - alpha) : ground[k];
        }
      gegl_buffer_set (flat, &line, 0, opaque, row, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (row);
  return flat;
}
