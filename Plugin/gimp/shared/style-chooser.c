/* style-chooser.c: what a style is chosen with: a list of the gallery, and a button that names a file. It
 * does not know what the style is for. */
#include "style-chooser.h"
#include "gtk-versions.h"

static int
active_line (const StyleChooser *chooser)
{
  return gtk_combo_box_get_active (GTK_COMBO_BOX (chooser->combo));
}

static int
file_line (const StyleChooser *chooser)
{
  return chooser->first + chooser->count;
}

static void
line_changed (StyleChooser *chooser)
{
  gtk_widget_set_sensitive (chooser->file, active_line (chooser) == file_line (chooser));
  chooser->changed (chooser->user);
}

/* The button names nothing for a moment while GTK looks at a file: the path is what it named last. */
static void
file_changed (StyleChooser *chooser)
{
  char *path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser->file));

  if (path == NULL || g_strcmp0 (path, chooser->path) == 0)
    {
      g_free (path);
      return;
    }
  g_free (chooser->path);
  chooser->path = path;
  chooser->changed (chooser->user);
}

static void
set_other (StyleChooser *chooser, const char *style)
{
  if (chooser->other != NULL)
    gtk_combo_box_text_remove (GTK_COMBO_BOX_TEXT (chooser->combo), file_line (chooser) + 1);
  g_free (chooser->other);
  chooser->other = g_strdup (style);
  if (style != NULL)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (chooser->combo), style);
}

static int
gallery_line (const StyleChooser *chooser, const char *style)
{
  for (int i = 0; i < chooser->count; i++)
    if (g_str_equal (chooser->gallery[i]->name, style))
      return chooser->first + i;
  return -1;
}

void
style_chooser_set (StyleChooser *chooser, const char *style)
{
  int   line = style[0] == '\0' ? 0 : gallery_line (chooser, style);
  char *now = g_strdup ("");

  style_chooser_take (chooser, &now);
  if (!g_str_equal (now, style) || active_line (chooser) < 0)
    {
      if (line < 0 && g_path_is_absolute (style) && g_file_test (style, G_FILE_TEST_IS_REGULAR))
        {
          line = file_line (chooser);
          g_free (chooser->path);
          chooser->path = g_strdup (style);
          gtk_file_chooser_set_filename (GTK_FILE_CHOOSER (chooser->file), style);
        }
      else if (line < 0)
        {
          set_other (chooser, style);
          line = file_line (chooser) + 1;
        }
      gtk_combo_box_set_active (GTK_COMBO_BOX (chooser->combo), line);
    }
  g_free (now);
}

void
style_chooser_make (StyleChooser *chooser, AdainGeglGalleryEntry **gallery, const char *none,
                    void (*changed) (gpointer user), gpointer user)
{
  GtkComboBoxText *combo = GTK_COMBO_BOX_TEXT (gtk_combo_box_text_new ());

  *chooser = (StyleChooser) { .gallery = gallery, .first = none == NULL ? 0 : 1, .changed = changed };
  chooser->user = user;
  chooser->combo = GTK_WIDGET (combo);
  chooser->file = gtk_file_chooser_button_new ("Choose a Style", GTK_FILE_CHOOSER_ACTION_OPEN);
  if (none != NULL)
    gtk_combo_box_text_append_text (combo, none);
  for (; gallery[chooser->count] != NULL; chooser->count++)
    gtk_combo_box_text_append_text (combo, gallery[chooser->count]->title);
  gtk_combo_box_text_append_text (combo, "A picture or saved style:");

  chooser->box = vertical_box_new (6);
  gtk_box_pack_start (GTK_BOX (chooser->box), chooser->combo, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (chooser->box), chooser->file, FALSE, FALSE, 0);
  gtk_widget_show_all (chooser->box);
  gtk_widget_set_sensitive (chooser->file, FALSE);
  g_signal_connect_swapped (combo, "changed", G_CALLBACK (line_changed), chooser);
  g_signal_connect_swapped (chooser->file, "selection-changed", G_CALLBACK (file_changed), chooser);
}

void
style_chooser_clear (StyleChooser *chooser)
{
  g_clear_pointer (&chooser->path, g_free);
  g_clear_pointer (&chooser->other, g_free);
}

void
style_chooser_take (const StyleChooser *chooser, char **style)
{
  int         line = active_line (chooser) - chooser->first;
  const char *chosen = "";

  if (line == chooser->count)
    chosen = chooser->path;
  else if (line > chooser->count)
    chosen = chooser->other;
  else if (line >= 0)
    chosen = chooser->gallery[line]->name;
  g_free (*style);
  *style = g_strdup (chosen == NULL ? "" : chosen);
}

gboolean
style_chooser_is_complete (const StyleChooser *chooser)
{
  return active_line (chooser) != file_line (chooser) || chooser->path != NULL;
}
