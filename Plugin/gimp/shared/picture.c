/* picture.c: the one place that says how our pixels lie in a GdkPixbuf, and how large a small picture is. */
#include "picture.h"

#include <math.h>

static void
free_pixels (guchar *pixels, gpointer user)
{
  (void) user;
  g_free (pixels);
}

GdkPixbuf *
picture_new (guchar *pixels, int width, int height)
{
  return gdk_pixbuf_new_from_data (pixels, GDK_COLORSPACE_RGB, TRUE, 8, width, height, 4 * width, free_pixels,
                                   NULL);
}

void
picture_size (int width, int height, int side, int *small_width, int *small_height)
{
  double scale = MIN (1.0, (double) side / MAX (width, height));

  *small_width = MAX (1, (int) lrint (width * scale));
  *small_height = MAX (1, (int) lrint (height * scale));
}
