/* preview.h: the picture in the dialog, before the change at the left of a line and after it at the right. */
#ifndef ADAIN_GIMP_PREVIEW_H
#define ADAIN_GIMP_PREVIEW_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the user asks for; places are 0 to 1 within the pictures shown. */
typedef struct
{
  void (*toggled) (gpointer user, gboolean is_zoomed); /* by the button */
  void (*picked) (gpointer user, double x, double y);  /* a click */
  void (*moved) (gpointer user, double x, double y);   /* an arrow key, -1 to 1 along each side */
  void (*drawn) (gpointer user);
  gpointer user;
} PreviewListener;

typedef struct
{
  PreviewListener listener;
  GtkWidget      *box, *area, *caption, *zoom;
  GtkAdjustment  *split;          /* 0: all after, 1: all before */
  GdkPixbuf      *before, *after; /* after may be NULL */
  int             scale;          /* the screen's pixels, which are the pictures', in a unit of widgets */
  double          pressed_at;     /* where the mouse button was pressed */
  gboolean        is_dragging;    /* it moves the line */
} Preview;

/* Pixels are R'G'B'A bytes, and are the preview's from now on. scale: how many of them are as wide as a unit
 * of widgets. */
void preview_make (Preview *preview, guchar *before, int width, int height, int scale,
                   const PreviewListener *listener);
/* Another picture; its changed pixels are still to come. */
void preview_replace (Preview *preview, guchar *before, int width, int height);
void preview_clear (Preview *preview);

/* pixels: NULL when there is nothing to show, and problem says why; problem may be NULL. */
void preview_show (Preview *preview, guchar *pixels, const char *problem);

G_END_DECLS

#endif
