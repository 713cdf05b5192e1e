/* gtk-versions.h: what GTK 2 (GIMP 2.10) and GTK 3 (GIMP 3) call differently, under one name. */
#ifndef ADAIN_GIMP_GTK_VERSIONS_H
#define ADAIN_GIMP_GTK_VERSIONS_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

static inline GtkWidget *
vertical_box_new (int spacing)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  return gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);
#else
  return gtk_vbox_new (FALSE, spacing);
#endif
}

static inline GtkWidget *
horizontal_box_new (int spacing)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  return gtk_box_new (GTK_ORIENTATION_HORIZONTAL, spacing);
#else
  return gtk_hbox_new (FALSE, spacing);
#endif
}

static inline GtkWidget *
horizontal_scale_new (GtkAdjustment *adjustment)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  return gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment);
#else
  return gtk_hscale_new (adjustment);
#endif
}

/* Of the part of the screen that windows may cover; units are those of widgets. */
static inline int
screen_height (void)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  GdkDisplay  *display = gdk_display_get_default ();
  GdkMonitor  *monitor = gdk_display_get_primary_monitor (display);
  GdkRectangle area = { 0, 0, 0, 768 };

  if (monitor == NULL)
    monitor = gdk_display_get_monitor (display, 0);
  if (monitor != NULL)
    gdk_monitor_get_workarea (monitor, &area);
  return area.height;
#else
  return gdk_screen_get_height (gdk_screen_get_default ());
#endif
}

/* Pixels of the screen for each of the units of widgets, along a side. */
static inline int
screen_scale (GtkWidget *widget)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  return gtk_widget_get_scale_factor (widget);
#else
  (void) widget;
  return 1;
#endif
}

/* length is in pixels of a screen with 96 dots an inch and a font of 10 points. The units of GTK 3's widgets
 * grow with the screen, those of GTK 2 are its pixels, of which only fonts take more: lengths follow them, in
 * steps of a quarter, so that a font a little larger changes nothing. */
static inline int
widget_length (GtkWidget *widget, int length)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  (void) widget;
  return length;
#else
  const PangoFontDescription *font;
  double                      dots = gdk_screen_get_resolution (gdk_screen_get_default ()), size;

  gtk_widget_ensure_style (widget);
  font = gtk_widget_get_style (widget)->font_desc;
  size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    size *= (dots > 0.0 ? dots : 96.0) / 72.0;
  return length * MAX ((int) (4.0 * size / (10.0 * 96.0 / 72.0) + 0.01), 4) / 4;
#endif
}

/* How something is drawn, for connect_drawing(). */
typedef void (*Drawing) (cairo_t *cairo, gpointer user);

#if GTK_CHECK_VERSION(3, 0, 0)
static inline gboolean
draw_widget (GtkWidget *widget, cairo_t *cairo, gpointer user)
{
  Drawing draw = (Drawing) g_object_get_data (G_OBJECT (widget), "drawing");

  draw (cairo, user);
  return TRUE;
}
#else
static inline gboolean
draw_widget (GtkWidget *widget, GdkEventExpose *event, gpointer user)
{
  Drawing draw = (Drawing) g_object_get_data (G_OBJECT (widget), "drawing");
  cairo_t *cairo = gdk_cairo_create (gtk_widget_get_window (widget));

  gdk_cairo_region (cairo, event->region);
  cairo_clip (cairo);
  draw (cairo, user);
  cairo_destroy (cairo);
  return TRUE;
}
#endif

static inline void
connect_drawing (GtkWidget *widget, Drawing draw, gpointer user)
{
  g_object_set_data (G_OBJECT (widget), "drawing", (gpointer) draw);
  g_signal_connect (widget, GTK_CHECK_VERSION (3, 0, 0) ? "draw" : "expose-event", G_CALLBACK (draw_widget),
                    user);
}

/* What screen readers say of a widget; text may be NULL. */
static inline void
name_widget (GtkWidget *widget, const char *name, const char *text)
{
  AtkObject *object = gtk_widget_get_accessible (widget);

  atk_object_set_name (object, name);
  if (text != NULL)
    {
      atk_object_set_description (object, text);
      gtk_widget_set_tooltip_text (widget, text);
    }
}

/* At the left, and in the middle of its height. */
static inline void
align_label (GtkWidget *label)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
#else
  gtk_misc_set_alignment (GTK_MISC (label), 0.0, 0.5);
#endif
}

G_END_DECLS

#endif
