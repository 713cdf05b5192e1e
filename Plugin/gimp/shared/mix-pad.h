/* mix-pad.h: a square to drag a point in, between two to four styles at its sides or corners: their weights
 * at once. */
#ifndef ADAIN_GIMP_MIX_PAD_H
#define ADAIN_GIMP_MIX_PAD_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIX_PAD_MOST 4

typedef struct
{
  GtkWidget *area;
  int        count; /* of styles; less than 2: there is nothing to drag */
  GdkPixbuf *pictures[MIX_PAD_MOST];
  double     x, y; /* the point, 0 to 1 from the left and from the top */
  void (*moved) (gpointer user, const double *weights);
  gpointer user;
} MixPad;

/* moved: the user has moved the point; count weights with a sum of 1. */
void mix_pad_make (MixPad *pad, void (*moved) (gpointer user, const double *weights), gpointer user);
void mix_pad_clear (MixPad *pad);

/* Puts the point where these weights are; pictures are referenced. */
void mix_pad_show (MixPad *pad, int count, const double *weights, GdkPixbuf *const *pictures);

G_END_DECLS

#endif
