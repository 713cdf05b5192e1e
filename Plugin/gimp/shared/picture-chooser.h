/* picture-chooser.h: a style from what is open in GIMP. */
#ifndef ADAIN_GIMP_PICTURE_CHOOSER_H
#define ADAIN_GIMP_PICTURE_CHOOSER_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks which image or layer becomes one of the user's styles. Its path, to be freed with g_free(); NULL when
 * the user cancels, or with an error. */
char *picture_chooser_add (GtkWindow *window, GError **error);

G_END_DECLS

#endif
