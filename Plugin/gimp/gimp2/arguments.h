/* arguments.h: the settings as the procedures' arguments, and what the last dialog left. */
#ifndef ADAIN_GIMP_ARGUMENTS_H
#define ADAIN_GIMP_ARGUMENTS_H

#include "settings.h"

G_BEGIN_DECLS

/* Reads the arguments after run-mode, image and drawable: those of plug-in-adain-stylize, and of
 * plug-in-adain-stylize-with. */
gboolean settings_from_parameters (Settings *settings, int count, const GimpParam *parameters,
                                   GError **error);
gboolean settings_from_options (Settings *settings, int count, const GimpParam *parameters, GError **error);

/* "NAME=VALUE …" of the options that are numbers or choices, of output and of mask-from. */
gboolean settings_set_options (Settings *settings, const char *text, GError **error);

/* The settings of the last dialog that was confirmed, in this session of GIMP or an earlier one; the defaults
 * before the first. The mask is remembered by its name. FALSE when the drawable's image has none of it. */
gboolean settings_recall (Settings *settings, gint32 drawable, GError **error);
void     settings_remember (const Settings *settings);

G_END_DECLS

#endif
