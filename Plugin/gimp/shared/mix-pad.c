/* mix-pad.c: draws the point and the styles around it, and moves it. What weights a point stands for is
 * mix-weights.c's. */
#include "mix-pad.h"
#include "gtk-versions.h"
#include "mix-weights.h"

#include <adain-words.h>
#include <gdk/gdkkeysyms.h>
#include <math.h>
#include <string.h>

#define SIDE 132
#define MARGIN 8
#define PICTURE_WIDTH 40
#define PICTURE_HEIGHT 30
#define STEP 0.05

/* The part of the area where the point can be. */
static void
field (const MixPad *pad, MixPoint *origin, MixPoint *size)
{
  GtkAllocation area;
  int           margin = widget_length (pad->area, MARGIN);

  gtk_widget_get_allocation (pad->area, &area);
  *origin = (MixPoint) { margin + widget_length (pad->area, PICTURE_WIDTH) / 2.0,
                         margin + widget_length (pad->area, PICTURE_HEIGHT) / 2.0 };
  *size = (MixPoint) { area.width - 2.0 * origin->x, area.height - 2.0 * origin->y };
}

static void
draw_picture (cairo_t *cairo, const MixPad *pad, GdkPixbuf *picture, double x, double y)
{
  double width = widget_length (pad->area, PICTURE_WIDTH), height = widget_length (pad->area, PICTURE_HEIGHT);

  cairo_save (cairo);
  cairo_translate (cairo, x - width / 2.0, y - height / 2.0);
  cairo_scale (cairo, width / gdk_pixbuf_get_width (picture), height / gdk_pixbuf_get_height (picture));
  gdk_cairo_set_source_pixbuf (cairo, picture, 0.0, 0.0);
  cairo_paint (cairo);
  cairo_restore (cairo);
}

/* Black in white, to be seen on anything. */
static void
stroke_twice (cairo_t *cairo, double width)
{
  cairo_set_source_rgb (cairo, 1.0, 1.0, 1.0);
  cairo_set_line_width (cairo, width + 2.0);
  cairo_stroke_preserve (cairo);
  cairo_set_source_rgb (cairo, 0.0, 0.0, 0.0);
  cairo_set_line_width (cairo, width);
  cairo_stroke (cairo);
}

static void
draw_field (cairo_t *cairo, const MixPad *pad, MixPoint origin, MixPoint size)
{
  cairo_set_source_rgba (cairo, 0.5, 0.5, 0.5, 0.35);
  if (pad->count == 3)
    {
      cairo_move_to (cairo, origin.x + size.x / 2.0, origin.y);
      cairo_line_to (cairo, origin.x, origin.y + size.y);
      cairo_line_to (cairo, origin.x + size.x, origin.y + size.y);
      cairo_close_path (cairo);
      cairo_fill (cairo);
    }
  else if (pad->count == 2)
    {
      cairo_rectangle (cairo, origin.x, origin.y + size.y / 2.0 - 2.0, size.x, 4.0);
      cairo_fill (cairo);
    }
  else
    {
      cairo_rectangle (cairo, origin.x, origin.y, size.x, size.y);
      cairo_fill (cairo);
    }
}

static void
draw (cairo_t *cairo, gpointer user)
{
  MixPad  *pad = user;
  MixPoint origin, size;

  field (pad, &origin, &size);
  draw_field (cairo, pad, origin, size);
  for (int i = 0; i < pad->count; i++)
    {
      MixPoint at = mix_corner (i, pad->count);

      if (pad->pictures[i] != NULL)
        draw_picture (cairo, pad, pad->pictures[i], origin.x + at.x * size.x, origin.y + at.y * size.y);
    }
  cairo_arc (cairo, origin.x + pad->x * size.x, origin.y + pad->y * size.y,
             gtk_widget_has_focus (pad->area) ? 7.0 : 5.0, 0.0, 2.0 * G_PI);
  stroke_twice (cairo, gtk_widget_has_focus (pad->area) ? 3.0 : 2.0);
}

static void
move_to (MixPad *pad, double x, double y)
{
  double weights[MIX_PAD_MOST];

  if (pad->count < 2)
    return;
  pad->x = CLAMP (x, 0.0, 1.0);
  pad->y = pad->count == 2 ? 0.5 : CLAMP (y, 0.0, 1.0);
  mix_weights (pad->x, pad->y, pad->count, weights);
  gtk_widget_queue_draw (pad->area);
  pad->moved (pad->user, weights);
}

static void
move_to_pixel (MixPad *pad, double x, double y)
{
  MixPoint origin, size;

  field (pad, &origin, &size);
  move_to (pad, (x - origin.x) / MAX (size.x, 1.0), (y - origin.y) / MAX (size.y, 1.0));
}

static gboolean
button_pressed (GtkWidget *area, GdkEventButton *event, MixPad *pad)
{
  if (event->button != 1)
    return FALSE;
  gtk_widget_grab_focus (area);
  move_to_pixel (pad, event->x, event->y);
  return TRUE;
}

static gboolean
mouse_moved (GtkWidget *area, GdkEventMotion *event, MixPad *pad)
{
  (void) area;
  if (event->state & GDK_BUTTON1_MASK)
    move_to_pixel (pad, event->x, event->y);
  return TRUE;
}

static gboolean
key_pressed (GtkWidget *area, GdkEventKey *event, MixPad *pad)
{
  (void) area;
  switch (event->keyval)
    {
    case GDK_KEY_Left: move_to (pad, pad->x - STEP, pad->y); return TRUE;
    case GDK_KEY_Right: move_to (pad, pad->x + STEP, pad->y); return TRUE;
    case GDK_KEY_Up: move_to (pad, pad->x, pad->y - STEP); return TRUE;
    case GDK_KEY_Down: move_to (pad, pad->x, pad->y + STEP); return TRUE;
    case GDK_KEY_Home: move_to (pad, 0.5, 0.5); return TRUE;
    default: return FALSE;
    }
}

static gboolean
focus_changed (GtkWidget *area, GdkEventFocus *event, MixPad *pad)
{
  (void) event;
  (void) pad;
  gtk_widget_queue_draw (area);
  return FALSE;
}

void
mix_pad_show (MixPad *pad, int count, const double *weights, GdkPixbuf *const *pictures)
{
  double   here[MIX_PAD_MOST] = { 0 };
  gboolean is_here = count == pad->count && count >= 2;

  mix_pad_clear (pad);
  if (is_here)
    mix_weights (pad->x, pad->y, count, here);
  for (int i = 0; i < count; i++)
    {
      pad->pictures[i] = pictures[i] == NULL ? NULL : g_object_ref (pictures[i]);
      is_here = is_here && fabs (here[i] - weights[i]) < 0.005;
    }
  pad->count = count;
  /* Several points of the square have nearly the same weights: one that is dragged stays where it is. */
  if (!is_here)
    mix_place (weights, count, &pad->x, &pad->y);
  gtk_widget_queue_draw (pad->area);
}

void
mix_pad_make (MixPad *pad, void (*moved) (gpointer user, const double *weights), gpointer user)
{
  *pad = (MixPad) { .area = gtk_drawing_area_new (), .x = 0.5, .y = 0.5, .moved = moved, .user = user };
  gtk_widget_set_size_request (pad->area, widget_length (pad->area, SIDE), widget_length (pad->area, SIDE));
  gtk_widget_set_can_focus (pad->area, TRUE);
  gtk_widget_add_events (pad->area, GDK_BUTTON_PRESS_MASK | GDK_BUTTON1_MOTION_MASK | GDK_KEY_PRESS_MASK
                                      | GDK_FOCUS_CHANGE_MASK);
  name_widget (pad->area, _ ("Mixture of the styles"),
               _ ("Drag the point, or move it with the arrow keys, towards the style that shall weigh more; "
                  "Home is the middle"));
  connect_drawing (pad->area, draw, pad);
  g_signal_connect (pad->area, "button-press-event", G_CALLBACK (button_pressed), pad);
  g_signal_connect (pad->area, "motion-notify-event", G_CALLBACK (mouse_moved), pad);
  g_signal_connect (pad->area, "key-press-event", G_CALLBACK (key_pressed), pad);
  g_signal_connect (pad->area, "focus-in-event", G_CALLBACK (focus_changed), pad);
  g_signal_connect (pad->area, "focus-out-event", G_CALLBACK (focus_changed), pad);
}

void
mix_pad_clear (MixPad *pad)
{
  for (int i = 0; i < MIX_PAD_MOST; i++)
    g_clear_object (&pad->pictures[i]);
}
