/* style-list.c: the list behind the grid: the user's own styles, the gallery, and what a script or a preset
 * named; and their thumbnails, whoever makes them. */
#include "style-list.h"
#include "gtk-versions.h"
#include "own-styles.h"
#include "picture.h"
#include "worker.h"

#include <adain-words.h>
#include <string.h>

/* "Starry night" of "starry-night", "photo" of "/home/me/photo.jpg" */
static char *
label_of (const char *style)
{
  char *label = g_path_get_basename (style), *ending = strrchr (label, '.');

  if (g_path_is_absolute (style))
    {
      if (ending != NULL && ending != label)
        *ending = '\0';
      return label;
    }
  g_strdelimit (label, "-", ' ');
  label[0] = g_ascii_toupper (label[0]);
  return label;
}

static void
append (StyleGrid *grid, const char *style, const char *label, const char *title, GtkTreeIter *row)
{
  char *both = g_strconcat (label, "\n", title, NULL);
  char *sought = g_utf8_strdown (both, -1), *tip = g_markup_escape_text (title, -1);

  gtk_list_store_insert_with_values (grid->store, row, -1, STYLE_GRID_STYLE, style, STYLE_GRID_LABEL, label,
                                     STYLE_GRID_TITLE, tip, STYLE_GRID_SOUGHT, sought, STYLE_GRID_PICTURE,
                                     grid->empty, -1);
  g_free (tip);
  g_free (sought);
  g_free (both);
}

static void
append_style (StyleGrid *grid, const char *style, const char *title, GtkTreeIter *row)
{
  char *label = label_of (style);

  append (grid, style, label, title, row);
  grid->listener.wants_thumbnail (grid->listener.user, style);
  g_free (label);
}

gboolean
style_list_find (StyleGrid *grid, const char *style, GtkTreeIter *row)
{
  GtkTreeModel *model = GTK_TREE_MODEL (grid->store);
  gboolean      found = FALSE;

  for (gboolean more = gtk_tree_model_get_iter_first (model, row); more && !found;)
    {
      char *here;

      gtk_tree_model_get (model, row, STYLE_GRID_STYLE, &here, -1);
      found = g_strcmp0 (here, style) == 0;
      g_free (here);
      if (!found)
        more = gtk_tree_model_iter_next (model, row);
    }
  return found;
}

void
style_grid_find (StyleGrid *grid, const char *style, GtkTreeIter *row)
{
  if (!style_list_find (grid, style, row))
    append_style (grid, style, style, row);
}

/* In units of widgets. */
static void
thumbnail_size (StyleGrid *grid, int *width, int *height)
{
  *width = MIN (widget_length (grid->box, THUMBNAIL_WIDTH / 2), THUMBNAIL_WIDTH);
  *height = *width * THUMBNAIL_HEIGHT / THUMBNAIL_WIDTH;
}

void
style_grid_set_thumbnail (StyleGrid *grid, const char *style, guchar *pixels, const char *problem)
{
  GtkTreeIter row;
  GdkPixbuf  *made, *picture;
  int         scale = MIN (screen_scale (grid->view), 2), width, height;
  char       *tip;

  if (pixels == NULL)
    {
      tip = g_markup_escape_text (problem == NULL ? "" : problem, -1);
      if (style_list_find (grid, style, &row))
        gtk_list_store_set (grid->store, &row, STYLE_GRID_TITLE, tip, -1);
      g_free (tip);
      g_debug ("gallery: no thumbnail of %s: %s", style, problem == NULL ? "" : problem);
      return;
    }
  made = picture_new (pixels, THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
  thumbnail_size (grid, &width, &height);
  picture = gdk_pixbuf_scale_simple (made, scale * width, scale * height, GDK_INTERP_BILINEAR);
  if (style_list_find (grid, style, &row))
    gtk_list_store_set (grid->store, &row, STYLE_GRID_PICTURE, picture, -1);
  /* GTK 3 lays it out anew, and draws only what that has moved. */
  gtk_widget_queue_draw (grid->view);
  g_object_unref (picture);
  g_object_unref (made);
  g_debug ("gallery: has a thumbnail of %s, %d x %d", style, scale * width, scale * height);
}

GdkPixbuf *
style_grid_thumbnail (StyleGrid *grid, const char *style)
{
  GtkTreeIter row;
  GdkPixbuf  *picture = NULL;

  if (style != NULL && style_list_find (grid, style, &row))
    gtk_tree_model_get (GTK_TREE_MODEL (grid->store), &row, STYLE_GRID_PICTURE, &picture, -1);
  return picture;
}

void
style_grid_renew (StyleGrid *grid)
{
  GtkTreeModel *model = GTK_TREE_MODEL (grid->store);
  GtkTreeIter   row;

  for (gboolean more = gtk_tree_model_get_iter_first (model, &row); more;
       more = gtk_tree_model_iter_next (model, &row))
    {
      char *style;

      gtk_tree_model_get (model, &row, STYLE_GRID_STYLE, &style, -1);
      if (style[0] != '\0')
        grid->listener.wants_thumbnail (grid->listener.user, style);
      g_free (style);
    }
}

static void
fill (StyleGrid *grid, AdainGeglGalleryEntry **gallery)
{
  char      **own = own_styles_list ();
  GtkTreeIter row;

  append (grid, "", _ ("No style"), "", &row);
  for (int i = 0; own[i] != NULL; i++)
    append_style (grid, own[i], own[i], &row);
  for (int i = 0; gallery[i] != NULL; i++)
    append_style (grid, gallery[i]->name, gallery[i]->title, &row);
  g_strfreev (own);
}

void
style_list_make (StyleGrid *grid, AdainGeglGalleryEntry **gallery)
{
  int width, height;

  thumbnail_size (grid, &width, &height);
  grid->store = gtk_list_store_new (STYLE_GRID_COLUMNS, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
                                    G_TYPE_STRING, GDK_TYPE_PIXBUF);
  grid->empty = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  gdk_pixbuf_fill (grid->empty, 0x80808000);
  fill (grid, gallery);
}

void
style_list_clear (StyleGrid *grid)
{
  g_clear_object (&grid->store);
  g_clear_object (&grid->empty);
}
