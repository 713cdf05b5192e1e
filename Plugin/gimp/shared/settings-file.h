/* settings-file.h: settings as a text: remembered, in presets, and within the image that they were used
 * on. */
#ifndef ADAIN_GIMP_SETTINGS_FILE_H
#define ADAIN_GIMP_SETTINGS_FILE_H

#include "settings.h"

G_BEGIN_DECLS

/* To and from a group of a key file. The mask's layer or channel is not in it: it is of one image. */
void settings_read (Settings *settings, GKeyFile *file, const char *group);
void settings_write (const Settings *settings, GKeyFile *file, const char *group);

/* All of them; the mask's layer, channel or group by its name, which is looked for in the image of drawable.
 * FALSE when that has none of the name. What is missing in the text stays as it is. The text is to be freed
 * with g_free(). */
gboolean settings_from_text (Settings *settings, const char *text, HostDrawable drawable, GError **error);
char    *settings_to_text (const Settings *settings);

/* What the image of drawable was last stylised with. FALSE when it never was. */
gboolean settings_of_image (Settings *settings, HostDrawable drawable);
void     settings_into_image (const Settings *settings, HostDrawable drawable);

G_END_DECLS

#endif
