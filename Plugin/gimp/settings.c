/* settings.c: the settings as arguments, as a text that outlives GIMP (a persistent parasite of GIMP itself),
 * and as the styles of a job. It shows nothing. */
#include "settings.h"

#include <string.h>

#define PARASITE "adain-stylize-settings"
#define GROUP "settings"

void
settings_init (Settings *settings)
{
  settings->style = g_strdup (ADAIN_DEFAULT_STYLE);
  settings->mask = -1;
  settings->background_style = g_strdup ("");
  settings->model = g_strdup ("");
  adain_gegl_job_init (&settings->job);
}

void
settings_clear (Settings *settings)
{
  g_clear_pointer (&settings->style, g_free);
  g_clear_pointer (&settings->background_style, g_free);
  g_clear_pointer (&settings->model, g_free);
}

static void
replace_text (char **text, const char *new_text)
{
  g_free (*text);
  *text = g_strdup (new_text == NULL ? "" : new_text);
}

gboolean
settings_from_parameters (Settings *settings, int count, const GimpParam *parameters, GError **error)
{
  if (count != 10)
    {
      g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                   "plug-in-adain-stylize takes 10 arguments, not %d; the Procedure Browser lists them.",
                   count);
      return FALSE;
    }
  replace_text (&settings->style, parameters[3].data.d_string);
  settings->job.options.strength = parameters[4].data.d_float;
  settings->job.options.preserve_color = parameters[5].data.d_int32;
  settings->mask = parameters[6].data.d_drawable;
  replace_text (&settings->background_style, parameters[7].data.d_string);
  settings->job.style_size = parameters[8].data.d_int32;
  replace_text (&settings->model, parameters[9].data.d_string);
  return TRUE;
}

static void
read_text (GKeyFile *file, const char *key, char **text)
{
  char *value = g_key_file_get_string (file, GROUP, key, NULL);

  if (value != NULL)
    replace_text (text, value);
  g_free (value);
}

/* Memory and threads are the machine's affair, not a picture's. */
static gboolean
is_number (int option)
{
  return adain_option_at (option)->kind != ADAIN_TEXT && option != ADAIN_OPTION_WEIGHT
         && option != ADAIN_OPTION_MEMORY && option != ADAIN_OPTION_THREADS;
}

/* Every key may be missing: an older or newer version may have written the text. */
static void
read_key_file (Settings *settings, GKeyFile *file)
{
  read_text (file, "style", &settings->style);
  read_text (file, "background-style", &settings->background_style);
  read_text (file, "model", &settings->model);
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (is_number (i) && g_key_file_has_key (file, GROUP, adain_option_at (i)->name, NULL))
      adain_gegl_job_set_number (&settings->job, i,
                                 g_key_file_get_double (file, GROUP, adain_option_at (i)->name, NULL));
}

static gboolean
find_mask (Settings *settings, gint32 image, const char *name, GError **error)
{
  if (name == NULL || name[0] == '\0')
    return TRUE;
  settings->mask = gimp_image_get_layer_by_name (image, name);
  if (settings->mask == -1)
    settings->mask = gimp_image_get_channel_by_name (image, name);
  if (settings->mask == -1)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                 "This image has no layer or channel '%s', which was the mask last time; choose another in "
                 "the dialog.",
                 name);
  return settings->mask != -1;
}

gboolean
settings_recall (Settings *settings, gint32 image, GError **error)
{
  GimpParasite *parasite = gimp_get_parasite (PARASITE);
  GKeyFile     *file;
  char         *mask;
  gboolean      found = TRUE;

  if (parasite == NULL)
    return TRUE;
  file = g_key_file_new ();
  if (g_key_file_load_from_data (file, gimp_parasite_data (parasite),
                                 (gsize) gimp_parasite_data_size (parasite), G_KEY_FILE_NONE, NULL))
    {
      read_key_file (settings, file);
      mask = g_key_file_get_string (file, GROUP, "mask", NULL);
      found = find_mask (settings, image, mask, error);
      g_free (mask);
    }
  g_key_file_unref (file);
  gimp_parasite_free (parasite);
  return found;
}

void
settings_remember (const Settings *settings)
{
  GKeyFile     *file = g_key_file_new ();
  char         *mask = settings->mask == -1 ? NULL : gimp_item_get_name (settings->mask), *text;
  GimpParasite *parasite;
  gsize         length;

  g_key_file_set_string (file, GROUP, "style", settings->style);
  g_key_file_set_string (file, GROUP, "mask", mask == NULL ? "" : mask);
  g_key_file_set_string (file, GROUP, "background-style", settings->background_style);
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (is_number (i))
      g_key_file_set_double (file, GROUP, adain_option_at (i)->name,
                             adain_gegl_job_number (&settings->job, i));
  g_key_file_set_string (file, GROUP, "model", settings->model);
  text = g_key_file_to_data (file, &length, NULL);
  parasite = gimp_parasite_new (PARASITE, GIMP_PARASITE_PERSISTENT, (guint32) length, text);
  gimp_attach_parasite (parasite);
  gimp_parasite_free (parasite);
  g_free (text);
  g_free (mask);
  g_key_file_unref (file);
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
                       "More than %d styles were given; leave some out.", ADAIN_MAX_STYLES);
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
