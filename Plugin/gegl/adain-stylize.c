/* adain-stylize.c: the GEGL operation adain:stylize. It turns properties and pads into an AdainGeglJob; what
 * it has in common with adain:effect is operation.c's. The work itself is adain_gegl_stylize(), as for the
 * GIMP plug-in and the command line.
 */
#include "adain-gegl.h"
#include "properties.h"

#ifdef GEGL_PROPERTIES

/* clang-format off */
/* The properties are the table of options (adain-options.h), as properties.h writes them. */
#define OP_CHOICE(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) \
  property_enum (FIELD, _ (LABEL), adain_stylize_##FIELD##_value, adain_stylize_##FIELD, OP_##DEFAULT) \
  description (_ (TEXT))
#define OP_MORE(NUMBER, STYLE, WEIGHT) \
  property_string (style_##NUMBER, _ (STYLE), "") \
  description (_ ("Mixed with the others; none when empty")) \
  property_double (weight_##NUMBER, _ (WEIGHT), ADAIN_WEIGHT_DEFAULT) \
  description (_ ("That style's share")) ui_range (0.0, 1.0)

enum_start (adain_stylize_preserve_color)
  ADAIN_PRESERVE_COLOR_CHOICES (OP_VALUE)
enum_end (adain_stylize_preserve_color_value)

enum_start (adain_stylize_trade_off)
  ADAIN_TRADE_OFF_CHOICES (OP_VALUE)
enum_end (adain_stylize_trade_off_value)

enum_start (adain_stylize_region_statistics)
  ADAIN_REGION_STATISTICS_CHOICES (OP_VALUE)
enum_end (adain_stylize_region_statistics_value)

ADAIN_STYLE_OPTION (OP_TEXT)

/* Here rather than last, so that GIMP shows it where it can be seen. */
OP_ERROR

ADAIN_WEIGHT_OPTION (OP_NUMBER)
OP_MORE (2, N_ ("Second style"), N_ ("Second weight"))
OP_MORE (3, N_ ("Third style"), N_ ("Third weight"))
OP_MORE (4, N_ ("Fourth style"), N_ ("Fourth weight"))
ADAIN_BACKGROUND_STYLE_OPTION (OP_TEXT)
ADAIN_REGION_LISTS (OP_TEXT)
ADAIN_STYLIZE_OPTIONS (OP_NUMBER, OP_INTEGER, OP_CHOICE)
ADAIN_REGION_OPTIONS (OP_NUMBER, OP_CHOICE)
ADAIN_MODEL_OPTIONS (OP_INTEGER, OP_TEXT)
ADAIN_RESOURCE_OPTIONS (OP_INTEGER)

/* clang-format on */
#else

#define GEGL_OP_COMPOSER3
#define GEGL_OP_NAME adain_stylize
/* clang-format off */
#define GEGL_OP_C_SOURCE adain-stylize.c
/* clang-format on */

#include "gegl-op.h"
#include "operation.h"
#include "pads.h"

OP_ASSERT_CHOICES
OP_ASSERT_REGION_CHOICES

/* Statistics need all of the picture and of the style; of the mask, what lies over the picture. */
static GeglRectangle
get_required_for_output (GeglOperation *operation, const gchar *pad, const GeglRectangle *roi)
{
  GeglRectangle needed = adain_pad_bounds (operation, pad);

  if (g_str_equal (pad, "aux2"))
    {
      GeglRectangle picture = adain_pad_bounds (operation, "input");

      gegl_rectangle_intersect (&needed, &needed, &picture);
    }
  return gegl_rectangle_is_infinite_plane (&needed) ? *roi : needed;
}

static void
fill_options (adain_options *options, const GeglProperties *o)
{
  adain_options_init (options);
  ADAIN_STYLIZE_OPTIONS (OP_FILL_NUMBER, OP_FILL_INTEGER, OP_FILL_INTEGER)
  ADAIN_REGION_OPTIONS (OP_FILL_NUMBER, OP_FILL_INTEGER)
  options->threads = o->threads;
  options->memory = (guint64) o->memory << 20;
}

static void
prepare (GeglOperation *operation)
{
  adain_options options;

  fill_options (&options, GEGL_PROPERTIES (operation));
  adain_operation_prepare (operation, &options);
  gegl_operation_set_format (operation, "aux", babl_format ("R'G'B'A float"));
  gegl_operation_set_format (operation, "aux2", babl_format ("Y'A float"));
}

static void
fill_job (AdainGeglJob *job, GeglOperation *operation)
{
  GeglProperties *o = GEGL_PROPERTIES (operation);

  adain_gegl_job_init (job);
  job->styles[0] = o->style;
  job->styles[1] = o->style_2;
  job->styles[2] = o->style_3;
  job->styles[3] = o->style_4;
  job->weights[0] = adain_operation_number (o->weight);
  job->weights[1] = adain_operation_number (o->weight_2);
  job->weights[2] = adain_operation_number (o->weight_3);
  job->weights[3] = adain_operation_number (o->weight_4);
  job->background_style = o->background_style;
  job->regions = adain_gegl_list (o->regions);
  job->labels = o->labels;
  job->label = adain_gegl_list (o->label);
  job->style_size = o->style_size;
  job->model = o->model;
  fill_options (&job->options, o);
}

/* What was asked of the pad, or NULL when nothing is connected. */
static GeglBuffer *
pad_picture (GeglOperation *operation, GeglOperationContext *context, const gchar *pad,
             const GeglRectangle *result)
{
  GeglBuffer   *buffer = GEGL_BUFFER (gegl_operation_context_get_object (context, pad));
  GeglRectangle bounds = adain_pad_bounds (operation, pad);
  GeglRectangle needed = get_required_for_output (operation, pad, result);

  if (buffer != NULL)
    return gegl_buffer_create_sub_buffer (buffer, &needed);
  /* A mask beside the picture: nothing of it was asked for, and it is black all over. */
  return gegl_rectangle_is_empty (&bounds) ? NULL : gegl_buffer_new (&needed, babl_format ("Y' float"));
}

/* What adain_gegl_stylize() cannot see. */
static gboolean
check_operation (GeglOperation *operation, GError **error)
{
  GeglRectangle style = adain_pad_bounds (operation, "aux");
  const char   *problem = NULL;

  if (gegl_rectangle_is_infinite_plane (&style))
    problem = _ ("The style image on the pad aux is endless; crop it to a picture.");
  if (problem != NULL)
    g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, problem);
  return problem == NULL && adain_check_pad (operation, "input", _ ("picture"), error)
         && adain_check_pad (operation, "aux", _ ("style image"), error)
         && adain_check_pad (operation, "aux2", _ ("mask"), error);
}

static gboolean
process (GeglOperation *operation, GeglOperationContext *context, const gchar *output_pad,
         const GeglRectangle *result, gint level)
{
  AdainGeglJob job;
  GError      *error = NULL;
  gboolean     done;

  (void) level;
  fill_job (&job, operation);
  if (check_operation (operation, &error))
    {
      job.style_image = pad_picture (operation, context, "aux", result);
      job.mask = pad_picture (operation, context, "aux2", result);
    }
  done = adain_operation_process (operation, context, output_pad, result, &job, error);
  g_clear_object (&job.style_image);
  g_clear_object (&job.mask);
  g_strfreev (job.regions);
  g_strfreev (job.label);
  return done;
}

static void
gegl_op_class_init (GeglOpClass *klass)
{
  GeglOperationClass          *operation_class = GEGL_OPERATION_CLASS (klass);
  GeglOperationComposer3Class *composer_class = GEGL_OPERATION_COMPOSER3_CLASS (klass);

  adain_operation_class_init (operation_class);

  composer_class->aux_label = _ ("Style image");
  composer_class->aux_description = _ ("A picture whose style is used instead of the property style");
  composer_class->aux2_label = _ ("Mask");
  composer_class->aux2_description = _ ("White is stylised, black is not, or with the background style");

  operation_class->prepare = prepare;
  operation_class->get_required_for_output = get_required_for_output;
  operation_class->process = process;

  /* clang-format off */
  gegl_operation_class_set_keys (operation_class,
    "name", "adain:stylize",
    "title", _ ("Style Transfer"),
    "categories", "artistic",
    "description",
    _ ("Paint a picture in the style of another, with adaptive instance normalisation (AdaIN)."),
    "reference", "https://arxiv.org/abs/1703.06868",
    NULL);
  /* clang-format on */
}

#endif
