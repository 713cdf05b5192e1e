/* model-list.c: names of models, and at the end a line that asks for a file. What is in a model it does not
 * know: the preview says when one cannot be used. */
#include "model-list.h"
#include "gtk-versions.h"

#include <adain-gegl.h>
#include <adain-words.h>
#include <string.h>

enum
{
  MODEL, /* as settings have it; NULL: the line that asks for a file */
  LABEL,
  COLUMNS
};

#define ENDING ".safetensors"

typedef struct
{
  char *chosen; /* before the line that asks */
  void (*changed) (gpointer user);
  gpointer user;
} ModelList;

static GtkListStore *
store_of (GtkWidget *list)
{
  return GTK_LIST_STORE (gtk_combo_box_get_model (GTK_COMBO_BOX (list)));
}

/* Above the line that asks, which is last. */
static void
add (GtkListStore *store, const char *model, const char *label, GtkTreeIter *row)
{
  int count = gtk_tree_model_iter_n_children (GTK_TREE_MODEL (store), NULL);

  gtk_list_store_insert_with_values (store, row, count - 1, MODEL, model, LABEL, label, -1);
}

static void
add_installed (GtkListStore *store)
{
  char      **names = adain_gegl_resource_names (ADAIN_MODELS);
  char       *label = g_strdup_printf (_ ("%s (the default)"), ADAIN_DEFAULT_MODEL);
  GtkTreeIter row;

  add (store, "", label, &row);
  for (char **name = names; *name != NULL; name++)
    if (strcmp (*name, ADAIN_DEFAULT_MODEL) != 0)
      add (store, *name, *name, &row);
  g_free (label);
  g_strfreev (names);
}

static void
add_own (GtkListStore *store)
{
  char       *folder = g_build_filename (g_get_user_data_dir (), "adain", "models", NULL);
  char       *installed = adain_gegl_data_dir (), *models;
  GDir       *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  GtkTreeIter row;

  models = installed == NULL ? NULL : g_build_filename (installed, "models", NULL);
  while (g_strcmp0 (models, folder) != 0 && dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ENDING) && name[0] != '.')
      {
        char *path = g_build_filename (folder, name, NULL);
        char *label = g_strndup (name, strlen (name) - strlen (ENDING));

        add (store, path, label, &row);
        g_free (label);
        g_free (path);
      }
  if (dir != NULL)
    g_dir_close (dir);
  g_free (models);
  g_free (installed);
  g_free (folder);
}

static gboolean
find (GtkListStore *store, const char *model, GtkTreeIter *row)
{
  GtkTreeModel *lines = GTK_TREE_MODEL (store);
  gboolean      more = gtk_tree_model_get_iter_first (lines, row), found = FALSE;

  while (more && !found)
    {
      char *here;

      gtk_tree_model_get (lines, row, MODEL, &here, -1);
      found = here != NULL && strcmp (here, model) == 0;
      g_free (here);
      if (!found)
        more = gtk_tree_model_iter_next (lines, row);
    }
  return found;
}

void
model_list_set (GtkWidget *list, const char *model)
{
  GtkTreeIter row;
  char       *label;

  if (strcmp (model, ADAIN_DEFAULT_MODEL) == 0)
    model = "";
  if (!find (store_of (list), model, &row))
    {
      label = g_path_get_basename (model);
      add (store_of (list), model, label, &row);
      g_free (label);
    }
  gtk_combo_box_set_active_iter (GTK_COMBO_BOX (list), &row);
}

char *
model_list_get (GtkWidget *list)
{
  return g_strdup (((ModelList *) g_object_get_data (G_OBJECT (list), "model-list"))->chosen);
}

/* A path, or NULL. */
static char *
ask_for_file (GtkWidget *list)
{
  GtkWidget *window = gtk_file_chooser_dialog_new (
    _ ("Choose a Model"), GTK_WINDOW (gtk_widget_get_toplevel (list)), GTK_FILE_CHOOSER_ACTION_OPEN,
    _ ("_Cancel"), GTK_RESPONSE_CANCEL, _ ("_Choose"), GTK_RESPONSE_ACCEPT, NULL);
  GtkFileFilter *filter = gtk_file_filter_new ();
  char          *path = NULL;

  gtk_file_filter_set_name (filter, _ ("Models"));
  gtk_file_filter_add_pattern (filter, "*" ENDING);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (window), filter);
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_ACCEPT);
#if !GTK_CHECK_VERSION(3, 0, 0)
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (window), g_get_home_dir ());
#endif
  if (gtk_dialog_run (GTK_DIALOG (window)) == GTK_RESPONSE_ACCEPT)
    path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (window));
  gtk_widget_destroy (window);
  return path;
}

/* Not within the list's own signal, which a window must not hold up. */
static gboolean
choose_file (gpointer user)
{
  GtkWidget *list = user;
  ModelList *models = g_object_get_data (G_OBJECT (list), "model-list");
  char      *path = ask_for_file (list);

  model_list_set (list, path == NULL ? models->chosen : path);
  g_free (path);
  g_object_unref (list);
  return G_SOURCE_REMOVE;
}

static void
line_chosen (GtkWidget *list, ModelList *models)
{
  GtkTreeIter row;
  char       *model;

  if (!gtk_combo_box_get_active_iter (GTK_COMBO_BOX (list), &row))
    return;
  gtk_tree_model_get (GTK_TREE_MODEL (store_of (list)), &row, MODEL, &model, -1);
  if (model == NULL)
    g_idle_add (choose_file, g_object_ref (list));
  else if (strcmp (model, models->chosen) != 0)
    {
      g_free (models->chosen);
      models->chosen = g_strdup (model);
      g_debug ("model: %s", model);
      models->changed (models->user);
    }
  g_free (model);
}

static void
free_list (gpointer user)
{
  g_free (((ModelList *) user)->chosen);
  g_free (user);
}

GtkWidget *
model_list_new (void (*changed) (gpointer user), gpointer user)
{
  GtkListStore    *store = gtk_list_store_new (COLUMNS, G_TYPE_STRING, G_TYPE_STRING);
  GtkWidget       *list = gtk_combo_box_new_with_model (GTK_TREE_MODEL (store));
  GtkCellRenderer *label = gtk_cell_renderer_text_new ();
  ModelList       *models = g_new0 (ModelList, 1);
  GtkTreeIter      row;

  *models = (ModelList) { g_strdup (""), changed, user };
  g_object_set_data_full (G_OBJECT (list), "model-list", models, free_list);
  gtk_list_store_insert_with_values (store, &row, -1, MODEL, NULL, LABEL, _ ("Another file…"), -1);
  add_installed (store);
  add_own (store);
  g_object_set (label, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, NULL);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (list), label, TRUE);
  gtk_cell_layout_set_attributes (GTK_CELL_LAYOUT (list), label, "text", LABEL, NULL);
  model_list_set (list, "");
  g_signal_connect (list, "changed", G_CALLBACK (line_chosen), models);
  g_object_unref (store);
  return list;
}
