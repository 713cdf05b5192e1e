/* style-grid.h: what the style is chosen with: the gallery and the user's own styles as pictures. */
#ifndef ADAIN_GIMP_STYLE_GRID_H
#define ADAIN_GIMP_STYLE_GRID_H

#include <adain-gegl.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Columns of the list. */
enum
{
  STYLE_GRID_STYLE,   /* as settings have it; "": no style, a line that the grid does not show */
  STYLE_GRID_LABEL,   /* below the thumbnail */
  STYLE_GRID_TITLE,   /* all that is known of it, as markup */
  STYLE_GRID_SOUGHT,  /* what the filter looks at: both, in small letters */
  STYLE_GRID_PICTURE, /* the thumbnail, or a grey picture until there is one */
  STYLE_GRID_COLUMNS
};

typedef struct
{
  /* Another style is chosen, by the user or by style_grid_set(). */
  void (*changed) (gpointer user);
  /* A style has no thumbnail yet. */
  void (*wants_thumbnail) (gpointer user, const char *style);
  gpointer user;
} StyleGridListener;

typedef struct
{
  StyleGridListener listener;
  GtkWidget        *box, *view, *filter, *remove;
  GtkListStore     *store;
  GdkPixbuf        *empty; /* a thumbnail that is not there yet */
  GtkTreeModel     *shown; /* what of the store the filter lets through */
  char             *style; /* what is chosen: a gallery name, a path, or anything else as a script gave it */
} StyleGrid;

void style_grid_make (StyleGrid *grid, AdainGeglGalleryEntry **gallery, const StyleGridListener *listener);
void style_grid_clear (StyleGrid *grid);

/* The style's row, which is added when there is none. */
void style_grid_find (StyleGrid *grid, const char *style, GtkTreeIter *row);

/* Chooses it; what is in no list comes into this one until the dialog is closed. */
void style_grid_set (StyleGrid *grid, const char *style);
/* A style's picture in the list as it is now, to be unreferenced; NULL when the list does not have it. */
GdkPixbuf *style_grid_thumbnail (StyleGrid *grid, const char *style);
/* Takes it out of the list, after it is gone; the default is chosen then. */
void style_grid_remove (StyleGrid *grid, const char *style);
/* Asks for the thumbnails of all styles, which are for another model now. */
void style_grid_renew (StyleGrid *grid);
/* pixels: of worker.h's size, and the grid's from now on; NULL: the style cannot be used, and problem says
 * why. */
void style_grid_set_thumbnail (StyleGrid *grid, const char *style, guchar *pixels, const char *problem);

G_END_DECLS

#endif
