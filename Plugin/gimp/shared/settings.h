/* settings.h: what the procedure's arguments, the dialog and the remembered settings have in common. */
#ifndef ADAIN_GIMP_SETTINGS_H
#define ADAIN_GIMP_SETTINGS_H

#include "host.h"

#include <adain-gegl.h>

G_BEGIN_DECLS

/* Where the result goes. */
typedef enum
{
  OUTPUT_IN_PLACE,     /* into the layer or channel itself, where it is selected */
  OUTPUT_LAYER,        /* into a copy of the layer above it */
  OUTPUT_MASKED_LAYER, /* likewise, all of it, with the selection as the copy's mask */
  OUTPUT_COUNT
} Output;

typedef struct
{
  const char *name; /* in arguments and remembered settings */
  const char *text;
} OutputText;

extern const OutputText output_texts[OUTPUT_COUNT];

typedef struct
{
  char        *style;            /* gallery names or paths, "NAME[:WEIGHT];…" */
  HostDrawable mask;             /* of the same image, or HOST_NO_DRAWABLE */
  char        *background_style; /* "": the picture stays where the mask is black */
  char        *model;            /* "": the bundled one */
  Output       output;
  AdainGeglJob job; /* the numbers and choices; its texts and buffers are filled in by who runs it */
} Settings;

void settings_init (Settings *settings);
void settings_clear (Settings *settings);
void settings_copy (Settings *settings, const Settings *from); /* settings holds nothing yet */

/* OUTPUT_IN_PLACE when it is no output's name. */
Output output_named (const char *name);

void settings_replace_text (char **text, const char *new_text); /* NULL is "" */

/* Whether the option of this number is a setting that job holds; texts have fields of their own. */
gboolean settings_has_number (int option);

/* Puts all texts into job: background style, model, and the styles with their weights, which it borrows from
 * parts (free with g_strfreev()). */
gboolean settings_texts (const Settings *settings, AdainGeglJob *job, char ***parts, GError **error);

G_END_DECLS

#endif
