/* estimate.h: the line of the dialog that says what the work will take, and the one that says what
 * changes. */
#ifndef ADAIN_GIMP_ESTIMATE_H
#define ADAIN_GIMP_ESTIMATE_H

#include "settings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  AdainGeglSession *session;
  AdainGeglJob      job; /* only what an estimate depends on */
  GtkWidget        *label;
  guint             idle; /* the source that will tell it; 0: nothing is due */
} Estimate;

/* settings' texts have to outlive it. */
void estimate_make (Estimate *estimate, AdainGeglSession *session, HostDrawable drawable,
                    const Settings *settings);
void estimate_clear (Estimate *estimate);

/* Tells it anew, for these settings. */
void estimate_update (Estimate *estimate, const Settings *settings);

/* "Changes the layer “Sky”." */
GtkWidget *target_label (HostDrawable drawable);

G_END_DECLS

#endif
