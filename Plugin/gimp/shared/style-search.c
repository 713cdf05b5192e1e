/* style-search.c: the text above the grid that styles are looked for with, and the keys that lead there and
 * back. What it lets through is style-grid.c's. */
#include "style-search.h"
#include "gtk-versions.h"

#include <adain-words.h>
#include <gdk/gdkkeysyms.h>

/* A / that is typed into a text is one. */
static gboolean
is_search (const GdkEventKey *event, GtkWidget *focus)
{
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (modifiers == GDK_CONTROL_MASK)
    return gdk_keyval_to_lower (event->keyval) == GDK_KEY_f;
  return (event->keyval == GDK_KEY_slash || event->keyval == GDK_KEY_KP_Divide)
         && (modifiers & ~GDK_SHIFT_MASK) == 0 && !GTK_IS_EDITABLE (focus);
}

/* Escape goes back to the styles, all of them: it closes the window from there. */
static gboolean
key_pressed (GtkWidget *window, GdkEventKey *event, StyleGrid *grid)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  if (is_search (event, focus) && gtk_widget_is_sensitive (grid->filter))
    gtk_widget_grab_focus (grid->filter);
  else if (event->keyval == GDK_KEY_Escape && focus == grid->filter)
    {
      gtk_entry_set_text (GTK_ENTRY (grid->filter), "");
      gtk_widget_grab_focus (grid->view);
    }
  else
    return FALSE;
  g_debug ("gallery: search %s", event->keyval == GDK_KEY_Escape ? "left" : "entered");
  return TRUE;
}

void
style_search_listen (StyleGrid *grid, GtkWidget *window)
{
  g_signal_connect (window, "key-press-event", G_CALLBACK (key_pressed), grid);
}

GtkWidget *
style_search_new (StyleGrid *grid)
{
  GtkWidget *row = horizontal_box_new (6), *label = gtk_label_new_with_mnemonic (_ ("_Find a style:"));

  grid->filter = gtk_entry_new ();
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), grid->filter);
  name_widget (grid->filter, _ ("Find a style"),
               _ ("Words of a style's name or title (Ctrl+F or /; Escape shows all again)"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (grid->filter), GTK_ENTRY_ICON_PRIMARY, "edit-find");
  gtk_box_pack_start (GTK_BOX (row), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), grid->filter, TRUE, TRUE, 0);
  return row;
}
