/* presets.c: a list of names to choose from or to type, and buttons that keep and delete. The file is
 * adain-presets in GIMP's own folder; a mask is of one image and is in no preset. */
#include "presets.h"
#include "settings-file.h"
#include "gtk-versions.h"

#include <adain-words.h>
#include <string.h>

static char *
presets_path (void)
{
  return g_build_filename (gimp_directory (), "adain-presets", NULL);
}

static const char *
typed_name (const Presets *presets)
{
  return gtk_entry_get_text (GTK_ENTRY (gtk_bin_get_child (GTK_BIN (presets->name))));
}

/* Brackets and line ends have a meaning in the file. */
static gboolean
is_name (const char *name)
{
  return name[0] != '\0' && strpbrk (name, "[]\n") == NULL;
}

static void
update_buttons (Presets *presets)
{
  const char *name = typed_name (presets);

  gtk_widget_set_sensitive (presets->save, is_name (name));
  gtk_widget_set_sensitive (presets->remove, g_key_file_has_group (presets->file, name));
}

/* A line of the list, not a letter that is typed. */
static void
name_changed (Presets *presets)
{
  const char *name = typed_name (presets);

  update_buttons (presets);
  if (gtk_combo_box_get_active (GTK_COMBO_BOX (presets->name)) < 0
      || !g_key_file_has_group (presets->file, name))
    return;
  g_debug ("presets: loaded %s", name);
  settings_read (presets->settings, presets->file, name);
  presets->loaded (presets->user);
}

static void
fill_list (Presets *presets)
{
  char        **names = g_key_file_get_groups (presets->file, NULL);
  GtkListStore *lines = GTK_LIST_STORE (gtk_combo_box_get_model (GTK_COMBO_BOX (presets->name)));

  gtk_list_store_clear (lines);
  for (int i = 0; names[i] != NULL; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (presets->name), names[i]);
  g_strfreev (names);
  update_buttons (presets);
}

static void
save_file (Presets *presets)
{
  char   *path = presets_path ();
  GError *error = NULL;

  if (!g_key_file_save_to_file (presets->file, path, &error))
    {
      g_message (_ ("The presets were not saved: %s"), error->message);
      g_error_free (error);
    }
  g_free (path);
}

static void
keep (Presets *presets)
{
  char *name = g_strdup (typed_name (presets));

  settings_write (presets->settings, presets->file, name);
  save_file (presets);
  fill_list (presets);
  g_debug ("presets: saved %s", name);
  g_free (name);
}

static void delete (Presets *presets)
{
  g_key_file_remove_group (presets->file, typed_name (presets), NULL);
  save_file (presets);
  fill_list (presets);
  gtk_entry_set_text (GTK_ENTRY (gtk_bin_get_child (GTK_BIN (presets->name))), "");
}

static GtkWidget *
button (const char *label, const char *text, GCallback clicked, Presets *presets)
{
  GtkWidget *made = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (made, text);
  g_signal_connect_swapped (made, "clicked", clicked, presets);
  gtk_box_pack_start (GTK_BOX (presets->box), made, FALSE, FALSE, 0);
  return made;
}

void
presets_make (Presets *presets, gint32 image, Settings *settings, void (*loaded) (gpointer user),
              gpointer user)
{
  char *path = presets_path ();

  *presets = (Presets) { .settings = settings, .image = image, .loaded = loaded, .user = user };
  presets->file = g_key_file_new ();
  g_key_file_load_from_file (presets->file, path, G_KEY_FILE_NONE, NULL);
  g_free (path);
  presets->box = horizontal_box_new (6);
  presets->name = gtk_combo_box_text_new_with_entry ();
  name_widget (presets->name, _ ("Presets"), _ ("Choose a preset, or type a name for one"));
  gtk_box_pack_start (GTK_BOX (presets->box), presets->name, TRUE, TRUE, 0);
  presets->save = button (_ ("_Save"), _ ("Keeps these settings under the name"), G_CALLBACK (keep), presets);
  presets->remove = button (_ ("For_get"), _ ("Forgets the preset of this name"), G_CALLBACK (delete),
                            presets);
  fill_list (presets);
  g_signal_connect_swapped (presets->name, "changed", G_CALLBACK (name_changed), presets);
}

void
presets_clear (Presets *presets)
{
  g_key_file_free (presets->file);
}
