/* fit.c: looks at what GTK has laid out; it changes nothing. */
#include "fit.h"

/* Counts the labels whose text is shortened or wider than their place. */
static void
look_at (GtkWidget *widget, gpointer user)
{
  int *cut = user;

  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), look_at, cut);
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    {
      PangoLayout  *layout = gtk_label_get_layout (GTK_LABEL (widget));
      GtkAllocation place;
      int           width;

      gtk_widget_get_allocation (widget, &place);
      pango_layout_get_pixel_size (layout, &width, NULL);
      if (pango_layout_is_ellipsized (layout) || width > place.width)
        {
          ++*cut;
          g_debug ("fit: no room for “%s”", gtk_label_get_text (GTK_LABEL (widget)));
        }
    }
}

/* Where the leftmost text, button or picture in it begins. */
static void
find_edge (GtkWidget *widget, gpointer user)
{
  int *edge = user, x = 0;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_CONTAINER (widget) && !GTK_IS_BUTTON (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_edge, user);
  else if (gtk_widget_translate_coordinates (widget, gtk_widget_get_toplevel (widget), 0, 0, &x, NULL))
    *edge = MIN (*edge, x);
}

static void
tell_edges (GtkDialog *window)
{
  GList   *parts = gtk_container_get_children (GTK_CONTAINER (gtk_dialog_get_content_area (window)));
  GString *text = g_string_new ("fit: left edges");

  for (GList *part = parts; part != NULL; part = part->next)
    {
      int edge = G_MAXINT;

      find_edge (part->data, &edge);
      if (edge < G_MAXINT)
        g_string_append_printf (text, " %d", edge);
    }
  g_debug ("%s", text->str);
  g_string_free (text, TRUE);
  g_list_free (parts);
}

static gboolean
look (gpointer window)
{
  GtkAllocation place;
  int           cut = 0;

  gtk_widget_get_allocation (window, &place);
  look_at (window, &cut);
  g_debug ("fit: %dx%d, %d texts without room", place.width, place.height, cut);
  tell_edges (window);
  g_object_unref (window);
  return G_SOURCE_REMOVE;
}

static gboolean
shown (GtkWidget *window, GdkEvent *event, gpointer user)
{
  (void) event;
  (void) user;
  g_idle_add (look, g_object_ref (window));
  return FALSE;
}

void
fit_tell (GtkWidget *window)
{
  g_signal_connect (window, "map-event", G_CALLBACK (shown), NULL);
}
