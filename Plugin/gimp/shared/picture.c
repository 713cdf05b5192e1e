/* picture.c: the one place that says how our pixels lie in a GdkPixbuf. */
#include "picture.h"

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
