/* paint.c: one small picture's work, in bytes; whole drawables are apply.c's. */
#include "paint.h"

guchar *
paint (AdainGeglSession *session, AdainGeglJob *job, const Settings *settings, const Masks *masks,
       GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (job->content);
  const Babl          *format = babl_format ("R'G'B'A u8");
  guchar              *pixels = NULL;
  char               **styles = NULL;
  GError              *problem = NULL;

  job->extent = *extent;
  job->output = gegl_buffer_new (extent, format);
  if (settings_texts (settings, job, &styles, &problem))
    {
      if (masks != NULL)
        masks_put (masks, job);
      adain_gegl_stylize (session, job, &problem);
    }
  if (problem == NULL)
    {
      pixels = g_malloc ((gsize) extent->width * extent->height * 4);
      gegl_buffer_get (job->output, extent, 1.0, format, pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
    }
  g_object_unref (job->output);
  g_strfreev (styles);
  if (g_error_matches (problem, ADAIN_GEGL_ERROR, ADAIN_CANCELLED))
    g_clear_error (&problem);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return pixels;
}
