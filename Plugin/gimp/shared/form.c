/* form.c: the rows; GTK 2 and 3 have no table in common. */
#include "form.h"
#include "gtk-versions.h"

/* What a screen has to have room for beside the rows: title, borders, buttons, panels. */
#define OTHER_HEIGHT 240
#if !GTK_CHECK_VERSION(3, 0, 0)
#define BAR_WIDTH 24
#endif

void
form_make (Form *form)
{
  form->box = vertical_box_new (6);
  form->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  form->numbers = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

void
form_clear (Form *form)
{
  g_clear_object (&form->labels);
  g_clear_object (&form->numbers);
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

#if !GTK_CHECK_VERSION(3, 0, 0)
static void
take_room (GtkWidget *box, GtkRequisition *wanted, GtkWidget *scroller)
{
  int height = MIN (wanted->height, screen_height () - widget_length (box, OTHER_HEIGHT)), before_width,
      before_height;
  int width = wanted->width + (height < wanted->height ? BAR_WIDTH : 0);

  gtk_widget_get_size_request (scroller, &before_width, &before_height);
  if (width != before_width || height != before_height)
    gtk_widget_set_size_request (scroller, width, height);
}
#endif

GtkWidget *
form_scroller (Form *form)
{
  GtkWidget         *scroller = gtk_scrolled_window_new (NULL, NULL);
  GtkScrolledWindow *window = GTK_SCROLLED_WINDOW (scroller);

  gtk_scrolled_window_set_policy (window, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_container_add (GTK_CONTAINER (scroller), form->box);
  gtk_scrolled_window_set_overlay_scrolling (window, FALSE);
  gtk_scrolled_window_set_propagate_natural_width (window, TRUE);
  gtk_scrolled_window_set_propagate_natural_height (window, TRUE);
  gtk_scrolled_window_set_max_content_height (window,
                                              screen_height () - widget_length (scroller, OTHER_HEIGHT));
#else
  gtk_scrolled_window_add_with_viewport (window, form->box);
  gtk_viewport_set_shadow_type (GTK_VIEWPORT (gtk_bin_get_child (GTK_BIN (scroller))), GTK_SHADOW_NONE);
  gtk_container_set_focus_vadjustment (GTK_CONTAINER (form->box),
                                       gtk_scrolled_window_get_vadjustment (window));
  g_signal_connect (form->box, "size-request", G_CALLBACK (take_room), scroller);
#endif
  return scroller;
}
