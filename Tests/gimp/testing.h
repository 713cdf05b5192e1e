/* testing.h: what the programs worker.c, painter.c and pace.c share: a line for a case, and a picture to work
 * on. */
#ifndef ADAIN_GIMP_TESTING_H
#define ADAIN_GIMP_TESTING_H

#include <gegl.h>
#include <stdio.h>

static int failures;

static void
check (const char *name, gboolean right)
{
  printf ("%s %s\n", right ? "ok" : "FAIL", name);
  failures += !right;
}

static inline GeglBuffer *
make_picture (int width, int height)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format ("R'G'B'A u8"));
  int         bytes = 4 * width * height;
  guchar     *pixels = g_malloc (bytes);
  GRand      *random = g_rand_new_with_seed (7);

  for (int i = 0; i < bytes; i++)
    pixels[i] = i % 4 == 3 ? 255 : (guchar) g_rand_int_range (random, 0, 256);
  gegl_buffer_set (buffer, NULL, 0, babl_format ("R'G'B'A u8"), pixels, GEGL_AUTO_ROWSTRIDE);
  g_rand_free (random);
  g_free (pixels);
  return buffer;
}

#endif
