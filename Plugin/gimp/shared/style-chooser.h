/* style-chooser.h: what a style is chosen with in the dialog. */
#ifndef ADAIN_GIMP_STYLE_CHOOSER_H
#define ADAIN_GIMP_STYLE_CHOOSER_H

#include <adain-gegl.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A style is a gallery entry or a file: a list of both, and the button that names the file. */
typedef struct
{
  AdainGeglGalleryEntry **gallery;
  GtkWidget              *box, *combo, *file;
  int                     first; /* the place of the gallery's first entry; before it: no style */
  int                     count; /* how many entries the gallery has; after them: the file */
  char                   *path;  /* the file, or NULL */
  char                   *other; /* what is neither, as a script may have given it: the last line; or NULL */
  void (*changed) (gpointer user);
  gpointer user;
} StyleChooser;

/* none: the line that stands for no style, or NULL when there has to be one. changed: called when another
 * style is chosen, by the user or by style_chooser_set(). */
void style_chooser_make (StyleChooser *chooser, AdainGeglGalleryEntry **gallery, const char *none,
                         void (*changed) (gpointer user), gpointer user);
void style_chooser_clear (StyleChooser *chooser);

/* Chooses what style stands for: a gallery entry, a file, "" for no style, or anything else as it is. */
void style_chooser_set (StyleChooser *chooser, const char *style);

/* Replaces *style by what is chosen; "" for no style, or for no file yet. */
void style_chooser_take (const StyleChooser *chooser, char **style);

/* Whether there is a style to work with: a file may still have to be chosen. */
gboolean style_chooser_is_complete (const StyleChooser *chooser);

G_END_DECLS

#endif
