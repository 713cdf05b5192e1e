/* style-chooser.c: what a style is chosen with: a list of the gallery, and a button that names a file. It
 * does not know what the style is for. */
#include "style-chooser.h"

static gboolean
names_file (const StyleChooser *chooser)
{
  return gtk_combo_box_get_active (GTK_COMBO_BOX (chooser->combo)) == chooser->first + chooser->count;
}

static void
update_file_button (StyleChooser *chooser)
{
  gtk_widget_set_sensitive (chooser->file, names_file (chooser));
}

/* Chooses what style stands for: a gallery entry, a file, or the list's first line. */
static void
choose_style (StyleChooser *chooser, const char *style)
{
  int line = 0;

  for (int i = 0; i < chooser->count; i++)
    if (g_str_equal (chooser->gallery[i]->name, style))
      line = chooser->first + i;
  if (g_path_is_absolute (style) && g_file_test (style, G_FILE_TEST_IS_REGULAR))
    {
      line = chooser->first + chooser->count;
      gtk_file_chooser_set_filename (GTK_FILE_CHOOSER (chooser->file), style);
    }
  gtk_combo_box_set_active (GTK_COMBO_BOX (chooser->combo), line);
  update_file_button (chooser);
}

void
style_chooser_make (StyleChooser *chooser, AdainGeglGalleryEntry **gallery, const char *none,
                    const char *style)
{
  GtkComboBoxText *combo = GTK_COMBO_BOX_TEXT (gtk_combo_box_text_new ());

  chooser->gallery = gallery;
  chooser->first = none == NULL ? 0 : 1;
  chooser->count = 0;
  chooser->combo = GTK_WIDGET (combo);
  chooser->file = gtk_file_chooser_button_new ("Choose a Style", GTK_FILE_CHOOSER_ACTION_OPEN);
  if (none != NULL)
    gtk_combo_box_text_append_text (combo, none);
  for (; gallery[chooser->count] != NULL; chooser->count++)
    gtk_combo_box_text_append_text (combo, gallery[chooser->count]->title);
  gtk_combo_box_text_append_text (combo, "A picture or saved style:");

  chooser->box = gtk_vbox_new (FALSE, 6);
  gtk_box_pack_start (GTK_BOX (chooser->box), chooser->combo, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (chooser->box), chooser->file, FALSE, FALSE, 0);
  gtk_widget_show_all (chooser->box);
  g_signal_connect_swapped (combo, "changed", G_CALLBACK (update_file_button), chooser);
  choose_style (chooser, style);
}

void
style_chooser_take (const StyleChooser *chooser, char **style)
{
  int line = gtk_combo_box_get_active (GTK_COMBO_BOX (chooser->combo)) - chooser->first;

  g_free (*style);
  if (names_file (chooser))
    *style = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser->file));
  else
    *style = g_strdup (line < 0 ? "" : chooser->gallery[line]->name);
  if (*style == NULL)
    *style = g_strdup ("");
}

gboolean
style_chooser_is_complete (const StyleChooser *chooser)
{
  char    *style = g_strdup ("");
  gboolean complete;

  style_chooser_take (chooser, &style);
  complete = style[0] != '\0' || !names_file (chooser);
  g_free (style);
  return complete;
}
