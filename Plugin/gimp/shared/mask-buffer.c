/* mask-buffer.c: shifts a mask to its place. A channel, a layer's mask or the selection says how much of each
 * pixel counts, although GIMP calls some of them linear light: half selected is half, as for GIMP itself. */
#include "mask-buffer.h"

void
mask_take_values (GeglBuffer *buffer, HostDrawable mask)
{
  const Babl *format = gegl_buffer_get_format (buffer);
  char       *name = g_strdup_printf ("Y' %s", babl_get_name (babl_format_get_type (format, 0)));

  if (!host_is_layer (mask) && babl_format_get_n_components (format) == 1)
    gegl_buffer_set_format (buffer, babl_format (name));
  g_free (name);
}

GeglBuffer *
mask_buffer (HostDrawable mask, HostDrawable drawable)
{
  GeglBuffer          *buffer = host_buffer (mask), *shifted;
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);
  int                  mask_x, mask_y, x, y;

  host_offsets (mask, &mask_x, &mask_y);
  host_offsets (drawable, &x, &y);
  shifted = g_object_new (GEGL_TYPE_BUFFER, "source", buffer, "shift-x", x - mask_x, "shift-y", y - mask_y,
                          "x", extent->x + mask_x - x, "y", extent->y + mask_y - y, "width", extent->width,
                          "height", extent->height, NULL);
  g_object_unref (buffer);
  mask_take_values (shifted, mask);
  return shifted;
}
