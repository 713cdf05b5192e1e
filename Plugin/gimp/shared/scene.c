/* scene.c: a landscape from a few formulas: a sky with a sun, two ranges of hills, water and a tree. Large
 * areas, edges, a slope of colours and something round: what styles paint in different ways. */
#include "scene.h"

#include <math.h>

typedef struct
{
  double red, green, blue;
} Color;

static Color
between (Color a, Color b, double share)
{
  share = CLAMP (share, 0.0, 1.0);
  return (Color) { a.red + share * (b.red - a.red), a.green + share * (b.green - a.green),
                   a.blue + share * (b.blue - a.blue) };
}

/* x and y run from 0 to 1. */
static Color
color_at (double x, double y)
{
  double far = 0.52 + 0.08 * sin (7.0 * x + 0.8) + 0.03 * sin (19.0 * x);
  double near = 0.74 - 0.10 * sin (4.2 * x + 0.3) + 0.02 * sin (31.0 * x);
  double sun = hypot ((x - 0.72) * 4.0 / 3.0, y - 0.24);
  double crown = hypot ((x - 0.24) * 4.0 / 3.0, y - 0.46) - 0.13
                 - 0.012 * sin (40.0 * atan2 (y - 0.46, x - 0.24));

  if (crown < 0.0)
    return between ((Color) { 0.20, 0.42, 0.16 }, (Color) { 0.05, 0.20, 0.10 }, -8.0 * crown);
  if (fabs (x - 0.24) < 0.014 && y > 0.5 && y < 0.80)
    return (Color) { 0.28, 0.17, 0.10 };
  if (y > near)
    return between ((Color) { 0.46, 0.55, 0.20 }, (Color) { 0.25, 0.30, 0.10 }, (y - near) * 4.0);
  if (y > 0.66)
    return between ((Color) { 0.55, 0.70, 0.82 }, (Color) { 0.20, 0.36, 0.55 },
                    (y - 0.66) * 8.0 + 0.25 * sin (120.0 * y));
  if (y > far)
    return between ((Color) { 0.45, 0.48, 0.62 }, (Color) { 0.30, 0.40, 0.42 }, (y - far) * 6.0);
  if (sun < 0.085)
    return (Color) { 1.00, 0.93, 0.62 };
  return between (between ((Color) { 0.98, 0.80, 0.58 }, (Color) { 0.88, 0.74, 0.66 }, sun * 4.0),
                  (Color) { 0.30, 0.52, 0.82 }, sun * 2.4 - 0.25);
}

GeglBuffer *
scene_render (int width, int height)
{
  GeglRectangle extent = { 0, 0, width, height };
  const Babl   *format = babl_format ("R'G'B' u8");
  GeglBuffer   *buffer = gegl_buffer_new (&extent, format);
  guchar       *pixels = g_malloc ((gsize) width * height * 3), *pixel = pixels;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++, pixel += 3)
      {
        Color color = color_at ((x + 0.5) / width, (y + 0.5) / height);

        pixel[0] = (guchar) lrint (255.0 * color.red);
        pixel[1] = (guchar) lrint (255.0 * color.green);
        pixel[2] = (guchar) lrint (255.0 * color.blue);
      }
  gegl_buffer_set (buffer, &extent, 0, format, pixels, GEGL_AUTO_ROWSTRIDE);
  g_free (pixels);
  return buffer;
}
