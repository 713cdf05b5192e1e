/* stylize.c: one picture's work, from an AdainGeglJob to the library's call. What is a style, a mask or an
 * image file is settled elsewhere (styles.c, buffers.c, pictures/). */
#include "session.h"

#include <adain-words.h>
#include <string.h>

/* Everything the library borrows while it works. */
typedef struct
{
  AdainGeglPart      parts[ADAIN_MAX_REGIONS - 1];
  size_t             part_count;
  GeglRectangle      area;
  const adain_model *model;
  const adain_style *styles[ADAIN_MAX_STYLES];
  double             weights[ADAIN_MAX_STYLES];
  size_t             style_count;
  const adain_style *background_style;
  AdainGeglPixels    content_pixels, mask_pixels, output_pixels;
  adain_image        content, mask, output;
  adain_region       regions[ADAIN_MAX_REGIONS];
  size_t             region_count;
} Call;

void
adain_gegl_job_init (AdainGeglJob *job)
{
  memset (job, 0, sizeof *job);
  adain_options_init (&job->options, sizeof job->options);
  job->style_size = ADAIN_STYLE_SIZE_DEFAULT;
  for (int i = 0; i < ADAIN_MAX_STYLES; i++)
    job->weights[i] = ADAIN_WEIGHT_DEFAULT;
}

static gboolean
given (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static gboolean
is_picture (const GeglRectangle *extent)
{
  return extent->width > 0 && extent->height > 0 && !gegl_rectangle_is_infinite_plane (extent);
}

static gboolean
has_parts (const AdainGeglJob *job)
{
  return (job->regions != NULL && job->regions[0] != NULL)
         || (job->part_masks != NULL && job->part_masks[0] != NULL) || given (job->labels);
}

/* What counts while a style is encoded: the progress told is the picture's alone. */
static adain_options
encoding_options (const AdainGeglJob *job)
{
  adain_options options;

  adain_options_init (&options, sizeof options);
  options.threads = job->options.threads;
  options.memory = job->options.memory;
  return options;
}

static gboolean
refuse (GError **error, const char *problem)
{
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, problem);
  return FALSE;
}

static gboolean
find_styles (AdainGeglSession *session, const AdainGeglJob *job, Call *call, GError **error)
{
  adain_options options = encoding_options (job);

  for (int i = 0; i < ADAIN_MAX_STYLES; i++)
    {
      const adain_style *style;

      if (i == 0 && job->style_image != NULL)
        style = adain_gegl_style_of_pixels (session, call->model, job->style_image, job->style_size, &options,
                                            error);
      else if (given (job->styles[i]))
        style = adain_gegl_style_unlocked (session, call->model, job->styles[i], job->style_size, &options,
                                           error);
      else
        continue;
      if (style == NULL)
        return FALSE;
      call->styles[call->style_count] = style;
      call->weights[call->style_count++] = job->weights[i];
    }
  if (!adain_gegl_parts (session, call->model, job, &options, call->parts, &call->part_count, error))
    return FALSE;
  if (call->style_count + call->part_count == 0)
    return refuse (error, _ ("No style was given: name a picture, a saved style or a gallery style."));
  if (job->mask == NULL || !given (job->background_style))
    return TRUE;
  call->background_style = adain_gegl_style_unlocked (session, call->model, job->background_style,
                                                      job->style_size, &options, error);
  return call->background_style != NULL;
}

static void
fill_images (const AdainGeglJob *job, Call *call)
{
  call->content = adain_gegl_input (&call->content_pixels, job->content, &job->extent);
  if (job->output != NULL) /* measuring has none */
    call->output = adain_gegl_output (&call->output_pixels, job->output, &job->extent, &call->area);
  if (job->mask != NULL)
    call->mask = adain_gegl_mask (&call->mask_pixels, job->mask, &job->extent);
}

static void
fill_regions (const AdainGeglJob *job, Call *call)
{
  const adain_image *mask = job->mask == NULL ? NULL : &call->mask;

  for (size_t i = 0; i < call->part_count; i++)
    call->regions[call->region_count++] = (adain_region) { .struct_size = sizeof (adain_region),
                                                           .mask = &call->parts[i].mask,
                                                           .styles = &call->parts[i].style,
                                                           .style_count = 1 };
  if (call->style_count == 0)
    return;
  /* Beside parts, the others are for the rest, which is a region without a mask that is inverted. */
  call->regions[call->region_count++] = (adain_region) { .struct_size = sizeof (adain_region),
                                                         .mask = mask,
                                                         .invert_mask = call->part_count > 0,
                                                         .styles = call->styles,
                                                         .weights = call->weights,
                                                         .style_count = call->style_count };
  if (call->background_style == NULL)
    return;
  call->regions[1] = (adain_region) { .struct_size = sizeof (adain_region),
                                      .mask = mask,
                                      .invert_mask = 1,
                                      .styles = &call->background_style,
                                      .style_count = 1 };
  call->region_count = 2;
}

static gboolean
prepare (AdainGeglSession *session, const AdainGeglJob *job, Call *call, GError **error)
{
  if (!adain_gegl_check_library (session, error))
    return FALSE;
  if (!is_picture (&job->extent))
    return refuse (error, _ ("The picture is empty or endless; crop it to the part to stylise."));
  if (!adain_gegl_job_check (job, error))
    return FALSE;
  if (job->mask != NULL && has_parts (job))
    return refuse (error, _ ("A mask and regions or labels exclude each other: make the mask a region, as in "
                             "mask.png:starry-night."));
  call->area = job->extent;
  if (!gegl_rectangle_is_empty (&job->area))
    gegl_rectangle_intersect (&call->area, &job->area, &job->extent);
  call->model = adain_gegl_model_unlocked (session, job->model, error);
  if (call->model == NULL || !find_styles (session, job, call, error))
    return FALSE;
  fill_images (job, call);
  fill_regions (job, call);
  return TRUE;
}

/* The content itself rather than its conversion to sRGB floats and back. */
static gboolean
copy (AdainGeglSession *session, const AdainGeglJob *job, const Call *call, GError **error)
{
  const adain_options *options = &job->options;

  if (!adain_gegl_check (session, adain_options_check (session->context, options), error))
    return FALSE;
  gegl_buffer_copy (job->content, &call->area, GEGL_ABYSS_NONE, job->output, &call->area);
  if (options->progress != NULL && options->progress (options->progress_user, 1.0) != 0)
    return adain_gegl_check (session, ADAIN_CANCELLED, error);
  return TRUE;
}

static gboolean
stylize (AdainGeglSession *session, const AdainGeglJob *job, GError **error)
{
  Call call = { 0 };

  adain_gegl_session_trim (session);
  if (!prepare (session, job, &call, error))
    return FALSE;
  if (adain_options_are_neutral (&job->options))
    return copy (session, job, &call, error);
  return adain_gegl_check (session,
                           adain_stylize (session->context, call.model, &call.content, call.regions,
                                          call.region_count, &job->options, &call.output),
                           error);
}

gboolean
adain_gegl_stylize (AdainGeglSession *session, const AdainGeglJob *job, GError **error)
{
  gboolean done;

  g_mutex_lock (&session->mutex);
  done = stylize (session, job, error);
  g_mutex_unlock (&session->mutex);
  return done;
}

gboolean
adain_gegl_measure (AdainGeglSession *session, const AdainGeglJob *job, adain_statistics **statistics,
                    GError **error)
{
  Call     call = { 0 };
  gboolean done;

  g_mutex_lock (&session->mutex);
  adain_gegl_session_trim (session);
  done = prepare (session, job, &call, error)
         && adain_gegl_check (session,
                              adain_statistics_add (session->context, call.model, &call.content, call.regions,
                                                    call.region_count, &job->options, statistics),
                              error);
  g_mutex_unlock (&session->mutex);
  return done;
}

gboolean
adain_gegl_estimate (AdainGeglSession *session, const AdainGeglJob *job, adain_estimate *estimate,
                     GError **error)
{
  const adain_model *model;
  gboolean           done = FALSE;

  g_mutex_lock (&session->mutex);
  model = adain_gegl_model_unlocked (session, job->model, error);
  if (model != NULL)
    {
      estimate->struct_size = sizeof *estimate;
      done = adain_gegl_check (session,
                               adain_estimate_stylize (session->context, model, job->extent.width,
                                                       job->extent.height, &job->options, estimate),
                               error);
    }
  g_mutex_unlock (&session->mutex);
  return done;
}
