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
