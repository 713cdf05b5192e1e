/* adain-effect.c: the GEGL operation adain:effect: adain:stylize without pads and with one style, because
 * GIMP 3 keeps only operations without further pads as effects of a layer. The same options give the same
 * pixels.
 *
 * The names of its properties, and the values of its choices, are stored in pictures: they stay as they are.
 */
#include "adain-gegl.h"
#include "properties.h"

#ifdef GEGL_PROPERTIES

/* clang-format off */
#define OP_CHOICE(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) \
  property_enum (FIELD, _ (LABEL), adain_effect_##FIELD##_value, adain_effect_##FIELD, OP_##DEFAULT) \
  description (_ (TEXT))

enum_start (adain_effect_preserve_color)
  ADAIN_PRESERVE_COLOR_CHOICES (OP_VALUE)
enum_end (adain_effect_preserve_color_value)

enum_start (adain_effect_trade_off)
  ADAIN_TRADE_OFF_CHOICES (OP_VALUE)
enum_end (adain_effect_trade_off_value)

ADAIN_STYLE_OPTION (OP_TEXT)
ADAIN_STYLIZE_OPTIONS (OP_NUMBER, OP_INTEGER, OP_CHOICE)
ADAIN_MODEL_OPTIONS (OP_INTEGER, OP_TEXT)
OP_ERROR

/* clang-format on */
#else

#define GEGL_OP_FILTER
#define GEGL_OP_NAME adain_effect
/* clang-format off */
#define GEGL_OP_C_SOURCE adain-effect.c
/* clang-format on */

#include "gegl-op.h"
#include "operation.h"
#include "pads.h"

OP_ASSERT_CHOICES

static void
fill_options (adain_options *options, const GeglProperties *o)
{
  adain_options_init (options);
  ADAIN_STYLIZE_OPTIONS (OP_FILL_NUMBER, OP_FILL_INTEGER, OP_FILL_INTEGER)
}

static void
prepare (GeglOperation *operation)
{
  adain_options options;

  fill_options (&options, GEGL_PROPERTIES (operation));
  adain_operation_prepare (operation, &options);
}

static gboolean
process (GeglOperation *operation, GeglOperationContext *context, const gchar *output_pad,
         const GeglRectangle *result, gint level)
{
  GeglProperties *o = GEGL_PROPERTIES (operation);
  AdainGeglJob    job;
  GError         *error = NULL;

  (void) level;
  adain_gegl_job_init (&job);
  job.styles[0] = o->style;
  job.style_size = o->style_size;
  job.model = o->model;
  fill_options (&job.options, o);
  adain_check_pad (operation, "input", _ ("picture"), &error);
  return adain_operation_process (operation, context, output_pad, result, &job, error);
}

static void
gegl_op_class_init (GeglOpClass *klass)
{
  GeglOperationClass *operation_class = GEGL_OPERATION_CLASS (klass);

  adain_operation_class_init (operation_class);
  operation_class->prepare = prepare;
  operation_class->process = process;

  /* clang-format off */
  gegl_operation_class_set_keys (operation_class,
    "name", "adain:effect",
    "title", _ ("Style Transfer as Layer Effect"),
    "categories", "artistic",
    "description", _ ("Paint a picture in the style of another, as an effect of a layer (AdaIN)."),
    "reference", "https://arxiv.org/abs/1703.06868",
    "gimp:menu-path", "<Image>/Filters/Artistic",
    "gimp:menu-label", _ ("Style Transfer as Layer _Effect…"),
    NULL);
  /* clang-format on */
}

#endif
