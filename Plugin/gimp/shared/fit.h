/* fit.h: tells, for who looks at the window from outside, how large it is, which texts have no room, and
 * where its parts begin. */
#ifndef ADAIN_GIMP_FIT_H
#define ADAIN_GIMP_FIT_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says it in a debug message as soon as the window is shown. */
void fit_tell (GtkWidget *window);

G_END_DECLS

#endif
