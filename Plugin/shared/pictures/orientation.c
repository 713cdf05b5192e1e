/* orientation.c: turns and mirrors pixels as EXIF's orientation says, in bands of rows, without a change
 * of any value. */
#include "pictures/orientation.h"

#include <string.h>

#define BAND 64 /* rows */

/* Where a pixel goes: x and y are mirrored first, and then change places. */
typedef struct
{
  gboolean mirror_x, mirror_y, transpose;
} Turn;

static const Turn turns[] = {
  { FALSE, FALSE, FALSE }, /* 1: upright */
  { TRUE, FALSE, FALSE },  /* 2: mirrored */
  { TRUE, TRUE, FALSE },   /* 3: upside-down */
  { FALSE, TRUE, FALSE },  /* 4: upside-down, mirrored */
  { FALSE, FALSE, TRUE },  /* 5: mirrored at the diagonal */
  { FALSE, TRUE, TRUE },   /* 6: a quarter turn clockwise makes it upright */
  { TRUE, TRUE, TRUE },    /* 7: mirrored at the other diagonal */
  { TRUE, FALSE, TRUE },   /* 8: a quarter turn anticlockwise makes it upright */
};

/* A band of rows of the stored picture as the rectangle that it becomes, row by row. */
static void
turn_band (const Turn *turn, const guint8 *from, guint8 *to, int width, int rows, gsize bytes)
{
  gsize to_width = (gsize) (turn->transpose ? rows : width);

  for (int y = 0; y < rows; y++)
    for (int x = 0; x < width; x++, from += bytes)
      {
        gsize to_x = (gsize) (turn->mirror_x ? width - 1 - x : x);
        gsize to_y = (gsize) (turn->mirror_y ? rows - 1 - y : y);

        memcpy (to + bytes * (turn->transpose ? to_x * to_width + to_y : to_y * to_width + to_x), from,
                bytes);
      }
}

GeglBuffer *
adain_gegl_turn (GeglBuffer *pixels, int orientation)
{
  const Turn          *turn = &turns[orientation - 1];
  const GeglRectangle *extent = gegl_buffer_get_extent (pixels);
  const Babl          *format = gegl_buffer_get_format (pixels);
  gsize                bytes = (gsize) babl_format_get_bytes_per_pixel (format);
  int                  width = extent->width, height = extent->height;
  GeglRectangle        all = { 0, 0, turn->transpose ? height : width, turn->transpose ? width : height };
  GeglBuffer          *turned;
  guint8              *from, *to;

  if (orientation == 1)
    return g_object_ref (pixels);
  turned = gegl_buffer_new (&all, format);
  from = g_malloc (bytes * BAND * (gsize) width);
  to = g_malloc (bytes * BAND * (gsize) width);
  for (int top = 0; top < height; top += BAND)
    {
      int           rows = MIN (BAND, height - top), place = turn->mirror_y ? height - top - rows : top;
      GeglRectangle stored = { extent->x, extent->y + top, width, rows };
      GeglRectangle shown = { 0, place, width, rows };

      if (turn->transpose)
        shown = (GeglRectangle) { place, 0, rows, width };
      gegl_buffer_get (pixels, &stored, 1.0, format, from, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      turn_band (turn, from, to, width, rows, bytes);
      gegl_buffer_set (turned, &shown, 0, format, to, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (from);
  g_free (to);
  return turned;
}
