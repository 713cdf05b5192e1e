/* mixture.h: the rows of the dialog that mix further styles into the one of the grid, each with a weight. */
#ifndef ADAIN_GIMP_MIXTURE_H
#define ADAIN_GIMP_MIXTURE_H

#include "form.h"
#include "mix-pad.h"
#include "style-grid.h"

G_BEGIN_DECLS

#define MIXTURE_STYLES 4 /* the grid's among them; texts may name more */

typedef struct
{
  StyleGrid     *grid;
  GtkWidget     *combos[MIXTURE_STYLES]; /* none for the first, which is the grid's */
  GtkWidget     *numbers[MIXTURE_STYLES];
  GtkAdjustment *weights[MIXTURE_STYLES];
  MixPad         pad;
  int            on_pad[MIXTURE_STYLES]; /* the places of the pad's styles */
  gboolean       is_moving;              /* the pad sets several weights at once */
  void (*changed) (gpointer user);
  gpointer user;
} Mixture;

/* changed: called after another further style, or a weight, is chosen. */
void mixture_make (Mixture *mixture, Form *form, StyleGrid *grid, void (*changed) (gpointer user),
                   gpointer user);

/* Whether the rows can be used at all. */
void mixture_set_sensitive (Mixture *mixture, gboolean sensitive);

void mixture_clear (Mixture *mixture);

/* Thumbnails have come. */
void mixture_update_pad (Mixture *mixture);

/* "STYLE", or "STYLE:WEIGHT;…" as settings have it; one that has too many styles stays as it is, as if it
 * were one style. Free what mixture_get() gives with g_free(). */
void  mixture_set (Mixture *mixture, const char *text);
char *mixture_get (const Mixture *mixture);

G_END_DECLS

#endif
