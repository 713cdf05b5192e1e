/* arguments.h: the settings as the procedure's arguments, and what the last dialog left. */
#ifndef ADAIN_GIMP_ARGUMENTS_H
#define ADAIN_GIMP_ARGUMENTS_H

#include "settings.h"

G_BEGIN_DECLS

/* Reads the arguments after run-mode, image and drawable. */
gboolean settings_from_parameters (Settings *settings, int count, const GimpParam *parameters,
                                   GError **error);

/* The settings of the last dialog that was confirmed, in this session of GIMP or an earlier one; the defaults
 * before the first. The mask is remembered by its name. FALSE when image has none of that name. */
gboolean settings_recall (Settings *settings, gint32 image, GError **error);
void     settings_remember (const Settings *settings);

/* To and from a group of a key file, without the mask, which is of one image. */
void settings_read (Settings *settings, GKeyFile *file, const char *group);
void settings_write (const Settings *settings, GKeyFile *file, const char *group);

G_END_DECLS

#endif
