/* style-combo.c: shows the grid's list, filtered by nothing, so that what is added there is here as well. */
#include "style-combo.h"

GtkWidget *
style_combo_new (StyleGrid *grid)
{
  GtkWidget       *combo = gtk_combo_box_new_with_model (GTK_TREE_MODEL (grid->store));
  GtkCellRenderer *label = gtk_cell_renderer_text_new ();

  g_object_set (label, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, NULL);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (combo), label, TRUE);
  gtk_cell_layout_set_attributes (GTK_CELL_LAYOUT (combo), label, "text", STYLE_GRID_LABEL, NULL);
  gtk_combo_box_set_active (GTK_COMBO_BOX (combo), 0);
  return combo;
}

void
style_combo_set (GtkWidget *combo, StyleGrid *grid, const char *style)
{
  GtkTreeIter row;

  style_grid_find (grid, style, &row);
  gtk_combo_box_set_active_iter (GTK_COMBO_BOX (combo), &row);
}

char *
style_combo_get (GtkWidget *combo)
{
  GtkTreeIter row;
  char       *style = NULL;

  if (gtk_combo_box_get_active_iter (GTK_COMBO_BOX (combo), &row))
    gtk_tree_model_get (gtk_combo_box_get_model (GTK_COMBO_BOX (combo)), &row, STYLE_GRID_STYLE, &style, -1);
  return style == NULL ? g_strdup ("") : style;
}
