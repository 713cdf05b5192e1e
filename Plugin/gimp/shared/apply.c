/* apply.c: stylises a drawable. The statistics are taken over the whole drawable, so that the look does not
 * depend on the selection; GIMP merges what lies in the selection, into the drawable or into a copy of
 * the layer. */
#include "apply.h"
#include "mask-buffer.h"
#include "masks.h"
#include "result-name.h"

#include <adain-words.h>

/* Steps of the progress bar: GIMP redraws at each. */
#define PROGRESS_STEP 0.01

/* The share of the time that measuring alone takes. */
#define MEASURING 0.3

/* What is told; a pass begins at from, and has a share of the whole. */
typedef struct
{
  double told, from, share;
} Progress;

static int32_t
tell_progress (void *user, double fraction)
{
  Progress *progress = user;
  double    whole = progress->from + progress->share * fraction;

  if (whole >= progress->told + PROGRESS_STEP || whole >= 1.0)
    {
      progress->told = whole;
      gimp_progress_update (whole);
    }
  return 0;
}

static GeglBuffer *
read_mask (HostDrawable mask, gpointer user)
{
  return mask_buffer (mask, *(HostDrawable *) user);
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
  if (!settings_have_mask (settings) && settings->background_style[0] != '\0')
    return refuse (error, _ ("A background style has no effect without a mask: give a mask, or \"\" as the "
                             "background style."));
  if (settings->output != OUTPUT_IN_PLACE && !host_is_layer (drawable))
    return refuse (error,
                   _ ("Only a layer's result can go into a new layer; choose the result's place again."));
  if (settings->mask != HOST_NO_DRAWABLE && !host_is_in_image_of (settings->mask, drawable))
    return refuse (error, _ ("The mask is not a layer or channel of this image; choose one that is."));
  return TRUE;
}

/* Where the selection is the mask, it has its share in every pixel's result. */
static gboolean
is_unlimited (const Settings *settings)
{
  return settings->mask_from == MASK_SELECTION;
}

/* Whether the new layer's mask is what fades the result: below it nothing may be faded, or soft edges would
 * be twice. A border is wider than that mask, and a style elsewhere fades nothing. */
static gboolean
is_faded_by_layer (const Settings *settings)
{
  return is_unlimited (settings) && settings->output == OUTPUT_MASKED_LAYER
         && settings->background_style[0] == '\0' && settings->job.options.border == 0.0;
}

/* Fits the style to what the mask has, and leaves the mask out of what the job still has to do. */
static gboolean
measure_by_mask (AdainGeglSession *session, AdainGeglJob *job, adain_statistics **statistics, GError **error)
{
  Progress    *progress = job->options.progress_user;
  AdainGeglJob measured = *job;

  measured.output = NULL;
  progress->share = MEASURING;
  if (!adain_gegl_measure (session, &measured, statistics, error))
    return FALSE;
  progress->from = MEASURING;
  progress->share = 1.0 - MEASURING;
  job->mask = NULL;
  job->options.statistics = *statistics;
  return TRUE;
}

/* Into the drawable's shadow tiles, which replace its pixels in the selection. */
static gboolean
stylize_to_shadow (AdainGeglSession *session, HostDrawable drawable, const Settings *settings,
                   const GeglRectangle *area, GError **error)
{
  AdainGeglJob job = settings->job;
  MaskReader   reader = { .read = read_mask, .user = &drawable };
  Masks        masks = { 0 };
  Progress     progress = { .share = 1.0 };
  char       **styles = NULL;
  gboolean     done;

  adain_statistics *statistics = NULL;

  job.content = host_buffer (drawable);
  job.output = host_shadow (drawable);
  host_size (drawable, &reader.width, &reader.height);
  job.extent = *GEGL_RECTANGLE (0, 0, reader.width, reader.height);
  job.area = *area;
  job.options.progress = tell_progress;
  job.options.progress_user = &progress;

  done = settings_texts (settings, &job, &styles, error)
         && masks_find (&masks, settings, drawable, &reader, error);
  if (done)
    {
      masks_put (&masks, &job);
      if (is_faded_by_layer (settings))
        done = measure_by_mask (session, &job, &statistics, error);
      done = done && adain_gegl_stylize (session, &job, error);
    }
  adain_statistics_free (statistics);
  gegl_buffer_flush (job.output);
  g_object_unref (job.output);
  g_object_unref (job.content);
  masks_clear (&masks);
  g_strfreev (styles);
  return done;
}

/* The shadow's pixels into a copy of the layer. */
static gboolean
merge_into_copy (HostDrawable drawable, const Settings *settings, const GeglRectangle *area, GError **error)
{
  char        *name = result_name (drawable, settings);
  HostDrawable copy;
  GeglBuffer  *from = host_shadow (drawable), *to;
  const char  *problem = NULL;
  gboolean     masked = settings->output == OUTPUT_MASKED_LAYER;

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
  g_object_unref (from);
  g_free (name);
  return problem == NULL || refuse (error, problem);
}

static gboolean
merge (HostDrawable drawable, const Settings *settings, const GeglRectangle *area, GError **error)
{
  gboolean     lifted = is_unlimited (settings) && settings->output != OUTPUT_MASKED_LAYER;
  HostDrawable selection = lifted ? host_lift_selection (drawable) : HOST_NO_DRAWABLE;
  const char  *problem = NULL;
  gboolean     merged = TRUE;

  if (settings->output != OUTPUT_IN_PLACE)
    merged = merge_into_copy (drawable, settings, area, error);
  else if ((problem = host_merge_shadow (drawable, area)) != NULL)
    merged = refuse (error, problem);
  if (selection != HOST_NO_DRAWABLE)
    host_restore_selection (selection);
  return merged;
}

/* What of the drawable is computed; FALSE: nothing of it is selected. */
static gboolean
find_area (HostDrawable drawable, const Settings *settings, GeglRectangle *area)
{
  gboolean selected = host_selected_area (drawable, area);

  if (is_unlimited (settings) || (selected && settings->output == OUTPUT_MASKED_LAYER))
    {
      area->x = area->y = 0;
      host_size (drawable, &area->width, &area->height);
    }
  return selected || is_unlimited (settings);
}

gboolean
apply_to_drawable (AdainGeglSession *session, HostDrawable drawable, const Settings *settings, GError **error)
{
  GeglRectangle area;
  gboolean      done;

  if (!check_items (drawable, settings, error))
    return FALSE;
  if (!find_area (drawable, settings, &area))
    return refuse (error, _ ("The selection does not touch this layer; select a part of it, or nothing."));
  gimp_progress_init (_ ("Style transfer"));
  done = stylize_to_shadow (session, drawable, settings, &area, error);
  if (done)
    {
      host_start_undo_group (drawable);
      done = merge (drawable, settings, &area, error);
      host_end_undo_group (drawable);
    }
  gimp_progress_end ();
  return done;
}
