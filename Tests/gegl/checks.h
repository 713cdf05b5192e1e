/* checks.h: what the test programs of this folder share: a line a case, small pictures, and their difference.
 * SUITE is the program's name, as a string.
 */
#ifndef ADAIN_TEST_CHECKS_H
#define ADAIN_TEST_CHECKS_H

#include <adain-gegl.h>

#include <math.h>
#include <string.h>

static int passed, failed;

static void
check (gboolean good, const char *name)
{
  g_print ("%s " SUITE ": %s\n", good ? "ok" : "FAIL", name);
  if (good)
    passed++;
  else
    failed++;
}

/* Whether error tells that text; it is freed. */
G_GNUC_UNUSED static void
check_error (GError **error, const char *text, const char *name)
{
  gboolean tells = *error != NULL && strstr ((*error)->message, text) != NULL;

  if (!tells)
    g_print ("     the error is: %s\n", *error == NULL ? "none" : (*error)->message);
  check (tells, name);
  g_clear_error (error);
}

static GeglBuffer *
picture (int width, int height, float shade)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format ("R'G'B' float"));
  float      *rgb = g_new (float, width *height * 3);

  for (int i = 0; i < width * height * 3; i++)
    rgb[i] = 0.5f + 0.4f * sinf (shade * (float) (i % (width * 3)) + (float) (i / (width * 3)) * 0.3f);
  gegl_buffer_set (buffer, NULL, 0, babl_format ("R'G'B' float"), rgb, GEGL_AUTO_ROWSTRIDE);
  g_free (rgb);
  return buffer;
}

static gboolean
save_image (GeglBuffer *buffer, const char *path, int bit_depth, GError **error)
{
  AdainGeglSaving saving;

  adain_gegl_saving_init (&saving);
  saving.bit_depth = bit_depth;
  return adain_gegl_save_image (buffer, path, &saving, error);
}

G_GNUC_UNUSED static void
save (const char *path, int width, int height, float shade)
{
  GeglBuffer *buffer = picture (width, height, shade);

  check (save_image (buffer, path, 8, NULL), path);
  g_object_unref (buffer);
}

/* The largest difference of the colours in levels of 255, or infinity when the sizes differ. */
G_GNUC_UNUSED static double
difference (GeglBuffer *a, GeglBuffer *b)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (a);
  gsize                count = (gsize) extent->width * extent->height * 3;
  float               *one = g_new (float, count), *two = g_new (float, count);
  double               worst = 0.0;

  if (!gegl_rectangle_equal (extent, gegl_buffer_get_extent (b)))
    return INFINITY;
  gegl_buffer_get (a, NULL, 1.0, babl_format ("R'G'B' float"), one, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  gegl_buffer_get (b, NULL, 1.0, babl_format ("R'G'B' float"), two, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (gsize i = 0; i < count; i++)
    worst = MAX (worst, fabs ((double) one[i] - two[i]) * 255.0);
  g_free (one);
  g_free (two);
  return worst;
}

#endif
