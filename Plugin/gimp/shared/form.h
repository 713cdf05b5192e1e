/* form.h: rows of a label and what belongs to it, in one column each. */
#ifndef ADAIN_GIMP_FORM_H
#define ADAIN_GIMP_FORM_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkWidget    *box;
  GtkSizeGroup *labels, *numbers; /* as wide as the widest */
} Form;

void form_make (Form *form);
void form_clear (Form *form);

/* text has a mnemonic, which gives the keys to focus (may be NULL); screen readers say it, too. */
void form_add (Form *form, const char *text, GtkWidget *widget, GtkWidget *focus);

/* Its rows in a window of their own that scrolls where the screen is too small for all; rows may be added
 * later. */
GtkWidget *form_scroller (Form *form);

/* The row that widget is in, or in a box of which it is. */
GtkWidget *form_row (GtkWidget *widget);

G_END_DECLS

#endif
