/* result-name.c: a line that says what was done. */
#include "result-name.h"

#include <string.h>

/* "starry-night", or "waves" of "/home/me/waves.jpg" */
static void
append_style (GString *text, const char *style)
{
  char *name = g_path_get_basename (style), *ending = strrchr (name, '.');

  if (g_path_is_absolute (style) && ending != NULL && ending != name)
    *ending = '\0';
  g_string_append (text, name);
  g_free (name);
}

static void
append_styles (GString *text, const Settings *settings)
{
  AdainGeglJob job = { 0 };
  char       **parts = NULL;

  if (settings_texts (settings, &job, &parts, NULL))
    for (int i = 0; i < ADAIN_MAX_STYLES && job.styles[i] != NULL; i++)
      {
        if (i > 0)
          g_string_append (text, " + ");
        append_style (text, job.styles[i]);
      }
  g_strfreev (parts);
}

char *
result_name (HostDrawable drawable, const Settings *settings)
{
  char    *name = host_name (drawable), *group;
  GString *text = g_string_new (name);

  g_string_append (text, ", ");
  if (settings->mask_from == MASK_GROUP)
    {
      group = host_name (settings->mask);
      g_string_append_printf (text, "regions of %s", group);
      g_free (group);
    }
  else
    append_styles (text, settings);
  if (settings->background_style[0] != '\0')
    {
      g_string_append (text, ", else ");
      append_style (text, settings->background_style);
    }
  g_string_append_printf (text, " %.2f", settings->job.options.strength);
  g_free (name);
  return g_string_free (text, FALSE);
}
