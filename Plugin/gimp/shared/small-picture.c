/* small-picture.c: drawables made small by GIMP itself, which keeps reduced copies of them, and put in the
 * place of one another. */
#include "small-picture.h"
#include "mask-buffer.h"

#include <adain-gegl.h>
#include <math.h>
#include <string.h>

#define MOST 1024 /* GIMP's limit */

/* Along one side: which of the thumbnail's count pixels lies where pixel of the small picture is; -1: none.
 * The frame of length pixels, small of which are shown, begins offset pixels into the drawable. */
static int
source_of (int pixel, int small, int length, int offset, int drawable_length, int count)
{
  double at = ((pixel + 0.5) * length / small + offset) / drawable_length;

  return at < 0.0 || at >= 1.0 ? -1 : MIN ((int) (at * count), count - 1);
}

/* Beyond a drawable's border another one's place is transparent. */
static const Babl *
with_alpha (const Babl *format)
{
  if (babl_format_has_alpha (format))
    return format;
  return babl_format (babl_format_get_n_components (format) == 1 ? "Y'A u8" : "R'G'B'A u8");
}

/* From the thumbnail to a buffer of the small picture's size, pixel by pixel. */
static GeglBuffer *
place (GeglBuffer *thumbnail, HostDrawable drawable, HostDrawable frame, int width, int height)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (thumbnail);
  const Babl          *own_format = gegl_buffer_get_format (thumbnail);
  const Babl          *format = drawable == frame ? own_format : with_alpha (own_format);
  gsize                size = (gsize) babl_format_get_bytes_per_pixel (format);
  guchar              *from = g_malloc (size * extent->width * extent->height);
  guchar              *to = g_malloc0 (size * width * height);
  GeglBuffer          *placed = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), format);
  int                  frame_width, frame_height, frame_x, frame_y, own_width, own_height, own_x, own_y;

  host_size (frame, &frame_width, &frame_height);
  host_offsets (frame, &frame_x, &frame_y);
  host_size (drawable, &own_width, &own_height);
  host_offsets (drawable, &own_x, &own_y);
  gegl_buffer_get (thumbnail, extent, 1.0, format, from, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (int y = 0; y < height; y++)
    {
      int row = source_of (y, height, frame_height, frame_y - own_y, own_height, extent->height);

      for (int x = 0; row >= 0 && x < width; x++)
        {
          int column = source_of (x, width, frame_width, frame_x - own_x, own_width, extent->width);

          if (column >= 0)
            memcpy (to + size * ((gsize) y * width + x), from + size * ((gsize) row * extent->width + column),
                    size);
        }
    }
  gegl_buffer_set (placed, NULL, 0, format, to, GEGL_AUTO_ROWSTRIDE);
  g_free (from);
  g_free (to);
  return placed;
}

GeglBuffer *
small_picture (HostDrawable drawable, HostDrawable frame, int width, int height)
{
  int         own_width, own_height, frame_width, frame_height;
  GeglBuffer *thumbnail, *placed;

  host_size (drawable, &own_width, &own_height);
  host_size (frame, &frame_width, &frame_height);
  thumbnail = host_thumbnail (drawable,
                              CLAMP ((int) lrint ((double) own_width * width / frame_width), 1, MOST),
                              CLAMP ((int) lrint ((double) own_height * height / frame_height), 1, MOST));
  if (thumbnail == NULL)
    return NULL;
  if (drawable != frame)
    mask_take_values (thumbnail, drawable);
  placed = place (thumbnail, drawable, frame, width, height);
  g_object_unref (thumbnail);
  return placed;
}

/* Not by babl, which looks for the fastest way for most of a second first, while the window waits. */
guchar *
small_pixels (GeglBuffer *buffer)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);
  gsize                count = (gsize) extent->width * extent->height * 4;
  guchar              *pixels = g_malloc0 (count);
  float               *values = g_new (float, count);

  if (adain_gegl_read_pixels (buffer, extent, values))
    for (gsize i = 0; i < count; i++)
      pixels[i] = (guchar) lrintf (255.0f * CLAMP (values[i], 0.0f, 1.0f));
  g_free (values);
  return pixels;
}

void
small_keep_unselected (guchar *pixels, const guchar *before, GeglBuffer *selection)
{
  guchar *selected = small_pixels (selection);
  gsize   count = (gsize) gegl_buffer_get_width (selection) * gegl_buffer_get_height (selection);

  for (gsize i = 0; i < 4 * count; i++)
    {
      int share = selected[i - i % 4];

      pixels[i] = (guchar) ((share * pixels[i] + (255 - share) * before[i] + 127) / 255);
    }
  g_free (selected);
}
