/* settings-file.c: a key file's group holds each setting under the name that it has everywhere. Where texts
 * are kept is GIMP's affair. */
#include "settings-file.h"

#include <adain-words.h>

#define GROUP "settings"
#define KEPT "adain-stylize-settings"

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
  char *mask_from = g_key_file_get_string (file, group, "mask-from", NULL);

  read_text (file, group, "style", &settings->style);
  read_text (file, group, "background-style", &settings->background_style);
  read_text (file, group, "model", &settings->model);
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (settings_has_number (i) && g_key_file_has_key (file, group, adain_option_at (i)->name, NULL))
      adain_gegl_job_set_number (&settings->job, i,
                                 g_key_file_get_double (file, group, adain_option_at (i)->name, NULL));
  if (output != NULL)
    settings->output = output_named (output);
  if (mask_from != NULL)
    settings->mask_from = mask_from_named (mask_from);
  g_free (mask_from);
  g_free (output);
}

void
settings_write (const Settings *settings, GKeyFile *file, const char *group)
{
  g_key_file_set_string (file, group, "style", settings->style);
  g_key_file_set_string (file, group, "background-style", settings->background_style);
  g_key_file_set_string (file, group, "output", output_texts[settings->output].name);
  g_key_file_set_string (file, group, "mask-from", mask_from_texts[settings->mask_from].name);
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (settings_has_number (i))
      g_key_file_set_double (file, group, adain_option_at (i)->name,
                             adain_gegl_job_number (&settings->job, i));
  g_key_file_set_string (file, group, "model", settings->model);
}

static gboolean
find_mask (Settings *settings, HostDrawable drawable, const char *name, GError **error)
{
  settings->mask = name == NULL || name[0] == '\0' ? HOST_NO_DRAWABLE : host_find_named (drawable, name);
  if (settings->mask != HOST_NO_DRAWABLE || name == NULL || name[0] == '\0')
    return TRUE;
  settings->mask_from = MASK_DRAWABLE;
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
               _ ("This image has no layer or channel '%s', which was the mask last time; choose another in "
                  "the dialog."),
               name);
  return FALSE;
}

gboolean
settings_from_text (Settings *settings, const char *text, HostDrawable drawable, GError **error)
{
  GKeyFile *file = g_key_file_new ();
  char     *mask;
  gboolean  found = TRUE;

  if (g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    {
      settings_read (settings, file, GROUP);
      mask = g_key_file_get_string (file, GROUP, "mask", NULL);
      found = find_mask (settings, drawable, mask, error);
      g_free (mask);
    }
  g_key_file_unref (file);
  return found;
}

char *
settings_to_text (const Settings *settings)
{
  GKeyFile *file = g_key_file_new ();
  char     *mask = settings->mask == HOST_NO_DRAWABLE ? g_strdup ("") : host_name (settings->mask), *text;

  settings_write (settings, file, GROUP);
  g_key_file_set_string (file, GROUP, "mask", mask);
  text = g_key_file_to_data (file, NULL, NULL);
  g_free (mask);
  g_key_file_unref (file);
  return text;
}

gboolean
settings_of_image (Settings *settings, HostDrawable drawable)
{
  char    *text = host_image_text (drawable, KEPT);
  gboolean found = text != NULL;

  if (found)
    settings_from_text (settings, text, drawable, NULL);
  g_free (text);
  return found;
}

void
settings_into_image (const Settings *settings, HostDrawable drawable)
{
  char *text = settings_to_text (settings);

  host_keep_image_text (drawable, KEPT, text);
  g_free (text);
}
