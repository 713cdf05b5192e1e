/* apply.c: stylises a drawable. The statistics are taken over the whole drawable, so that the look does not
 * depend on the selection; GIMP merges what lies in the selection, into the drawable or into a copy of
 * the layer. */
#include "apply.h"

#include <adain-words.h>

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
mask_buffer (HostDrawable mask, HostDrawable drawable)
{
  GeglBuffer          *buffer = host_buffer (mask), *shifted;
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);
  int                  mask_x, mask_y, x, y;

  host_offsets (mask, &mask_x, &mask_y);
  host_offsets (drawable, &x, &y);
  shifted = g_object_new (GEGL_TYPE_BUFFER, "source", buffer, "shift-x", x - mask_x, "shift-y", y - mask_y,
                          "x", extent->x + mask_x - x, "y", extent->y + mask_y - y, "width", extent->width,
                          "height", extent->height, NULL);
  g_object_unref (buffer);
  return shifted;
}

/* GIMP keeps menu entries from what cannot be changed, but not scripts. */
static gboolean
check_drawable (HostDrawable drawable, GError **error)
{
  if (host_is_group (drawable))
    return refuse (error, _ ("This is a layer group: choose one of its layers, or merge the group first."));
  if (host_is_locked (drawable))
    return refuse (error, _ ("The layer's contents are locked: unlock its pixels first."));
  if (host_is_indexed (drawable))
    return refuse (error,
                   _ ("The image is indexed, and its palette has no place for a style's colours: convert "
                      "the image to RGB first (gimp-image-convert-rgb, Image > Mode > RGB)."));
  return TRUE;
}

static gboolean
check_items (HostDrawable drawable, const Settings *settings, GError **error)
{
  if (!check_drawable (drawable, error))
    return FALSE;
  if (settings->mask == HOST_NO_DRAWABLE && settings->background_style[0] != '\0')
    return refuse (error, _ ("A background style has no effect without a mask: give a mask, or \"\" as the "
                             "background style."));
  if (settings->output != OUTPUT_IN_PLACE && !host_is_layer (drawable))
    return refuse (error,
                   _ ("Only a layer's result can go into a new layer; choose the result's place again."));
  if (settings->mask != HOST_NO_DRAWABLE && !host_is_in_image_of (settings->mask, drawable))
    return refuse (error, _ ("The mask is not a layer or channel of this image; choose one that is."));
  return TRUE;
}

/* Into the drawable's shadow tiles, which replace its pixels in the selection. */
static gboolean
stylize_to_shadow (AdainGeglSession *session, HostDrawable drawable, const Settings *settings,
                   const GeglRectangle *area, GError **error)
{
  AdainGeglJob job = settings->job;
  double       told = 0.0;
  char       **styles = NULL;
  gboolean     done;

  job.content = host_buffer (drawable);
  job.output = host_shadow (drawable);
  job.extent = *GEGL_RECTANGLE (0, 0, 0, 0);
  host_size (drawable, &job.extent.width, &job.extent.height);
  job.area = *area;
  job.mask = settings->mask == HOST_NO_DRAWABLE ? NULL : mask_buffer (settings->mask, drawable);
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

/* "Sky, starry-night 0.80": what was done, for the list of layers. */
static char *
name_of_result (HostDrawable drawable, const Settings *settings)
{
  char *name = host_name (drawable), *style = g_path_get_basename (settings->style);
  char *result = g_strdup_printf ("%s, %s %.2f", name, style, settings->job.options.strength);

  g_free (style);
  g_free (name);
  return result;
}

/* The shadow's pixels into a copy of the layer, in one undo step. */
static gboolean
merge_into_copy (HostDrawable drawable, const Settings *settings, const GeglRectangle *area, GError **error)
{
  char        *name = name_of_result (drawable, settings);
  HostDrawable copy;
  GeglBuffer  *from = host_shadow (drawable), *to;
  const char  *problem = NULL;
  gboolean     masked = settings->output == OUTPUT_MASKED_LAYER;

  host_start_undo_group (drawable);
  copy = host_copy_layer (drawable, name);
  if (copy == HOST_NO_DRAWABLE)
    problem = _ ("GIMP could not copy the layer; is there enough memory?");
  else
    {
      to = masked ? host_buffer (copy) : host_shadow (copy);
      gegl_buffer_copy (from, area, GEGL_ABYSS_NONE, to, area);
      gegl_buffer_flush (to);
      g_object_unref (to);
      if (!masked)
        problem = host_merge_shadow (copy, area);
      else if (!host_mask_by_selection (copy))
        problem = _ ("GIMP could not make the selection the new layer's mask.");
    }
  host_end_undo_group (drawable);
  g_object_unref (from);
  g_free (name);
  return problem == NULL || refuse (error, problem);
}

/* What of the drawable is computed; FALSE: nothing of it is selected. */
static gboolean
find_area (HostDrawable drawable, const Settings *settings, GeglRectangle *area)
{
  gboolean selected = host_selected_area (drawable, area);

  if (selected && settings->output == OUTPUT_MASKED_LAYER)
    {
      area->x = area->y = 0;
      host_size (drawable, &area->width, &area->height);
    }
  return selected;
}

gboolean
apply_to_drawable (AdainGeglSession *session, HostDrawable drawable, const Settings *settings, GError **error)
{
  GeglRectangle area;
  const char   *problem;
  gboolean      done;

  if (!check_items (drawable, settings, error))
    return FALSE;
  if (!find_area (drawable, settings, &area))
    return refuse (error, _ ("The selection does not touch this layer; select a part of it, or nothing."));
  gimp_progress_init (_ ("Style transfer"));
  done = stylize_to_shadow (session, drawable, settings, &area, error);
  if (done && settings->output != OUTPUT_IN_PLACE)
    done = merge_into_copy (drawable, settings, &area, error);
  else if (done && (problem = host_merge_shadow (drawable, &area)) != NULL)
    done = refuse (error, problem);
  gimp_progress_end ();
  return done;
}
