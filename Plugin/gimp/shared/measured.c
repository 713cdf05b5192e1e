/* measured.c: measures pictures, in the second thread, and knows what their statistics depend on. */
#include "measured.h"

void
measured_clear (Measured *measured)
{
  g_clear_pointer (&measured->statistics, adain_statistics_free);
  g_clear_pointer (&measured->key, g_free);
  masks_clear (&measured->masks);
}

static char *
key_of (const Wish *wish)
{
  const adain_options *options = &wish->settings.job.options;

  return g_strdup_printf ("%p|%p|%p|%d|%s|%g|%g|%d", (void *) wish->closeup.whole, (void *) wish->masks.mask,
                          (void *) wish->masks.parts, wish->settings.background_style[0] != '\0',
                          wish->settings.model, options->stroke_size, options->border,
                          options->region_statistics);
}

const adain_statistics *
measured_for (const Measured *measured, const Wish *wish)
{
  char    *key = key_of (wish);
  gboolean fits = g_strcmp0 (key, measured->key) == 0;

  g_free (key);
  return fits ? measured->statistics : NULL;
}

adain_statistics *
measured_once (AdainGeglSession *session, const Wish *wish, GeglBuffer *content, const Masks *masks,
               GError **error)
{
  AdainGeglJob      job = wish->settings.job;
  adain_statistics *statistics = NULL;
  char            **styles = NULL;

  job.content = content;
  job.extent = *gegl_buffer_get_extent (content);
  wish_watch (wish, &job);
  if (settings_texts (&wish->settings, &job, &styles, error))
    {
      masks_put (masks, &job);
      adain_gegl_measure (session, &job, &statistics, error);
    }
  g_strfreev (styles);
  return statistics;
}

/* The small picture's masks are enlarged, since GIMP would hand out large ones on the dialog's time. */
void
measured_make (Measured *measured, AdainGeglSession *session, const Wish *wish, int width, int height)
{
  GError *error = NULL;
  Masks   masks;

  measured_clear (measured);
  if (masks_resize (&masks, &wish->masks, session, width, height, &error))
    measured->statistics = measured_once (session, wish, wish->closeup.whole, &masks, &error);
  masks_clear (&masks);
  g_clear_error (&error);
  if (measured->statistics == NULL)
    return;
  measured->key = key_of (wish);
  masks_copy (&measured->masks, &wish->masks); /* so that no other masks get their addresses */
  g_debug ("preview: fitted to %dx%d", width, height);
}
