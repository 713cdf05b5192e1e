/* mask-list.h: the list that the mask is chosen from: GIMP's list of drawables, and what else may say
 * where. */
#ifndef ADAIN_GIMP_MASK_LIST_H
#define ADAIN_GIMP_MASK_LIST_H

#include "settings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds to list, which has the image's drawables: none; the selection and the layer's mask, where there are
 * any; and each group as one of regions. */
void mask_list_complete (GtkWidget *list, HostDrawable drawable);

void mask_list_set (GtkWidget *list, const Settings *settings);
void mask_list_get (GtkWidget *list, Settings *settings);

G_END_DECLS

#endif
