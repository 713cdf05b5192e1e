/* job.c: a job's options by their place in the table, for hosts that walk it. */
#include "adain-gegl.h"

#include <adain-words.h>
#include <math.h>

/* Where an option's value is in a job. */
typedef enum
{
  NOWHERE,
  DOUBLE,
  INT32,
  MEBIBYTES
} Type;

typedef struct
{
  Type   type;
  size_t offset;
} Place;

#define IN_OPTIONS_DOUBLE(ID, FIELD, ...) \
  [ADAIN_OPTION_##ID] = { DOUBLE, offsetof (AdainGeglJob, options.FIELD) },
#define IN_OPTIONS_INT32(ID, FIELD, ...) \
  [ADAIN_OPTION_##ID] = { INT32, offsetof (AdainGeglJob, options.FIELD) },

static const Place places[ADAIN_OPTION_COUNT] = {
  ADAIN_STYLIZE_OPTIONS (IN_OPTIONS_DOUBLE, IN_OPTIONS_INT32, IN_OPTIONS_INT32) ADAIN_REGION_OPTIONS (
    IN_OPTIONS_DOUBLE, IN_OPTIONS_INT32)[ADAIN_OPTION_STYLE_SIZE] = { INT32,
                                                                      offsetof (AdainGeglJob, style_size) },
  [ADAIN_OPTION_THREADS] = { INT32, offsetof (AdainGeglJob, options.threads) },
  [ADAIN_OPTION_MEMORY] = { MEBIBYTES, offsetof (AdainGeglJob, options.memory) },
};

static Place
place_of (int option)
{
  static const Place nowhere = { NOWHERE, 0 };

  return option >= 0 && option < ADAIN_OPTION_COUNT ? places[option] : nowhere;
}

double
adain_gegl_job_number (const AdainGeglJob *job, int option)
{
  Place         place = place_of (option);
  gconstpointer value = (const char *) job + place.offset;

  switch (place.type)
    {
    case DOUBLE: return *(const double *) value;
    case INT32: return *(const int32_t *) value;
    case MEBIBYTES: return (double) (*(const uint64_t *) value >> 20);
    default: return 0.0;
    }
}

void
adain_gegl_job_set_number (AdainGeglJob *job, int option, double number)
{
  Place    place = place_of (option);
  gpointer value = (char *) job + place.offset;
  double   whole = CLAMP (isnan (number) ? -1.0 : trunc (number), G_MININT32, G_MAXINT32);

  if (place.type == DOUBLE)
    *(double *) value = number;
  else if (place.type == INT32)
    *(int32_t *) value = (int32_t) whole;
  else if (place.type == MEBIBYTES)
    *(uint64_t *) value = (uint64_t) MAX (whole, 0.0) << 20;
}

/* "choose 0 to 256", "choose none, match, luminance" */
static char *
range_text (const adain_option *option)
{
  GString *names = g_string_new (NULL);
  char    *text;

  for (int i = 0; i < option->choice_count; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : ", ", option->choices[i].name);
  text = option->kind == ADAIN_CHOICE
           ? g_strdup_printf (_ ("choose %s"), names->str)
           : g_strdup_printf (_ ("choose %g to %.15g"), option->least, option->most);
  g_string_free (names, TRUE);
  return text;
}

/* "stroke size": English writes it small within a sentence. */
static char *
label_within (const adain_option *option)
{
  const char *label = _ (option->label);

  return label == option->label ? g_ascii_strdown (label, -1) : g_strdup (label);
}

static gboolean
refuse (const adain_option *option, const char *text, GError **error)
{
  char *range = range_text (option), *label = label_within (option);

  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, _ ("The %s %s is out of range; %s."), label,
               text, range);
  g_free (label);
  g_free (range);
  return FALSE;
}

gboolean
adain_gegl_job_check (const AdainGeglJob *job, GError **error)
{
  static const int checked[] = { ADAIN_OPTION_STYLE_SIZE, ADAIN_OPTION_MEMORY };

  for (guint i = 0; i < G_N_ELEMENTS (checked); i++)
    {
      const adain_option *option = adain_option_at (checked[i]);
      double              value = adain_gegl_job_number (job, checked[i]);
      char                text[32];

      g_snprintf (text, sizeof text, "%.0f", value);
      if (!(value >= option->least && value <= option->most))
        return refuse (option, text, error);
    }
  return TRUE;
}

static gboolean
parse_choice (const adain_option *option, const char *text, double *value)
{
  for (int i = 0; i < option->choice_count; i++)
    if (g_str_equal (option->choices[i].name, text))
      {
        *value = option->choices[i].value;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_number (const adain_option *option, const char *text, double *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *value >= option->least && *value <= option->most
         && (option->kind == ADAIN_NUMBER || *value == trunc (*value));
}

gboolean
adain_gegl_job_set_text (AdainGeglJob *job, int index, const char *text, GError **error)
{
  const adain_option *option = adain_option_at (index);
  double              value;

  if (!(option->kind == ADAIN_CHOICE ? parse_choice (option, text, &value)
                                     : parse_number (option, text, &value)))
    return refuse (option, text, error);
  adain_gegl_job_set_number (job, index, value);
  return TRUE;
}
