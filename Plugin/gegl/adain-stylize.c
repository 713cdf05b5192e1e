/* adain-stylize.c: the GEGL operation adain:stylize. It turns properties and pads into an AdainGeglJob and
 * shows what went wrong; the work itself is adain_gegl_stylize(), as for the GIMP plug-in and the command
 * line.
 */
#include "adain-gegl.h"

#ifndef GETTEXT_PACKAGE
#define GETTEXT_PACKAGE NULL /* enum_end() wants one; the texts have no translations */
#endif

#ifdef GEGL_PROPERTIES

/* clang-format off */
/* The properties are the table of options (adain-options.h). Numbers have no narrow value_range(): GObject
 * would replace what is outside by the default and go on. They are refused with a text instead. */
#define OP_VALUE(ID, VALUE, NAME, TEXT) enum_value (OP_##ID, NAME, TEXT)
#define OP_NUMBER(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) \
  property_double (FIELD, LABEL, DEFAULT) description (TEXT) ui_range (LEAST, MOST)
#define OP_INTEGER(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) \
  property_int (FIELD, LABEL, DEFAULT) description (TEXT) ui_range (LEAST, MOST)
#define OP_CHOICE(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) \
  property_enum (FIELD, LABEL, adain_stylize_##FIELD##_value, adain_stylize_##FIELD, OP_##DEFAULT) \
  description (TEXT)
#define OP_TEXT(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) \
  property_string (FIELD, LABEL, DEFAULT) description (TEXT)
#define OP_MORE(NUMBER, WHICH) \
  property_string (style_##NUMBER, WHICH " style", "") \
  description ("Mixed with the others; none when empty") \
  property_double (weight_##NUMBER, WHICH " weight", ADAIN_WEIGHT_DEFAULT) \
  description ("That style's share") ui_range (0.0, 1.0)

enum_start (adain_stylize_preserve_color)
  ADAIN_PRESERVE_COLOR_CHOICES (OP_VALUE)
enum_end (adain_stylize_preserve_color_value)

enum_start (adain_stylize_trade_off)
  ADAIN_TRADE_OFF_CHOICES (OP_VALUE)
enum_end (adain_stylize_trade_off_value)

ADAIN_STYLE_OPTION (OP_TEXT)

/* Here rather than last, so that GIMP shows it where it can be seen. */
property_string (error, "Error", "")
  description ("What went wrong, if anything: the picture is then unchanged")
  ui_meta ("error", "true")
  ui_meta ("visible", "failed")

/* GIMP's expressions know no empty text: this tells it when to show the error. */
property_boolean (failed, "Failed", FALSE)
  description ("Whether something went wrong: error says what")
  ui_meta ("visible", "0")

ADAIN_WEIGHT_OPTION (OP_NUMBER)
OP_MORE (2, "Second")
OP_MORE (3, "Third")
OP_MORE (4, "Fourth")
ADAIN_BACKGROUND_STYLE_OPTION (OP_TEXT)
ADAIN_STYLIZE_OPTIONS (OP_NUMBER, OP_INTEGER, OP_CHOICE)
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
#include "pads.h"

#include <math.h>
#include <operation/gegl-operation-context.h>

/* The enumerations' values are the library's. */
#define OP_ASSERT(ID, VALUE, NAME, TEXT) G_STATIC_ASSERT ((int) OP_##ID == (int) ID);
ADAIN_PRESERVE_COLOR_CHOICES (OP_ASSERT)
ADAIN_TRADE_OFF_CHOICES (OP_ASSERT)

/* Rectangles */

static GeglRectangle
pad_bounds (GeglOperation *operation, const gchar *pad)
{
  const GeglRectangle *bounds = gegl_operation_source_get_bounding_box (operation, pad);

  return bounds == NULL ? *GEGL_RECTANGLE (0, 0, 0, 0) : *bounds;
}

static GeglRectangle
get_bounding_box (GeglOperation *operation)
{
  return pad_bounds (operation, "input");
}

/* Statistics need all of the picture and of the style; of the mask, what lies over the picture. */
static GeglRectangle
get_required_for_output (GeglOperation *operation, const gchar *pad, const GeglRectangle *roi)
{
  GeglRectangle needed = pad_bounds (operation, pad);

  if (g_str_equal (pad, "aux2"))
    {
      GeglRectangle picture = pad_bounds (operation, "input");

      gegl_rectangle_intersect (&needed, &needed, &picture);
    }
  return gegl_rectangle_is_infinite_plane (&needed) ? *roi : needed;
}

static GeglRectangle
get_cached_region (GeglOperation *operation, const GeglRectangle *roi)
{
  GeglRectangle picture = pad_bounds (operation, "input");

  return gegl_rectangle_is_infinite_plane (&picture) ? *roi : picture;
}

static GeglRectangle
get_invalidated_by_change (GeglOperation *operation, const gchar *pad, const GeglRectangle *region)
{
  GeglRectangle picture = pad_bounds (operation, "input");

  (void) pad;
  return gegl_rectangle_is_infinite_plane (&picture) ? *region : picture;
}

/* GObject makes an infinity the largest number there is. */
static double
number_of (double value)
{
  return value >= G_MAXDOUBLE ? INFINITY : value;
}

#define OP_FILL_NUMBER(ID, FIELD, ...) options->FIELD = number_of (o->FIELD);
#define OP_FILL_INTEGER(ID, FIELD, ...) options->FIELD = (int32_t) o->FIELD;

static void
fill_options (adain_options *options, const GeglProperties *o)
{
  adain_options_init (options);
  ADAIN_STYLIZE_OPTIONS (OP_FILL_NUMBER, OP_FILL_INTEGER, OP_FILL_INTEGER)
  options->threads = o->threads;
  options->memory = (guint64) o->memory << 20;
}

/* sRGB-coded floats; but options that leave the input as it is give it bit for bit, whatever its format. */
static void
prepare (GeglOperation *operation)
{
  GeglProperties *o = GEGL_PROPERTIES (operation);
  const Babl     *colours = babl_format ("R'G'B'A float");
  const Babl     *source = gegl_operation_get_source_format (operation, "input");
  adain_options   options;
  gboolean        unchanged;

  fill_options (&options, o);
  unchanged = adain_options_are_neutral (&options);
  gegl_operation_set_format (operation, "input", colours);
  gegl_operation_set_format (operation, "aux", colours);
  gegl_operation_set_format (operation, "aux2", babl_format ("Y'A float"));
  gegl_operation_set_format (operation, "output", unchanged && source != NULL ? source : colours);
}

/* Work */

/* The library's caches, which outlive a call; a session has a mutex of its own. */
static AdainGeglSession *
session_of (GeglProperties *o)
{
  static GMutex creation;

  g_mutex_lock (&creation);
  if (o->user_data == NULL)
    o->user_data = adain_gegl_session_new ();
  g_mutex_unlock (&creation);
  return o->user_data;
}

static int32_t
tell_progress (void *operation, double fraction)
{
  /* Exactly 0 and 1 begin and end a progress bar: stylize() tells those. */
  if (fraction > 0.0 && fraction < 1.0)
    gegl_operation_progress (operation, fraction, (gchar *) "");
  return 0;
}

/* Only a changed text is told, because every setting makes GEGL compute the picture again, and because GEGL
 * asks for the picture in pieces. */
static void
show_error (GeglOperation *operation, const GError *error)
{
  GeglProperties *o = GEGL_PROPERTIES (operation);
  const gchar    *text = error == NULL ? "" : error->message;

  if (g_strcmp0 (o->error, text) == 0)
    return;
  if (error != NULL)
    g_warning ("adain:stylize: %s", text);
  g_object_set (operation, "error", text, "failed", error != NULL, NULL);
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
  job->weights[0] = number_of (o->weight);
  job->weights[1] = number_of (o->weight_2);
  job->weights[2] = number_of (o->weight_3);
  job->weights[3] = number_of (o->weight_4);
  job->background_style = o->background_style;
  job->style_size = o->style_size;
  job->model = o->model;
  fill_options (&job->options, o);
  job->options.progress = tell_progress;
  job->options.progress_user = operation;
}

/* What was asked of the pad, or NULL when nothing is connected. */
static GeglBuffer *
pad_picture (GeglOperation *operation, GeglOperationContext *context, const gchar *pad,
             const GeglRectangle *result)
{
  GeglBuffer   *buffer = GEGL_BUFFER (gegl_operation_context_get_object (context, pad));
  GeglRectangle bounds = pad_bounds (operation, pad);
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
  GeglRectangle style = pad_bounds (operation, "aux");
  const char   *problem = NULL;

  if (gegl_rectangle_is_infinite_plane (&style))
    problem = "The style image on the pad aux is endless; crop it to a picture.";
  if (problem != NULL)
    g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, problem);
  return problem == NULL && adain_check_pad (operation, "input", "picture", error)
         && adain_check_pad (operation, "aux", "style image", error)
         && adain_check_pad (operation, "aux2", "mask", error);
}

static gboolean
stylize (GeglOperation *operation, GeglOperationContext *context, GeglBuffer *input, GeglBuffer *output,
         const GeglRectangle *result, GError **error)
{
  AdainGeglJob job;
  gboolean     done;

  if (!check_operation (operation, error))
    return FALSE;
  fill_job (&job, operation);
  job.content = input;
  job.extent = pad_bounds (operation, "input");
  job.output = output;
  job.area = *result;
  job.style_image = pad_picture (operation, context, "aux", result);
  job.mask = pad_picture (operation, context, "aux2", result);

  gegl_operation_progress (operation, 0.0, (gchar *) "");
  done = adain_gegl_stylize (session_of (GEGL_PROPERTIES (operation)), &job, error);
  gegl_operation_progress (operation, 1.0, (gchar *) "");
  g_clear_object (&job.style_image);
  g_clear_object (&job.mask);
  return done;
}

static gboolean
process (GeglOperation *operation, GeglOperationContext *context, const gchar *output_pad,
         const GeglRectangle *result, gint level)
{
  GeglBuffer *input = GEGL_BUFFER (gegl_operation_context_get_object (context, "input"));
  GError     *error = NULL;

  (void) level;
  if (input == NULL)
    return FALSE;
  /* The target is the node's cache: filled once, however many pieces are asked for. */
  if (!stylize (operation, context, input, gegl_operation_context_get_target (context, output_pad), result,
                &error))
    gegl_operation_context_set_object (context, output_pad, G_OBJECT (input));
  show_error (operation, error);
  g_clear_error (&error);
  return TRUE;
}

static void
finalize (GObject *object)
{
  GeglProperties *o = GEGL_PROPERTIES (object);

  g_clear_pointer (&o->user_data, adain_gegl_session_free);
  G_OBJECT_CLASS (gegl_op_parent_class)->finalize (object);
}

/* GObject drops a NaN or an infinity with a warning of its own and keeps the old value. This lets them
 * through to the library, which refuses them; see number_of(). */
static void
accept_any_number (GObjectClass *klass)
{
  guint        count;
  GParamSpec **properties = g_object_class_list_properties (klass, &count);

  for (guint i = 0; i < count; i++)
    if (G_IS_PARAM_SPEC_DOUBLE (properties[i]))
      properties[i]->flags |= G_PARAM_LAX_VALIDATION;
  g_free (properties);
}

static void
gegl_op_class_init (GeglOpClass *klass)
{
  GeglOperationClass          *operation_class = GEGL_OPERATION_CLASS (klass);
  GeglOperationComposer3Class *composer_class = GEGL_OPERATION_COMPOSER3_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  accept_any_number (G_OBJECT_CLASS (klass));

  composer_class->aux_label = "Style image";
  composer_class->aux_description = "A picture whose style is used instead of the property style";
  composer_class->aux2_label = "Mask";
  composer_class->aux2_description = "White is stylised, black is not, or with the background style";

  operation_class->prepare = prepare;
  operation_class->get_bounding_box = get_bounding_box;
  operation_class->get_required_for_output = get_required_for_output;
  operation_class->get_cached_region = get_cached_region;
  operation_class->get_invalidated_by_change = get_invalidated_by_change;
  operation_class->process = process;
  operation_class->threaded = FALSE; /* the library has threads of its own */

  /* clang-format off */
  gegl_operation_class_set_keys (operation_class,
    "name", "adain:stylize",
    "title", "Style Transfer",
    "categories", "artistic",
    "description", "Paint a picture in the style of another, with adaptive instance normalisation (AdaIN).",
    "reference", "https://arxiv.org/abs/1703.06868",
    "gimp:menu-path", "<Image>/Filters/Artistic",
    "gimp:menu-label", "_Style Transfer…",
    NULL);
  /* clang-format on */
}

#endif
