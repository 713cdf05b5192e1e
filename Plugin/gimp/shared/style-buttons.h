/* style-buttons.h: the buttons below the grid, which add the user's own styles and remove them. */
#ifndef ADAIN_GIMP_STYLE_BUTTONS_H
#define ADAIN_GIMP_STYLE_BUTTONS_H

#include "style-grid.h"

G_BEGIN_DECLS

/* Also sets grid->remove. */
GtkWidget *style_buttons_new (StyleGrid *grid);

G_END_DECLS

#endif
