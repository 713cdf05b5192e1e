/* style-combo.h: a further style chosen in one line, from the same list as the grid's. */
#ifndef ADAIN_GIMP_STYLE_COMBO_H
#define ADAIN_GIMP_STYLE_COMBO_H

#include "style-grid.h"

G_BEGIN_DECLS

/* Its "changed" tells of another choice. The list begins with the line for no style. */
GtkWidget *style_combo_new (StyleGrid *grid);
/* Chooses it; what is in no list comes into the grid's. */
void style_combo_set (GtkWidget *combo, StyleGrid *grid, const char *style);
/* What is chosen, "" for no style; free with g_free(). */
char *style_combo_get (GtkWidget *combo);

G_END_DECLS

#endif
