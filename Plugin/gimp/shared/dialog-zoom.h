/* dialog-zoom.h: the part of the picture that the dialog shows at 1:1, for dialog-preview.c, which hands
 * these to the preview and the window. */
#ifndef ADAIN_GIMP_DIALOG_ZOOM_H
#define ADAIN_GIMP_DIALOG_ZOOM_H

#include "dialog-body.h"

G_BEGIN_DECLS

/* A PreviewListener's: user is the body, x and y as there. */
void dialog_zoom_toggled (gpointer user, gboolean is_zoomed);
void dialog_zoom_picked (gpointer user, double x, double y);
void dialog_zoom_moved (gpointer user, double x, double y);

/* The key 1, but where it is typed into a text. */
gboolean dialog_zoom_key_pressed (GtkWidget *window, GdkEventKey *event, DialogBody *body);

G_END_DECLS

#endif
