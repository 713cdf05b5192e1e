/* settings.h: what the procedure's arguments, the dialog and the remembered settings have in common. */
#ifndef ADAIN_GIMP_SETTINGS_H
#define ADAIN_GIMP_SETTINGS_H

#include <adain-gegl.h>
#include <libgimp/gimp.h>

G_BEGIN_DECLS

typedef struct
{
  char        *style;            /* gallery names or paths, "NAME[:WEIGHT];…" */
  gint32       mask;             /* a drawable of the same image, or -1 */
  char        *background_style; /* "": the picture stays where the mask is black */
  char        *model;            /* "": the bundled one */
  AdainGeglJob job; /* the numbers and choices; its texts and buffers are filled in by who runs it */
} Settings;

void settings_init (Settings *settings);
void settings_clear (Settings *settings);

/* Reads the arguments after run-mode, image and drawable. */
gboolean settings_from_parameters (Settings *settings, int count, const GimpParam *parameters,
                                   GError **error);

/* The settings of the last dialog that was confirmed, in this session of GIMP or an earlier one; the defaults
 * before the first. The mask is remembered by its name. FALSE when image has none of that name. */
gboolean settings_recall (Settings *settings, gint32 image, GError **error);
void     settings_remember (const Settings *settings);

/* Puts all texts into job: background style, model, and the styles with their weights, which it borrows from
 * parts (free with g_strfreev()). */
gboolean settings_texts (const Settings *settings, AdainGeglJob *job, char ***parts, GError **error);

G_END_DECLS

#endif
