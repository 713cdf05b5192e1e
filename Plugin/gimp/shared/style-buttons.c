/* style-buttons.c: asks which file becomes a style, and whether one shall go. The folder is
 * own-styles.c's. */
#include "style-buttons.h"
#include "gtk-versions.h"
#include "own-styles.h"
#include "picture-chooser.h"

#include <adain-words.h>

static GtkWindow *
window_of (const StyleGrid *grid)
{
  return GTK_WINDOW (gtk_widget_get_toplevel (grid->box));
}

/* Takes the error. */
static void
say (const StyleGrid *grid, GError *error)
{
  GtkWidget *window = gtk_message_dialog_new (window_of (grid), GTK_DIALOG_MODAL, GTK_MESSAGE_ERROR,
                                              GTK_BUTTONS_CLOSE, "%s", error->message);

  gtk_dialog_run (GTK_DIALOG (window));
  gtk_widget_destroy (window);
  g_error_free (error);
}

static gboolean
is_style_file (const GtkFileFilterInfo *info, gpointer user)
{
  (void) user;
  return g_str_has_suffix (info->filename, ".safetensors") || adain_gegl_has_picture_ending (info->filename);
}

static GtkFileFilter *
style_files (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures and saved styles"));
  gtk_file_filter_add_custom (filter, GTK_FILE_FILTER_FILENAME, is_style_file, NULL, NULL);
  return filter;
}

/* Copies them; the last one is chosen. */
static void
add_files (StyleGrid *grid, GSList *paths)
{
  for (; paths != NULL; paths = paths->next)
    {
      GError *error = NULL;
      char   *style = own_styles_add (paths->data, &error);

      if (style == NULL)
        say (grid, error);
      else
        style_grid_set (grid, style);
      g_free (style);
    }
}

/* GTK 2 begins with files that were used lately, where no path can be typed. */
static void
choose_folder (GtkFileChooser *chooser)
{
#if !GTK_CHECK_VERSION(3, 0, 0)
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

  gtk_file_chooser_set_current_folder (chooser, pictures == NULL ? g_get_home_dir () : pictures);
#else
  (void) chooser;
#endif
}

static void
ask_for_files (StyleGrid *grid)
{
  GtkWidget *window = gtk_file_chooser_dialog_new (
    _ ("Add Styles"), window_of (grid), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Cancel"), GTK_RESPONSE_CANCEL,
    _ ("_Add"), GTK_RESPONSE_ACCEPT, NULL);
  GSList *paths = NULL;

  choose_folder (GTK_FILE_CHOOSER (window));
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_ACCEPT);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (window), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (window), style_files ());
  if (gtk_dialog_run (GTK_DIALOG (window)) == GTK_RESPONSE_ACCEPT)
    paths = gtk_file_chooser_get_filenames (GTK_FILE_CHOOSER (window));
  gtk_widget_destroy (window);
  add_files (grid, paths);
  g_slist_free_full (paths, g_free);
}

static void
ask_for_picture (StyleGrid *grid)
{
  GError *error = NULL;
  char   *style = picture_chooser_add (window_of (grid), &error);

  if (style != NULL)
    style_grid_set (grid, style);
  else if (error != NULL)
    say (grid, error);
  g_free (style);
}

static gboolean
is_sure (const StyleGrid *grid)
{
  char      *name = g_path_get_basename (grid->style);
  GtkWidget *window = gtk_message_dialog_new (window_of (grid), GTK_DIALOG_MODAL, GTK_MESSAGE_QUESTION,
                                              GTK_BUTTONS_NONE, _ ("Remove “%s” from your styles?"), name);
  gboolean   sure;

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (window),
                                            _ ("The file that it was copied from stays where it is."));
  gtk_dialog_add_buttons (GTK_DIALOG (window), _ ("_Cancel"), GTK_RESPONSE_CANCEL, _ ("_Remove"),
                          GTK_RESPONSE_ACCEPT, NULL);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Remove Style"));
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_ACCEPT);
  sure = gtk_dialog_run (GTK_DIALOG (window)) == GTK_RESPONSE_ACCEPT;
  gtk_widget_destroy (window);
  g_free (name);
  return sure;
}

static void
remove_chosen (StyleGrid *grid)
{
  GError *error = NULL;
  char   *style;

  if (!is_sure (grid))
    return;
  style = g_strdup (grid->style);
  if (own_styles_remove (style, &error))
    style_grid_remove (grid, style);
  else
    say (grid, error);
  g_free (style);
}

GtkWidget *
style_buttons_new (StyleGrid *grid)
{
  GtkWidget *row = horizontal_box_new (6), *add = gtk_button_new_with_mnemonic (_ ("_Add Style…"));
  GtkWidget *layer = gtk_button_new_with_mnemonic (_ ("Add La_yer…"));

  gtk_widget_set_tooltip_text (add, _ ("Copies pictures or saved styles into the folder of your own styles"));
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (ask_for_files), grid);
  grid->remove = gtk_button_new_with_mnemonic (_ ("Remo_ve"));
  gtk_widget_set_tooltip_text (grid->remove, _ ("Deletes the chosen one of your own styles"));
  gtk_widget_set_sensitive (grid->remove, FALSE);
  g_signal_connect_swapped (grid->remove, "clicked", G_CALLBACK (remove_chosen), grid);
  gtk_box_pack_start (GTK_BOX (row), add, FALSE, FALSE, 0);
  gtk_widget_set_tooltip_text (layer, _ ("Makes a style of an open image or of one of its layers"));
  g_signal_connect_swapped (layer, "clicked", G_CALLBACK (ask_for_picture), grid);
  gtk_box_pack_start (GTK_BOX (row), layer, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), grid->remove, FALSE, FALSE, 0);
  return row;
}
