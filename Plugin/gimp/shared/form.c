/* form.c: the rows; GTK 2 and 3 have no table in common. */
#include "form.h"
#include "gtk-versions.h"

void
form_make (Form *form)
{
  form->box = vertical_box_new (6);
  form->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

void
form_clear (Form *form)
{
  g_clear_object (&form->labels);
}

void
form_add (Form *form, const char *text, GtkWidget *widget, GtkWidget *focus)
{
  GtkWidget *row = horizontal_box_new (6), *label = gtk_label_new_with_mnemonic (text);

  g_object_set_data (G_OBJECT (row), "form-row", row);
  align_label (label);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), focus);
  gtk_size_group_add_widget (form->labels, label);
  gtk_box_pack_start (GTK_BOX (row), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), widget, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (form->box), row, FALSE, FALSE, 0);
}

GtkWidget *
form_row (GtkWidget *widget)
{
  while (g_object_get_data (G_OBJECT (widget), "form-row") == NULL)
    widget = gtk_widget_get_parent (widget);
  return widget;
}
