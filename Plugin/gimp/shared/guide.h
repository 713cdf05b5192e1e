/* guide.h: the dialog's Help. */
#ifndef ADAIN_GIMP_GUIDE_H
#define ADAIN_GIMP_GUIDE_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens the installed guide in the user's program for it; says where it is when there is none. */
void guide_open (GtkWindow *window);

G_END_DECLS

#endif
