/* painter.c: previews, estimates and thumbnails. When they are made is worker.c's. */
#include "painter.h"
#include "paint.h"
#include "picture.h"
#include "scene.h"
#include "thumbnail-cache.h"
#include "worker.h"

#include <string.h>

/* A longer side from which on a coarse preview comes first, and the coarse one's longer side at most. */
#define LEAST_SIDE 256
#define QUICK_SIDE 200

void
painter_init (Painter *painter, GeglBuffer *content, int width, int height)
{
  *painter = (Painter) { .content = g_object_ref (content), .width = width, .height = height };
  painter->session = adain_gegl_session_new ();
}

void
painter_clear (Painter *painter)
{
  measured_clear (&painter->measured);
  g_clear_object (&painter->scene);
  g_clear_object (&painter->quick);
  g_object_unref (painter->content);
  adain_gegl_session_free (painter->session);
}

/* Nothing when it was given up. */
static void
show (const Wish *wish, guchar *pixels, GError *error)
{
  if (pixels != NULL || error != NULL)
    wish->show (wish->user, wish->number, pixels, error);
}

static void
paint_closeup (Painter *painter, const Wish *wish, const adain_statistics *statistics)
{
  AdainGeglJob job = wish->settings.job;
  GError      *error = NULL;
  guchar      *pixels;

  closeup_put (&wish->closeup, &job, painter->width, painter->height);
  job.options.statistics = statistics;
  wish_watch (wish, &job);
  pixels = paint (painter->session, &job, &wish->settings, &wish->closeup.masks, &error);
  show (wish, pixels == NULL ? NULL : closeup_cut (&wish->closeup, pixels), error);
}

/* With the small picture's statistics first, which are there at once. */
static void
make_closeup (Painter *painter, const Wish *wish)
{
  const adain_statistics *whole = measured_for (&painter->measured, wish);
  adain_statistics       *small;
  GError                 *error = NULL;

  if (whole == NULL)
    {
      small = measured_once (painter->session, wish, painter->content, &wish->masks, &error);
      if (small != NULL)
        paint_closeup (painter, wish, small);
      else if (!g_error_matches (error, ADAIN_GEGL_ERROR, ADAIN_CANCELLED))
        show (wish, NULL, g_steal_pointer (&error));
      adain_statistics_free (small);
      if (small != NULL && wish->closeup.whole != NULL)
        measured_make (&painter->measured, painter->session, wish, painter->width, painter->height);
      g_clear_error (&error);
      whole = measured_for (&painter->measured, wish);
    }
  if (whole != NULL)
    paint_closeup (painter, wish, whole);
}

/* Pixels of the quick picture's size as large as the small picture's; takes them. */
static guchar *
enlarge (const Painter *painter, guchar *pixels)
{
  const GeglRectangle *from = gegl_buffer_get_extent (painter->quick);
  const GeglRectangle *to = gegl_buffer_get_extent (painter->content);
  GdkPixbuf           *coarse = picture_new (pixels, from->width, from->height);
  GdkPixbuf           *large = gdk_pixbuf_scale_simple (coarse, to->width, to->height, GDK_INTERP_BILINEAR);
  guchar              *enlarged = g_malloc ((gsize) to->width * to->height * 4);

  for (int y = 0; y < to->height; y++)
    memcpy (enlarged + (gsize) y * to->width * 4,
            gdk_pixbuf_read_pixels (large) + (gsize) y * gdk_pixbuf_get_rowstride (large),
            (gsize) to->width * 4);
  g_object_unref (large);
  g_object_unref (coarse);
  return enlarged;
}

/* A moved slider is to be seen at once. What goes wrong the fine one says. */
static void
preview_coarsely (Painter *painter, const Wish *wish)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (painter->content);
  AdainGeglJob         job = wish->settings.job;
  int                  longer = MAX (extent->width, extent->height), width, height;
  guchar              *pixels;

  if (wish->masks.mask != NULL || wish->masks.is_group || longer < LEAST_SIDE)
    return;
  if (painter->quick == NULL)
    {
      /* Half as long, or less where pictures are fine. */
      picture_size (extent->width, extent->height, MIN ((longer + 1) / 2, QUICK_SIDE), &width, &height);
      painter->quick = adain_gegl_resize (painter->session, painter->content, FALSE, width, height, NULL);
    }
  if (painter->quick == NULL)
    return;
  job.content = painter->quick;
  wish_watch (wish, &job);
  pixels = paint (painter->session, &job, &wish->settings, NULL, NULL);
  if (pixels != NULL)
    show (wish, enlarge (painter, pixels), NULL);
}

void
painter_preview (Painter *painter, const Wish *wish)
{
  AdainGeglJob job = wish->settings.job;
  GError      *error = NULL;
  guchar      *pixels;

  if (wish->closeup.content != NULL)
    {
      make_closeup (painter, wish);
      return;
    }
  preview_coarsely (painter, wish);
  job.content = painter->content;
  wish_watch (wish, &job);
  pixels = paint (painter->session, &job, &wish->settings, &wish->masks, &error);
  show (wish, pixels, error);
}

char *
painter_estimate (Painter *painter, const Wish *wish)
{
  AdainGeglJob   job = wish->settings.job;
  adain_estimate found;

  job.extent = *GEGL_RECTANGLE (0, 0, painter->width, painter->height);
  job.model = wish->settings.model;
  return adain_gegl_estimate (painter->session, &job, &found, NULL) ? adain_gegl_estimate_text (&found)
                                                                    : g_strdup ("");
}

static guchar *
paint_thumbnail (Painter *painter, const char *style, const char *model, GError **error)
{
  Settings settings;
  guchar  *pixels;

  settings_init (&settings);
  settings_replace_text (&settings.style, style);
  settings_replace_text (&settings.model, model);
  if (painter->scene == NULL)
    painter->scene = scene_render (THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
  settings.job.content = painter->scene;
  pixels = paint (painter->session, &settings.job, &settings, NULL, error);
  settings_clear (&settings);
  return pixels;
}

guchar *
painter_thumbnail (Painter *painter, const char *style, const char *model, GError **error)
{
  char   *path = thumbnail_path (style, model);
  guchar *pixels = path == NULL ? NULL : thumbnail_load (path);

  if (pixels == NULL)
    {
      pixels = paint_thumbnail (painter, style, model, error);
      if (pixels != NULL && path != NULL)
        thumbnail_save (path, pixels);
    }
  g_free (path);
  return pixels;
}
