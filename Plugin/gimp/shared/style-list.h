/* style-list.h: the list behind the grid, for the parts of the grid alone. */
#ifndef ADAIN_GIMP_STYLE_LIST_H
#define ADAIN_GIMP_STYLE_LIST_H

#include "style-grid.h"

G_BEGIN_DECLS

/* Fills grid's store; its listener has to be there. */
void style_list_make (StyleGrid *grid, AdainGeglGalleryEntry **gallery);
void style_list_clear (StyleGrid *grid);

/* FALSE when the list does not have it. */
gboolean style_list_find (StyleGrid *grid, const char *style, GtkTreeIter *row);

G_END_DECLS

#endif
