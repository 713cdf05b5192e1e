/* arguments.c: the settings as GIMP 2.10 knows them: as the arguments of its procedures, and as a text that
 * outlives GIMP (a persistent parasite of GIMP itself). It shows nothing. */
#include "arguments.h"
#include "settings-file.h"

#include <string.h>

#include <adain-words.h>

#define PARASITE "adain-stylize-settings"

static gboolean
check_count (const char *procedure, int count, int wanted, GError **error)
{
  if (count == wanted)
    return TRUE;
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
               _ ("%s takes %d arguments, not %d; the Procedure Browser lists them."), procedure, wanted,
               count);
  return FALSE;
}

gboolean
settings_from_parameters (Settings *settings, int count, const GimpParam *parameters, GError **error)
{
  if (!check_count ("plug-in-adain-stylize", count, 10, error))
    return FALSE;
  settings_replace_text (&settings->style, parameters[3].data.d_string);
  settings->job.options.strength = parameters[4].data.d_float;
  settings->job.options.preserve_color = parameters[5].data.d_int32;
  settings->mask = parameters[6].data.d_drawable;
  settings_replace_text (&settings->background_style, parameters[7].data.d_string);
  settings->job.style_size = parameters[8].data.d_int32;
  settings_replace_text (&settings->model, parameters[9].data.d_string);
  return TRUE;
}

/* One of a choice that the table of options does not have. */
static gboolean
read_choice (const ChoiceText *choices, int count, const char *name, const char *value, int *chosen,
             GError **error)
{
  GString *names = g_string_new ("");

  for (*chosen = 0; *chosen < count; (*chosen)++)
    {
      if (strcmp (choices[*chosen].name, value) == 0)
        break;
      g_string_append_printf (names, "%s%s", *chosen == 0 ? "" : ", ", choices[*chosen].name);
    }
  if (*chosen == count)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, _ ("%s is one of %s, not '%s'."), name,
                 names->str, value);
  g_string_free (names, TRUE);
  return *chosen < count;
}

/* NAME and VALUE of NAME=VALUE. */
static gboolean
set_option (Settings *settings, const char *name, const char *value, GError **error)
{
  int chosen;

  if (strcmp (name, "output") == 0)
    {
      if (!read_choice (output_texts, OUTPUT_COUNT, name, value, &chosen, error))
        return FALSE;
      settings->output = (Output) chosen;
      return TRUE;
    }
  if (strcmp (name, "mask-from") == 0)
    {
      if (!read_choice (mask_from_texts, MASK_FROM_COUNT, name, value, &chosen, error))
        return FALSE;
      settings->mask_from = (MaskFrom) chosen;
      return TRUE;
    }
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (settings_has_number (i) && strcmp (adain_option_at (i)->name, name) == 0)
      return adain_gegl_job_set_text (&settings->job, i, value, error);
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
               _ ("There is no option '%s' here; the guide's table lists them."), name);
  return FALSE;
}

gboolean
settings_set_options (Settings *settings, const char *text, GError **error)
{
  char   **options = g_strsplit_set (text == NULL ? "" : text, " \t\n", -1);
  gboolean done = TRUE;

  for (char **option = options; done && *option != NULL; option++)
    {
      char *value = strchr (*option, '=');

      if ((*option)[0] == '\0')
        continue;
      if (value == NULL)
        {
          g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                       _ ("The option '%s' is not NAME=VALUE, as in strength=0.7."), *option);
          done = FALSE;
          break;
        }
      *value++ = '\0';
      done = set_option (settings, *option, value, error);
    }
  g_strfreev (options);
  return done;
}

gboolean
settings_from_options (Settings *settings, int count, const GimpParam *parameters, GError **error)
{
  if (!check_count ("plug-in-adain-stylize-with", count, 8, error))
    return FALSE;
  settings_replace_text (&settings->style, parameters[3].data.d_string);
  settings->mask = parameters[4].data.d_drawable;
  settings_replace_text (&settings->background_style, parameters[5].data.d_string);
  settings_replace_text (&settings->model, parameters[6].data.d_string);
  return settings_set_options (settings, parameters[7].data.d_string, error);
}

gboolean
settings_recall (Settings *settings, gint32 drawable, GError **error)
{
  GimpParasite *parasite = gimp_get_parasite (PARASITE);
  char         *text;
  gboolean      found;

  if (parasite == NULL)
    return TRUE;
  text = g_strndup (gimp_parasite_data (parasite), (gsize) gimp_parasite_data_size (parasite));
  found = settings_from_text (settings, text, drawable, error);
  g_free (text);
  gimp_parasite_free (parasite);
  return found;
}

void
settings_remember (const Settings *settings)
{
  char         *text = settings_to_text (settings);
  GimpParasite *parasite = gimp_parasite_new (PARASITE, GIMP_PARASITE_PERSISTENT, (guint32) strlen (text),
                                              text);

  gimp_attach_parasite (parasite);
  gimp_parasite_free (parasite);
  g_free (text);
}
