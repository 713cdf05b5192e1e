/* stylize.c: one picture's work, from an AdainGeglJob to the library's call. What is a style, a mask or an
 * image file is settled elsewhere (styles.c, buffers.c, pictures/). */
#include "session.h"

#include <string.h>

/* The largest style_size, against slips of the keyboard. */
#define MAX_STYLE_SIZE 8192

/* Everything the library borrows while it works. */
typedef struct
{
  GeglRectangle      area;
  adain_options      options;
  const adain_model *model;
  const adain_style *styles[ADAIN_GEGL_MAX_STYLES];
  double             weights[ADAIN_GEGL_MAX_STYLES];
  size_t             style_count;
  const adain_style *background_style;
  AdainGeglPixels    content_pixels, mask_pixels, output_pixels;
  adain_image        content, mask, output;
  adain_region       regions[2];
  size_t             region_count;
} Call;

void
adain_gegl_job_init (AdainGeglJob *job)
{
  memset (job, 0, sizeof *job);
  job->strength = 1.0;
  job->style_size = ADAIN_GEGL_DEFAULT_STYLE_SIZE;
  for (int i = 0; i < ADAIN_GEGL_MAX_STYLES; i++)
    job->weights[i] = 1.0;
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

static adain_options
options_of (const AdainGeglJob *job)
{
  adain_options options;

  adain_options_init (&options);
  options.strength = job->strength;
  options.preserve_color = job->preserve_color;
  options.trade_off = job->trade_off;
  options.threads = job->threads;
  options.memory = job->memory;
  options.progress = job->progress;
  options.progress_user = job->progress_user;
  return options;
}

/* What counts while a style is encoded: the progress told is the picture's alone. */
static adain_options
encoding_options (const AdainGeglJob *job)
{
  adain_options options;

  adain_options_init (&options);
  options.threads = job->threads;
  options.memory = job->memory;
  return options;
}

static gboolean
find_styles (AdainGeglSession *session, const AdainGeglJob *job, Call *call, GError **error)
{
  adain_options options = encoding_options (job);

  for (int i = 0; i < ADAIN_GEGL_MAX_STYLES; i++)
    {
      const adain_style *style;

      if (i == 0 && job->style_image != NULL)
        style = adain_gegl_style_of_pixels (session, call->model, job->style_image, job->style_size, &options,
                                            error);
      else if (given (job->styles[i]))
        style = adain_gegl_find_style (session, call->model, job->styles[i], job->style_size, &options,
                                       error);
      else
        continue;
      if (style == NULL)
        return FALSE;
      call->styles[call->style_count] = style;
      call->weights[call->style_count++] = job->weights[i];
    }
  if (call->style_count == 0)
    {
      g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                           "No style was given: name a picture, a saved style or a gallery style.");
      return FALSE;
    }
  if (job->mask == NULL || !given (job->background_style))
    return TRUE;
  call->background_style = adain_gegl_find_style (session, call->model, job->background_style,
                                                  job->style_size, &options, error);
  return call->background_style != NULL;
}

static void
fill_images (const AdainGeglJob *job, Call *call)
{
  call->content = adain_gegl_input (&call->content_pixels, job->content, &job->extent);
  call->output = adain_gegl_output (&call->output_pixels, job->output, &job->extent, &call->area);
  if (job->mask != NULL)
    call->mask = adain_gegl_mask (&call->mask_pixels, job->mask, &job->extent);
}

static void
fill_regions (const AdainGeglJob *job, Call *call)
{
  const adain_image *mask = job->mask == NULL ? NULL : &call->mask;

  call->regions[0] = (adain_region) { .struct_size = sizeof (adain_region),
                                      .mask = mask,
                                      .styles = call->styles,
                                      .weights = call->weights,
                                      .style_count = call->style_count };
  call->region_count = 1;
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
    {
      g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                           "The picture is empty or endless; crop it to the part to stylise.");
      return FALSE;
    }
  if (job->style_size < 0 || job->style_size > MAX_STYLE_SIZE)
    {
      g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                   "The style size is %d; give 0 for the style picture's own size, or up to %d.",
                   job->style_size, MAX_STYLE_SIZE);
      return FALSE;
    }
  call->area = job->extent;
  if (!gegl_rectangle_is_empty (&job->area))
    gegl_rectangle_intersect (&call->area, &job->area, &job->extent);
  call->options = options_of (job);
  call->model = adain_gegl_find_model (session, job->model, error);
  if (call->model == NULL || !find_styles (session, job, call, error))
    return FALSE;
  fill_images (job, call);
  fill_regions (job, call);
  return TRUE;
}

static gboolean
stylize (AdainGeglSession *session, const AdainGeglJob *job, GError **error)
{
  Call call = { 0 };

  adain_gegl_session_trim (session);
  if (!prepare (session, job, &call, error)
      || !adain_gegl_check (session,
                            adain_stylize (session->context, call.model, &call.content, call.regions,
                                           call.region_count, &call.options, &call.output), error))
    return FALSE;
  /* The content itself rather than its conversion to sRGB floats and back. */
  if (job->strength == 0.0 && job->trade_off == ADAIN_TRADE_OFF_EXACT)
    gegl_buffer_copy (job->content, &call.area, GEGL_ABYSS_NONE, job->output, &call.area);
  return TRUE;
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
adain_gegl_estimate (AdainGeglSession *session, const AdainGeglJob *job, adain_estimate *estimate,
                     GError **error)
{
  adain_options      options;
  const adain_model *model;
  gboolean           done = FALSE;

  g_mutex_lock (&session->mutex);
  model = adain_gegl_find_model (session, job->model, error);
  if (model != NULL)
    {
      options = options_of (job);
      estimate->struct_size = sizeof *estimate;
      done = adain_gegl_check (session,
                               adain_estimate_stylize (session->context, model, job->extent.width,
                                                       job->extent.height, &options, estimate), error);
    }
  g_mutex_unlock (&session->mutex);
  return done;
}
