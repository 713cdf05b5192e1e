/* model-list.h: the list that the model is chosen from. */
#ifndef ADAIN_GIMP_MODEL_LIST_H
#define ADAIN_GIMP_MODEL_LIST_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The installed models, those in adain/models of the user's data folder, and any file. changed: another one
 * is chosen. */
GtkWidget *model_list_new (void (*changed) (gpointer user), gpointer user);

/* As settings have it: "" for the default, a name, or a path. Free what model_list_get() gives. */
void  model_list_set (GtkWidget *list, const char *model);
char *model_list_get (GtkWidget *list);

G_END_DECLS

#endif
