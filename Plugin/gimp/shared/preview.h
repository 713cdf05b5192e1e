/* preview.h: the picture in the dialog, before the change at the left of a line and after it at the right. */
#ifndef ADAIN_GIMP_PREVIEW_H
#define ADAIN_GIMP_PREVIEW_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkWidget     *box, *area, *caption;
  GtkAdjustment *split;          /* 0: all after, 1: all before */
  GdkPixbuf     *before, *after; /* after may be NULL */
} Preview;

/* Pixels are R'G'B'A bytes, and are the preview's from now on. */
void preview_make (Preview *preview, guchar *before, int width, int height);
void preview_clear (Preview *preview);

/* pixels: NULL when there is nothing to show, and problem says why; problem may be NULL. */
void preview_show (Preview *preview, guchar *pixels, const char *problem);

G_END_DECLS

#endif
