/* dialog-zoom.c: what clicks and keys in the dialog do to the part that is shown at 1:1. */
#include "dialog-zoom.h"
#include "dialog-preview.h"
#include "gtk-versions.h"
#include "small-picture.h"

#include <gdk/gdkkeysyms.h>

/* As widget_length() takes it: what of the picture is shown at 1:1. */
#define ZOOM_WIDTH 400
#define ZOOM_HEIGHT 300

/* Of the whole picture, or of the part at 1:1. */
static void
show_before (DialogBody *body)
{
  GeglRectangle shown = zoom_shown (&body->zoom);
  HostDrawable  selection = host_selection (body->drawable);
  GeglBuffer   *before;

  worker_cancel (body->worker);
  g_clear_object (&body->zoom_selection);
  if (body->zoom.is_on)
    {
      before = zoom_pixels (&body->zoom, body->drawable, &shown);
      if (selection != HOST_NO_DRAWABLE)
        body->zoom_selection = zoom_pixels (&body->zoom, selection, &shown);
    }
  else
    before = g_object_ref (body->small);
  preview_replace (&body->preview, small_pixels (before), gegl_buffer_get_width (before),
                   gegl_buffer_get_height (before));
  g_object_unref (before);
  g_debug ("preview: at %d,%d, %s, %dx%d", shown.x, shown.y, body->zoom.is_on ? "1:1" : "whole", shown.width,
           shown.height);
  dialog_preview_update (body);
}

void
dialog_zoom_toggled (gpointer user, gboolean is_zoomed)
{
  DialogBody   *body = user;
  int           scale = body->preview.scale;
  GtkAllocation room;

  /* More than there is room for would be shown reduced. */
  gtk_widget_get_allocation (body->preview.area, &room);
  if (is_zoomed)
    zoom_in (&body->zoom, body->zoom.x, body->zoom.y,
             scale * MIN (widget_length (body->window, ZOOM_WIDTH), room.width),
             scale * MIN (widget_length (body->window, ZOOM_HEIGHT), room.height));
  else
    zoom_out (&body->zoom);
  show_before (body);
}

void
dialog_zoom_picked (gpointer user, double x, double y)
{
  DialogBody      *body = user;
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (body->preview.zoom);

  if (!body->zoom.is_on)
    {
      body->zoom.x = CLAMP (x, 0.0, 1.0);
      body->zoom.y = CLAMP (y, 0.0, 1.0);
    }
  gtk_toggle_button_set_active (button, !body->zoom.is_on);
}

void
dialog_zoom_moved (gpointer user, double x, double y)
{
  DialogBody *body = user;

  zoom_move (&body->zoom, 0.25 * x, 0.25 * y);
  show_before (body);
}

gboolean
dialog_zoom_key_pressed (GtkWidget *window, GdkEventKey *event, DialogBody *body)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (body->preview.zoom);

  if ((event->keyval != GDK_KEY_1 && event->keyval != GDK_KEY_KP_1)
      || (event->state & gtk_accelerator_get_default_mod_mask ()) != 0
      || GTK_IS_EDITABLE (gtk_window_get_focus (GTK_WINDOW (window))))
    return FALSE;
  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
  return TRUE;
}
