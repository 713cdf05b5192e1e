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

static gboolean
look (gpointer window)
{
  GtkAllocation place;
  int           cut = 0;

  gtk_widget_get_allocation (window, &place);
  look_at (window, &cut);
  g_debug ("fit: %dx%d, %d texts without room", place.width, place.height, cut);
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
