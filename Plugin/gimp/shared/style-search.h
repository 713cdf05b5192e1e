/* style-search.h: what styles are looked for with, for the grid and its window alone. */
#ifndef ADAIN_GIMP_STYLE_SEARCH_H
#define ADAIN_GIMP_STYLE_SEARCH_H

#include "style-grid.h"

G_BEGIN_DECLS

/* Makes the grid's filter, in a row with its label. */
GtkWidget *style_search_new (StyleGrid *grid);
/* Ctrl+F and / in the dialog's window go to the filter, and Escape leaves it. */
void style_search_listen (StyleGrid *grid, GtkWidget *window);

G_END_DECLS

#endif
