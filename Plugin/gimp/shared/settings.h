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

/* What says where to stylise. */
typedef enum
{
  MASK_DRAWABLE,   /* the setting mask, or none */
  MASK_SELECTION,  /* what is selected: the result then also has what is not */
  MASK_LAYER_MASK, /* the layer's own mask */
  MASK_GROUP,      /* each layer of the group that is the setting mask is a region, named by its style */
  MASK_FROM_COUNT
} MaskFrom;

typedef struct
{
  const char *name; /* in arguments and remembered settings */
  const char *text;
} ChoiceText;

extern const ChoiceText output_texts[OUTPUT_COUNT], mask_from_texts[MASK_FROM_COUNT];

typedef struct
{
  char        *style; /* gallery names or paths, "NAME[:WEIGHT];…" */
  MaskFrom     mask_from;
  HostDrawable mask;             /* of the same image, or HOST_NO_DRAWABLE */
  char        *background_style; /* where the mask is black, or no region is; "": the picture stays */
  char        *model;            /* "": the bundled one */
  Output       output;
  AdainGeglJob job; /* the numbers and choices; its texts and buffers are filled in by who runs it */
} Settings;

void settings_init (Settings *settings);
void settings_clear (Settings *settings);
void settings_copy (Settings *settings, const Settings *from); /* settings holds nothing yet */

/* The first one when it is none's name. */
Output   output_named (const char *name);
MaskFrom mask_from_named (const char *name);

/* Whether a mask or regions are set, so that the background style counts. */
gboolean settings_have_mask (const Settings *settings);

/* FALSE, with the error ADAIN_INVALID_ARGUMENT: problem says what does not go, and what to do. */
gboolean refuse (GError **error, const char *problem);

void settings_replace_text (char **text, const char *new_text); /* NULL is "" */

/* Whether the option of this number is a setting that job holds; texts have fields of their own. */
gboolean settings_has_number (int option);

/* Puts all texts into job: background style, model, and the styles with their weights, which it borrows from
 * parts (free with g_strfreev()). */
gboolean settings_texts (const Settings *settings, AdainGeglJob *job, char ***parts, GError **error);

G_END_DECLS

#endif
