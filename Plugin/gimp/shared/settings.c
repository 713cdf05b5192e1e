/* settings.c: the settings and the styles of a job that they stand for. How they are remembered is
 * arguments.c's in GIMP 2.10, and GIMP's own affair in GIMP 3. */
#include "settings.h"

#include <adain-words.h>
#include <string.h>

const ChoiceText output_texts[OUTPUT_COUNT] = {
  { "in-place", N_ ("The layer itself") },
  { "layer", N_ ("A new layer") },
  { "masked-layer", N_ ("A new layer, with the selection as its mask") },
};

const ChoiceText mask_from_texts[MASK_FROM_COUNT] = {
  { "drawable", N_ ("A layer or channel") },
  { "selection", N_ ("The selection") },
  { "layer-mask", N_ ("The layer's mask") },
  { "group", N_ ("The layers of a group, each named by its style") },
};

static int
choice_named (const ChoiceText *choices, int count, const char *name)
{
  for (int i = 0; i < count; i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      return i;
  return 0;
}

Output
output_named (const char *name)
{
  return (Output) choice_named (output_texts, OUTPUT_COUNT, name);
}

MaskFrom
mask_from_named (const char *name)
{
  return (MaskFrom) choice_named (mask_from_texts, MASK_FROM_COUNT, name);
}

gboolean
settings_have_mask (const Settings *settings)
{
  return settings->mask_from == MASK_SELECTION || settings->mask_from == MASK_LAYER_MASK
         || settings->mask != HOST_NO_DRAWABLE;
}

void
settings_init (Settings *settings)
{
  settings->style = g_strdup (ADAIN_DEFAULT_STYLE);
  settings->mask_from = MASK_DRAWABLE;
  settings->mask = HOST_NO_DRAWABLE;
  settings->background_style = g_strdup ("");
  settings->model = g_strdup ("");
  settings->output = OUTPUT_IN_PLACE;
  adain_gegl_job_init (&settings->job);
}

void
settings_clear (Settings *settings)
{
  g_clear_pointer (&settings->style, g_free);
  g_clear_pointer (&settings->background_style, g_free);
  g_clear_pointer (&settings->model, g_free);
}

void
settings_copy (Settings *settings, const Settings *from)
{
  *settings = *from;
  settings->style = g_strdup (from->style);
  settings->background_style = g_strdup (from->background_style);
  settings->model = g_strdup (from->model);
}

gboolean
refuse (GError **error, const char *problem)
{
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, problem);
  return FALSE;
}

void
settings_replace_text (char **text, const char *new_text)
{
  g_free (*text);
  *text = g_strdup (new_text == NULL ? "" : new_text);
}

/* Memory and threads are the machine's affair, not a picture's. */
gboolean
settings_has_number (int option)
{
  return adain_option_at (option)->kind != ADAIN_TEXT && option != ADAIN_OPTION_WEIGHT
         && option != ADAIN_OPTION_MEMORY && option != ADAIN_OPTION_THREADS;
}

gboolean
settings_texts (const Settings *settings, AdainGeglJob *job, char ***parts, GError **error)
{
  int count = 0;

  job->background_style = settings->background_style;
  job->model = settings->model;
  /* A path that has a semicolon in it is one style. */
  if (g_file_test (settings->style, G_FILE_TEST_EXISTS))
    *parts = g_strsplit (settings->style, "\n", 1);
  else
    *parts = g_strsplit (settings->style, ";", -1);
  for (char **part = *parts; *part != NULL; part++)
    {
      char *style;

      g_strstrip (*part);
      if ((*part)[0] == '\0')
        continue;
      if (count == ADAIN_MAX_STYLES)
        {
          g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                       _ ("More than %d styles were given; leave some out."), ADAIN_MAX_STYLES);
          return FALSE;
        }
      if (!adain_gegl_parse_style (*part, &style, &job->weights[count], NULL, error))
        return FALSE;
      g_free (*part);
      *part = style;
      job->styles[count++] = style;
    }
  return TRUE;
}
