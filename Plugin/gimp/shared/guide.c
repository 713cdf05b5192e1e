/* guide.c: finds the installed guide, beside models and styles, and lets the desktop open it. */
#include "guide.h"

#include <adain-gegl.h>
#include <adain-words.h>

/* In the user's language; NULL when it is not installed. */
static char *
guide_path (void)
{
  char *folder = adain_gegl_data_dir ();
  char *path = folder == NULL ? NULL : g_build_filename (folder, _ ("guide.md"), NULL);

  g_free (folder);
  if (path != NULL && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&path, g_free);
  return path;
}

void
guide_open (GtkWindow *window)
{
  char      *path = guide_path (), *uri = path == NULL ? NULL : g_filename_to_uri (path, NULL, NULL);
  GtkWidget *message;

  if (uri == NULL || !g_app_info_launch_default_for_uri (uri, NULL, NULL))
    {
      message = gtk_message_dialog_new (window, GTK_DIALOG_MODAL, GTK_MESSAGE_INFO, GTK_BUTTONS_CLOSE,
                                        path == NULL
                                          ? _ ("The guide is not installed; it is docs/guide.md of "
                                               "adain's sources%s.")
                                          : _ ("No program is set to open texts. The guide is %s."),
                                        path == NULL ? "" : path);
      gtk_window_set_title (GTK_WINDOW (message), _ ("Guide"));
      gtk_dialog_run (GTK_DIALOG (message));
      gtk_widget_destroy (message);
    }
  g_debug ("guide: %s", path == NULL ? "not installed" : path);
  g_free (uri);
  g_free (path);
}
