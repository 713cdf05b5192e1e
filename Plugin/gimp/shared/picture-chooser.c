/* picture-chooser.c: asks for an open image or a layer, and keeps its pixels as a style. Pixels come from
 * GIMP a band at a time, and are written by a thread, so that the window goes on meanwhile. */
#include "picture-chooser.h"
#include "gtk-versions.h"
#include "host.h"
#include "own-styles.h"

#include <adain-gegl.h>
#include <adain-words.h>
#include <libgimp/gimpui.h>
#include <string.h>

/* Lines of the list that are images and no layers: this less the image's number. */
#define LINE_IMAGES (-1000)
/* Rows that are copied between looks at the window. */
#define BAND 64

static void
look_at_window (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static GeglBuffer *
copy_pixels (GeglBuffer *from)
{
  GeglRectangle extent = *gegl_buffer_get_extent (from), band = extent;
  GeglBuffer   *copy = gegl_buffer_new (&extent, gegl_buffer_get_format (from));

  for (int y = 0; y < extent.height; y += BAND)
    {
      band.y = extent.y + y;
      band.height = MIN (BAND, extent.height - y);
      gegl_buffer_copy (from, &band, GEGL_ABYSS_NONE, copy, &band);
      look_at_window ();
    }
  return copy;
}

/* What a thread keeps. */
typedef struct
{
  GeglBuffer *picture;
  char       *name, *style;
  GError     *error;
  gint        is_done; /* atomic */
} Keeping;

static gpointer
keep (gpointer user)
{
  Keeping *keeping = user;

  keeping->style = own_styles_add_picture (keeping->picture, keeping->name, &keeping->error);
  g_atomic_int_set (&keeping->is_done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* Takes picture and name. */
static char *
keep_picture (GeglBuffer *picture, char *name, GError **error)
{
  Keeping  keeping = { .picture = picture, .name = name };
  GThread *thread = g_thread_new ("adain style", keep, &keeping);

  while (!g_atomic_int_get (&keeping.is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_object_unref (picture);
  g_free (name);
  if (keeping.error != NULL)
    g_propagate_error (error, keeping.error);
  return keeping.style;
}

/* "photo" of "[photo] (imported)", as GIMP calls what is no file of its own. Takes name. */
static char *
plain_name (char *name)
{
  char *end = name[0] == '[' ? strrchr (name, ']') : NULL, *plain;

  plain = end == NULL ? g_strdup (name) : g_strndup (name + 1, (gsize) (end - name - 1));
  g_free (name);
  return plain;
}

static char *
add_line (int line, GError **error)
{
  GeglBuffer *pixels, *copy;
  char       *name;

  if (line <= LINE_IMAGES)
    {
      copy = host_image_picture (LINE_IMAGES - line);
      name = plain_name (host_image_name (LINE_IMAGES - line));
    }
  else
    {
      pixels = host_buffer (host_drawable (line));
      copy = copy_pixels (pixels);
      g_object_unref (pixels);
      name = host_name (host_drawable (line));
    }
  if (copy != NULL)
    return keep_picture (copy, name, error);
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                       _ ("The image has no visible layer: show one, or choose a layer."));
  g_free (name);
  return NULL;
}

static GtkWidget *
make_list (void)
{
#if GIMP_CHECK_VERSION(3, 0, 0)
  GtkWidget *list = gimp_drawable_combo_box_new (NULL, NULL, NULL);
#else
  GtkWidget *list = gimp_drawable_combo_box_new (NULL, NULL);
#endif
  int  count;
  int *images = host_images (&count);

  for (int i = count - 1; i >= 0; i--)
    {
      char *name = plain_name (host_image_name (images[i])), *text = g_strdup_printf (_ ("All of %s"), name);

      gimp_int_combo_box_prepend (GIMP_INT_COMBO_BOX (list), GIMP_INT_STORE_VALUE, LINE_IMAGES - images[i],
                                  GIMP_INT_STORE_LABEL, text, -1);
      g_free (text);
      g_free (name);
    }
  if (count > 0)
    gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (list), LINE_IMAGES - images[0]);
  g_free (images);
  return list;
}

char *
picture_chooser_add (GtkWindow *window, GError **error)
{
  GtkWidget *dialog = gtk_dialog_new_with_buttons (_ ("Add Layer as Style"), window, GTK_DIALOG_MODAL,
                                                   _ ("_Cancel"), GTK_RESPONSE_CANCEL, _ ("_Add"),
                                                   GTK_RESPONSE_ACCEPT, NULL);
  GtkWidget *row = horizontal_box_new (6), *label = gtk_label_new_with_mnemonic (_ ("_Picture:"));
  GtkWidget *list = make_list ();
  char      *style = NULL;
  int        line = 0;

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), list);
  gtk_box_pack_start (GTK_BOX (row), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), list, TRUE, TRUE, 0);
  gtk_container_set_border_width (GTK_CONTAINER (row), 12);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog))), row, FALSE, FALSE, 0);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  gtk_widget_show_all (dialog);
  if (gtk_dialog_run (GTK_DIALOG (dialog)) == GTK_RESPONSE_ACCEPT
      && gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (list), &line))
    {
      gtk_widget_set_sensitive (dialog, FALSE);
      style = add_line (line, error);
    }
  gtk_widget_destroy (dialog);
  return style;
}
