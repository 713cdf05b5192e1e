/* warnings.c: collects GLib's warnings of other code, see warnings.h. */
#include "pictures/warnings.h"

#include <string.h>

/* A profile that babl cannot use leaves the picture's numbers as they are. */
#define HARMLESS "error creating space from icc"

static void
take_warning (const char *domain, GLogLevelFlags level, const char *message, gpointer user)
{
  AdainGeglWarnings *warnings = user;

  (void) domain;
  if ((level & G_LOG_LEVEL_MESSAGE) == 0 && warnings->text->len == 0 && !g_str_has_prefix (message, HARMLESS))
    g_string_append_len (warnings->text, message, (gssize) strcspn (message, "\n"));
}

void
adain_gegl_warnings_begin (AdainGeglWarnings *warnings)
{
  GLogLevelFlags levels = G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL;

  warnings->text = g_string_new (NULL);
  warnings->handler = g_log_set_handler (NULL, levels, take_warning, warnings);
  warnings->core_handler = g_log_set_handler ("GEGL", levels, take_warning, warnings);
}

void
adain_gegl_warnings_end (AdainGeglWarnings *warnings)
{
  g_log_remove_handler (NULL, warnings->handler);
  g_log_remove_handler ("GEGL", warnings->core_handler);
  g_string_free (warnings->text, TRUE);
}
