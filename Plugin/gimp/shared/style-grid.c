/* style-grid.c: shows the list of styles (style-list.c) as pictures, filters it, and knows which is chosen.
 * The text above is style-search.c's, the buttons below are style-buttons.c's. */
#include "style-grid.h"
#include "gtk-versions.h"
#include "own-styles.h"
#include "style-buttons.h"
#include "style-list.h"
#include "style-search.h"
#include "worker.h"

#include <adain-words.h>
#include <string.h>

#define LEAST_HEIGHT 200
#define ITEM_WIDTH 112
#define ITEM_LETTERS 13 /* of a large font want more room */

static gboolean
is_shown (GtkTreeModel *model, GtkTreeIter *row, gpointer user)
{
  StyleGrid *grid = user;
  char      *style, *sought, *wanted = g_utf8_strdown (gtk_entry_get_text (GTK_ENTRY (grid->filter)), -1);
  gboolean   shown;

  gtk_tree_model_get (model, row, STYLE_GRID_STYLE, &style, STYLE_GRID_SOUGHT, &sought, -1);
  shown = style != NULL && style[0] != '\0' && sought != NULL && strstr (sought, g_strstrip (wanted)) != NULL;
  g_free (style);
  g_free (sought);
  g_free (wanted);
  return shown;
}

/* Marks the chosen style where it is shown. */
static void
mark_chosen (StyleGrid *grid)
{
  GtkTreeModelFilter *filter = GTK_TREE_MODEL_FILTER (grid->shown);
  GtkIconView        *view = GTK_ICON_VIEW (grid->view);
  GtkTreeIter         row, shown;
  GtkTreePath        *path;

  if (!style_list_find (grid, grid->style, &row)
      || !gtk_tree_model_filter_convert_child_iter_to_iter (filter, &shown, &row))
    return;
  path = gtk_tree_model_get_path (grid->shown, &shown);
  gtk_icon_view_select_path (view, path);
  gtk_icon_view_set_cursor (view, path, NULL, FALSE);
  gtk_icon_view_scroll_to_path (view, path, FALSE, 0.0f, 0.0f);
  gtk_tree_path_free (path);
}

static void
filter_changed (StyleGrid *grid)
{
  gtk_tree_model_filter_refilter (GTK_TREE_MODEL_FILTER (grid->shown));
  mark_chosen (grid);
  g_debug ("gallery: %d shown", gtk_tree_model_iter_n_children (grid->shown, NULL));
}

static void
choose (StyleGrid *grid, const char *style)
{
  if (g_strcmp0 (grid->style, style) == 0)
    return;
  g_free (grid->style);
  grid->style = g_strdup (style);
  gtk_widget_set_sensitive (grid->remove, own_styles_has (style));
  g_debug ("gallery: chose %s", style);
  grid->listener.changed (grid->listener.user);
}

/* What the filter hides stays chosen. */
static void
selection_changed (StyleGrid *grid)
{
  GList      *paths = gtk_icon_view_get_selected_items (GTK_ICON_VIEW (grid->view));
  GtkTreeIter row;
  char       *style;

  if (paths != NULL && gtk_tree_model_get_iter (grid->shown, &row, paths->data))
    {
      gtk_tree_model_get (grid->shown, &row, STYLE_GRID_STYLE, &style, -1);
      choose (grid, style);
      g_free (style);
    }
  g_list_free_full (paths, (GDestroyNotify) gtk_tree_path_free);
}

void
style_grid_set (StyleGrid *grid, const char *style)
{
  GtkTreeIter row;

  style_grid_find (grid, style, &row);
  choose (grid, style);
  mark_chosen (grid);
}

void
style_grid_remove (StyleGrid *grid, const char *style)
{
  GtkTreeIter row;

  style_grid_set (grid, ADAIN_DEFAULT_STYLE);
  if (style_list_find (grid, style, &row))
    gtk_list_store_remove (grid->store, &row);
}

static int
item_width (GtkIconView *view)
{
  PangoContext     *context = gtk_widget_get_pango_context (GTK_WIDGET (view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int               letter = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (widget_length (GTK_WIDGET (view), ITEM_WIDTH), ITEM_LETTERS * letter);
}

#if GTK_CHECK_VERSION(3, 0, 0)
/* In pixels of the screen, of which a fine one has several for each of the widgets' units. */
static void
show_picture (GtkCellLayout *view, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *row,
              gpointer user)
{
  GdkPixbuf       *picture;
  cairo_surface_t *surface;

  (void) view;
  (void) user;
  gtk_tree_model_get (model, row, STYLE_GRID_PICTURE, &picture, -1);
  surface = gdk_cairo_surface_create_from_pixbuf (
    picture, MAX (1, gdk_pixbuf_get_width (picture) / (THUMBNAIL_WIDTH / 2)), NULL);
  g_object_set (cell, "surface", surface, NULL);
  cairo_surface_destroy (surface);
  g_object_unref (picture);
}
#endif

/* GTK 3 gives labels twice the width of the pictures, and GTK 2 lays out its own cells only. */
static void
show_columns (GtkIconView *view)
{
  int width = item_width (view);

#if GTK_CHECK_VERSION(3, 0, 0)
  GtkCellLayout   *cells = GTK_CELL_LAYOUT (view);
  GtkCellRenderer *picture = gtk_cell_renderer_pixbuf_new (), *label = gtk_cell_renderer_text_new ();

  g_object_set (label, "wrap-mode", PANGO_WRAP_WORD_CHAR, "wrap-width", width, "width", width, "alignment",
                PANGO_ALIGN_CENTER, "xalign", 0.5, "yalign", 0.0, NULL);
  gtk_cell_layout_pack_start (cells, picture, FALSE);
  gtk_cell_layout_pack_start (cells, label, FALSE);
  gtk_cell_layout_set_cell_data_func (cells, picture, show_picture, NULL, NULL);
  gtk_cell_layout_set_attributes (cells, label, "text", STYLE_GRID_LABEL, NULL);
#else
  gtk_icon_view_set_item_width (view, width);
  gtk_icon_view_set_pixbuf_column (view, STYLE_GRID_PICTURE);
  gtk_icon_view_set_text_column (view, STYLE_GRID_LABEL);
#endif
}

static void
make_view (StyleGrid *grid)
{
  GtkIconView *view = GTK_ICON_VIEW (grid->view = gtk_icon_view_new_with_model (grid->shown));

  show_columns (view);
  gtk_icon_view_set_tooltip_column (view, STYLE_GRID_TITLE);
  gtk_icon_view_set_margin (view, 3);
  gtk_icon_view_set_column_spacing (view, 3);
  gtk_icon_view_set_row_spacing (view, 3);
  gtk_icon_view_set_item_padding (view, 3);
  gtk_icon_view_set_selection_mode (view, GTK_SELECTION_BROWSE);
  name_widget (grid->view, _ ("Styles"), NULL);
  g_signal_connect_swapped (view, "selection-changed", G_CALLBACK (selection_changed), grid);
}

void
style_grid_make (StyleGrid *grid, AdainGeglGalleryEntry **gallery, const StyleGridListener *listener)
{
  GtkWidget *frame = gtk_scrolled_window_new (NULL, NULL);

  *grid = (StyleGrid) { .listener = *listener, .box = vertical_box_new (6) };
  style_list_make (grid, gallery);
  gtk_box_pack_start (GTK_BOX (grid->box), style_search_new (grid), FALSE, FALSE, 0);
  g_signal_connect_swapped (grid->filter, "changed", G_CALLBACK (filter_changed), grid);
  grid->shown = gtk_tree_model_filter_new (GTK_TREE_MODEL (grid->store), NULL);
  gtk_tree_model_filter_set_visible_func (GTK_TREE_MODEL_FILTER (grid->shown), is_shown, grid, NULL);
  make_view (grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (frame), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (frame), GTK_SHADOW_IN);
  gtk_widget_set_size_request (frame, -1, MIN (widget_length (frame, LEAST_HEIGHT), screen_height () / 5));
  gtk_container_add (GTK_CONTAINER (frame), grid->view);
  gtk_box_pack_start (GTK_BOX (grid->box), frame, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (grid->box), style_buttons_new (grid), FALSE, FALSE, 0);
}

void
style_grid_clear (StyleGrid *grid)
{
  g_clear_object (&grid->shown);
  style_list_clear (grid);
  g_clear_pointer (&grid->style, g_free);
}
