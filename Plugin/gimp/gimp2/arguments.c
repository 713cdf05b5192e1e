/* arguments.c: the settings as GIMP 2.10 knows them: as the frozen arguments of the procedure, and as a text
 * that outlives GIMP (a persistent parasite of GIMP itself). It shows nothing. */
#include "arguments.h"

#include <adain-words.h>

#define PARASITE "adain-stylize-settings"
#define GROUP "settings"

gboolean
settings_from_parameters (Settings *settings, int count, const GimpParam *parameters, GError **error)
{
  if (count != 10)
    {
      g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                   _ ("plug-in-adain-stylize takes 10 arguments, not %d; the Procedure Browser lists them."),
                   count);
      return FALSE;
    }
  settings_replace_text (&settings->style, parameters[3].data.d_string);
  settings->job.options.strength = parameters[4].data.d_float;
  settings->job.options.preserve_color = parameters[5].data.d_int32;
  settings->mask = parameters[6].data.d_drawable;
  settings_replace_text (&settings->background_style, parameters[7].data.d_string);
  settings->job.style_size = parameters[8].data.d_int32;
  settings_replace_text (&settings->model, parameters[9].data.d_string);
  return TRUE;
}

static void
read_text (GKeyFile *file, const char *group, const char *key, char **text)
{
  char *value = g_key_file_get_string (file, group, key, NULL);

  if (value != NULL)
    settings_replace_text (text, value);
  g_free (value);
}

/* Every key may be missing: an older or newer version may have written the text. */
void
settings_read (Settings *settings, GKeyFile *file, const char *group)
{
  char *output = g_key_file_get_string (file, group, "output", NULL);

  read_text (file, group, "style", &settings->style);
  read_text (file, group, "background-style", &settings->background_style);
  read_text (file, group, "model", &settings->model);
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (settings_has_number (i) && g_key_file_has_key (file, group, adain_option_at (i)->name, NULL))
      adain_gegl_job_set_number (&settings->job, i,
                                 g_key_file_get_double (file, group, adain_option_at (i)->name, NULL));
  if (output != NULL)
    settings->output = output_named (output);
  g_free (output);
}

void
settings_write (const Settings *settings, GKeyFile *file, const char *group)
{
  g_key_file_set_string (file, group, "style", settings->style);
  g_key_file_set_string (file, group, "background-style", settings->background_style);
  g_key_file_set_string (file, group, "output", output_texts[settings->output].name);
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (settings_has_number (i))
      g_key_file_set_double (file, group, adain_option_at (i)->name,
                             adain_gegl_job_number (&settings->job, i));
  g_key_file_set_string (file, group, "model", settings->model);
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
    g_set_error (
      error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
      _ ("This image has no layer or channel '%s', which was the mask last time; choose another in "
         "the dialog."),
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
      settings_read (settings, file, GROUP);
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

  settings_write (settings, file, GROUP);
  g_key_file_set_string (file, GROUP, "mask", mask == NULL ? "" : mask);
  text = g_key_file_to_data (file, &length, NULL);
  parasite = gimp_parasite_new (PARASITE, GIMP_PARASITE_PERSISTENT, (guint32) length, text);
  gimp_attach_parasite (parasite);
  gimp_parasite_free (parasite);
  g_free (text);
  g_free (mask);
  g_key_file_unref (file);
}
