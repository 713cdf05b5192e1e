/* apply.c: stylises a drawable. The statistics are taken over the whole drawable, so that the look does not
 * depend on the selection; GIMP merges what lies in the selection. */
#include "apply.h"

/* Steps of the progress bar: GIMP redraws at each. */
#define PROGRESS_STEP 0.01

static int32_t
tell_progress (void *user, double fraction)
{
  double *told = user;

  if (fraction >= *told + PROGRESS_STEP || fraction >= 1.0)
    {
      *told = fraction;
      gimp_progress_update (fraction);
    }
  return 0;
}

static gboolean
refuse (GError **error, const char *problem)
{
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, problem);
  return FALSE;
}

/* The mask's pixels in the coordinates of drawable: layers have offsets of their own. */
static GeglBuffer *
mask_buffer (gint32 mask, gint32 drawable)
{
  GeglBuffer          *buffer = gimp_drawable_get_buffer (mask), *shifted;
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);
  int                  mask_x, mask_y, x, y;

  gimp_drawable_offsets (mask, &mask_x, &mask_y);
  gimp_drawable_offsets (drawable, &x, &y);
  shifted = g_object_new (GEGL_TYPE_BUFFER, "source", buffer, "shift-x", x - mask_x, "shift-y", y - mask_y,
                          "x", extent->x + mask_x - x, "y", extent->y + mask_y - y, "width", extent->width,
                          "height", extent->height, NULL);
  g_object_unref (buffer);
  return shifted;
}

/* A lock on a group counts for all that is in it. */
static gboolean
is_locked (gint32 item)
{
  for (; item != -1; item = gimp_item_get_parent (item))
    if (gimp_item_get_lock_content (item))
      return TRUE;
  return FALSE;
}

/* GIMP keeps menu entries from what cannot be changed, but not scripts. */
static gboolean
check_drawable (gint32 drawable, GError **error)
{
  if (gimp_item_is_group (drawable))
    return refuse (error, "This is a layer group: choose one of its layers, or merge the group first.");
  if (is_locked (drawable))
    return refuse (error, "The layer's contents are locked: unlock its pixels first.");
  if (gimp_drawable_is_indexed (drawable))
    return refuse (error, "The image is indexed, and its palette has no place for a style's colours: convert "
                          "the image to RGB first (gimp-image-convert-rgb, Image > Mode > RGB).");
  return TRUE;
}

static gboolean
check_items (gint32 drawable, const Settings *settings, GError **error)
{
  if (!check_drawable (drawable, error))
    return FALSE;
  if (settings->mask == -1 && settings->background_style[0] != '\0')
    return refuse (error, "A background style has no effect without a mask: give a mask, or \"\" as the "
                          "background style.");
  if (settings->mask == -1)
    return TRUE;
  if (!gimp_item_is_valid (settings->mask)
      || gimp_item_get_image (settings->mask) != gimp_item_get_image (drawable))
    return refuse (error, "The mask is not a layer or channel of this image; choose one that is.");
  return TRUE;
}

/* Into the drawable's shadow tiles, which replace its pixels in the selection. */
static gboolean
stylize_to_shadow (AdainGeglSession *session, gint32 drawable, const Settings *settings,
                   const GeglRectangle *area, GError **error)
{
  AdainGeglJob job = settings->job;
  double       told = 0.0;
  char       **styles = NULL;
  gboolean     done;

  job.content = gimp_drawable_get_buffer (drawable);
  job.output = gimp_drawable_get_shadow_buffer (drawable);
  job.extent = *GEGL_RECTANGLE (0, 0, gimp_drawable_width (drawable), gimp_drawable_height (drawable));
  job.area = *area;
  job.mask = settings->mask == -1 ? NULL : mask_buffer (settings->mask, drawable);
  job.options.progress = tell_progress;
  job.options.progress_user = &told;

  done = settings_texts (settings, &job, &styles, error) && adain_gegl_stylize (session, &job, error);
  gegl_buffer_flush (job.output);
  g_object_unref (job.output);
  g_object_unref (job.content);
  g_clear_object (&job.mask);
  g_strfreev (styles);
  return done;
}

gboolean
apply_to_drawable (AdainGeglSession *session, gint32 drawable, const Settings *settings, GError **error)
{
  GeglRectangle area;
  gboolean      done;

  if (!check_items (drawable, settings, error))
    return FALSE;
  if (!gimp_drawable_mask_intersect (drawable, &area.x, &area.y, &area.width, &area.height))
    return refuse (error, "The selection does not touch this layer; select a part of it, or nothing.");
  gimp_progress_init ("Style transfer");
  done = stylize_to_shadow (session, drawable, settings, &area, error);
  if (done && !gimp_drawable_merge_shadow (drawable, TRUE))
    done = refuse (error, gimp_get_pdb_error ());
  if (done)
    {
      gimp_drawable_update (drawable, area.x, area.y, area.width, area.height);
    }
  gimp_progress_end ();
  return done;
}
