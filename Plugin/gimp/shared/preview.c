/* preview.c: draws the two pictures and the line between them, which the slider below or the mouse moves. It
 * computes nothing. */
#include "preview.h"
#include "gtk-versions.h"
#include "picture.h"

#include <adain-words.h>
#include <gdk/gdkkeysyms.h>

#define LEAST_WIDTH 400
#define MOST_HEIGHT 300 /* to begin with: windows can be enlarged */

/* How far the mouse goes before it drags. */
#define DRAG 3.0

/* Where the picture is within the area: in its middle, reduced where there is no room. */
typedef struct
{
  double x, y, width, height;
} Place;

static Place
place_of (const Preview *preview)
{
  GtkAllocation area;
  double        width = (double) gdk_pixbuf_get_width (preview->before) / preview->scale;
  double        height = (double) gdk_pixbuf_get_height (preview->before) / preview->scale, scale;
  Place         place;

  gtk_widget_get_allocation (preview->area, &area);
  scale = MIN (1.0, MIN (area.width / width, area.height / height));
  place.width = scale * width;
  place.height = scale * height;
  place.x = (int) ((area.width - place.width) / 2.0);
  place.y = (int) ((area.height - place.height) / 2.0);
  return place;
}

static void
draw_part (cairo_t *cairo, GdkPixbuf *picture, const Place *place, double from, double to)
{
  cairo_save (cairo);
  cairo_rectangle (cairo, place->x + from * place->width, place->y, (to - from) * place->width,
                   place->height);
  cairo_clip (cairo);
  cairo_set_source_rgb (cairo, 0.5, 0.5, 0.5); /* under transparent pixels */
  cairo_paint (cairo);
  cairo_translate (cairo, place->x, place->y);
  cairo_scale (cairo, place->width / gdk_pixbuf_get_width (picture),
               place->height / gdk_pixbuf_get_height (picture));
  gdk_cairo_set_source_pixbuf (cairo, picture, 0.0, 0.0);
  cairo_paint (cairo);
  cairo_restore (cairo);
}

static void
draw_line (cairo_t *cairo, const Place *place, double split)
{
  double x = (int) (place->x + split * place->width) + 0.5;

  for (int i = 0; i < 2; i++)
    {
      cairo_set_source_rgb (cairo, i, i, i);
      cairo_set_line_width (cairo, i == 0 ? 3.0 : 1.0);
      cairo_move_to (cairo, x, place->y);
      cairo_line_to (cairo, x, place->y + place->height);
      cairo_stroke (cairo);
    }
}

static void
draw (cairo_t *cairo, gpointer user)
{
  Preview *preview = user;
  Place    place = place_of (preview);
  double   split = preview->after == NULL ? 1.0 : gtk_adjustment_get_value (preview->split);

  draw_part (cairo, preview->before, &place, 0.0, split);
  if (preview->after != NULL)
    draw_part (cairo, preview->after, &place, split, 1.0);
  if (split > 0.0 && split < 1.0)
    draw_line (cairo, &place, split);
  preview->listener.drawn (preview->listener.user);
}

static void
move_split (Preview *preview, double x)
{
  Place place = place_of (preview);

  gtk_adjustment_set_value (preview->split, (x - place.x) / place.width);
}

static gboolean
button_pressed (GtkWidget *area, GdkEventButton *event, Preview *preview)
{
  if (event->button != 1)
    return FALSE;
  gtk_widget_grab_focus (area);
  preview->pressed_at = event->x;
  preview->is_dragging = FALSE;
  return TRUE;
}

static gboolean
mouse_moved (GtkWidget *area, GdkEventMotion *event, Preview *preview)
{
  (void) area;
  if (!(event->state & GDK_BUTTON1_MASK))
    return TRUE;
  if (event->x - preview->pressed_at > DRAG || preview->pressed_at - event->x > DRAG)
    preview->is_dragging = TRUE;
  if (preview->is_dragging)
    move_split (preview, event->x);
  return TRUE;
}

/* Without a drag it was a click. */
static gboolean
button_released (GtkWidget *area, GdkEventButton *event, Preview *preview)
{
  Place place = place_of (preview);

  (void) area;
  if (event->button == 1 && !preview->is_dragging)
    preview->listener.picked (preview->listener.user, (event->x - place.x) / place.width,
                              (event->y - place.y) / place.height);
  return event->button == 1;
}

static gboolean
key_pressed (GtkWidget *area, GdkEventKey *event, Preview *preview)
{
  double x = (event->keyval == GDK_KEY_Right) - (event->keyval == GDK_KEY_Left);
  double y = (event->keyval == GDK_KEY_Down) - (event->keyval == GDK_KEY_Up);

  (void) area;
  if ((x == 0.0 && y == 0.0) || !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (preview->zoom)))
    return FALSE;
  preview->listener.moved (preview->listener.user, x, y);
  return TRUE;
}

static void
zoom_toggled (GtkToggleButton *button, Preview *preview)
{
  preview->listener.toggled (preview->listener.user, gtk_toggle_button_get_active (button));
}

/* For who looks at the window from outside, in the screen's pixels. */
static void
tell_place (Preview *preview)
{
  Place place = place_of (preview);
  int   x = 0, y = 0, scale = preview->scale;

  gtk_widget_translate_coordinates (preview->area, gtk_widget_get_toplevel (preview->area), 0, 0, &x, &y);
  g_debug ("preview: shown at %d,%d, %dx%d", scale * (x + (int) place.x), scale * (y + (int) place.y),
           (int) (scale * place.width), (int) (scale * place.height));
}

void
preview_replace (Preview *preview, guchar *before, int width, int height)
{
  g_clear_object (&preview->after);
  g_object_unref (preview->before);
  preview->before = picture_new (before, width, height);
  gtk_widget_queue_draw (preview->area);
}

void
preview_show (Preview *preview, guchar *pixels, const char *problem)
{
  g_clear_object (&preview->after);
  if (pixels != NULL)
    preview->after = picture_new (pixels, gdk_pixbuf_get_width (preview->before),
                                  gdk_pixbuf_get_height (preview->before));
  gtk_label_set_text (GTK_LABEL (preview->caption), problem == NULL ? "" : problem);
  gtk_widget_set_visible (preview->caption, problem != NULL);
  gtk_widget_queue_draw (preview->area);
  if (pixels != NULL)
    tell_place (preview);
  else
    g_debug ("preview: none: %s", problem == NULL ? "" : problem);
}

static void
make_area (Preview *preview)
{
  int height = (gdk_pixbuf_get_height (preview->before) + preview->scale - 1) / preview->scale;

  preview->area = gtk_drawing_area_new ();
  height = MIN (MIN (widget_length (preview->area, MOST_HEIGHT), screen_height () / 3), height);
  gtk_widget_set_can_focus (preview->area, TRUE);
  gtk_widget_set_size_request (preview->area, widget_length (preview->area, LEAST_WIDTH), height);
  gtk_widget_add_events (preview->area, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK
                                          | GDK_BUTTON1_MOTION_MASK | GDK_KEY_PRESS_MASK);
  name_widget (
    preview->area, _ ("Preview"),
    _ ("The picture before the change at the left, and after it at the right. A click shows that place "
       "at 1:1, arrow keys then move it, and another click shows the whole picture."));
  connect_drawing (preview->area, draw, preview);
  g_signal_connect (preview->area, "button-press-event", G_CALLBACK (button_pressed), preview);
  g_signal_connect (preview->area, "motion-notify-event", G_CALLBACK (mouse_moved), preview);
  g_signal_connect (preview->area, "button-release-event", G_CALLBACK (button_released), preview);
  g_signal_connect (preview->area, "key-press-event", G_CALLBACK (key_pressed), preview);
}

void
preview_make (Preview *preview, guchar *before, int width, int height, int scale,
              const PreviewListener *listener)
{
  GtkWidget *row = horizontal_box_new (6), *slider, *label = gtk_label_new_with_mnemonic (_ ("_Before"));

  *preview = (Preview) { .before = picture_new (before, width, height),
                         .listener = *listener,
                         .scale = scale };
  make_area (preview);
  preview->split = GTK_ADJUSTMENT (gtk_adjustment_new (0.5, 0.0, 1.0, 0.05, 0.25, 0.0));
  slider = horizontal_scale_new (preview->split);
  gtk_scale_set_draw_value (GTK_SCALE (slider), FALSE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), slider);
  name_widget (slider, _ ("Before and after"), _ ("Where the line between the two pictures is"));
  g_signal_connect_swapped (preview->split, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                            preview->area);
  gtk_box_pack_start (GTK_BOX (row), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), slider, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (row), gtk_label_new (_ ("After")), FALSE, FALSE, 0);
  preview->zoom = gtk_check_button_new_with_mnemonic (_ ("_1:1"));
  name_widget (preview->zoom, _ ("1:1"), _ ("A part of the picture in its own pixels (key 1)"));
  g_signal_connect (preview->zoom, "toggled", G_CALLBACK (zoom_toggled), preview);
  gtk_box_pack_start (GTK_BOX (row), preview->zoom, FALSE, FALSE, 6);

  preview->caption = gtk_label_new ("");
  align_label (preview->caption);
  gtk_label_set_line_wrap (GTK_LABEL (preview->caption), TRUE);
  gtk_widget_set_size_request (preview->caption, widget_length (preview->area, LEAST_WIDTH), -1);
  gtk_widget_set_no_show_all (preview->caption, TRUE);
  preview->box = vertical_box_new (6);
  gtk_box_pack_start (GTK_BOX (preview->box), preview->area, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (preview->box), row, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (preview->box), preview->caption, FALSE, FALSE, 0);
}

void
preview_clear (Preview *preview)
{
  g_clear_object (&preview->before);
  g_clear_object (&preview->after);
}
