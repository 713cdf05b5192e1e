/* own-styles.c: the folder adain/own-styles of the user's data folder. Copies are kept as they came, so that
 * they go with every model and style size; nothing in them is looked at. */
#include "own-styles.h"

#include <adain-gegl.h>
#include <adain-words.h>
#include <gio/gio.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static char *
own_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "adain", "own-styles", NULL);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
own_styles_list (void)
{
  GPtrArray  *paths = g_ptr_array_new ();
  char       *folder = own_folder ();
  GDir       *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.')
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  if (dir != NULL)
    g_dir_close (dir);
  g_free (folder);
  g_ptr_array_sort (paths, compare_paths);
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

/* The n-th name to try for a copy of path: without what separates styles and weights in a text. */
static char *
name_of_copy (const char *path, int n)
{
  char *name = g_path_get_basename (path), *ending = strrchr (name, '.'), *numbered;

  g_strdelimit (name, ":;", '-');
  if (n == 1)
    return name;
  numbered = g_strdup_printf ("%.*s-%d%s", (int) (ending == NULL ? (gssize) strlen (name) : ending - name),
                              name, n, ending == NULL ? "" : ending);
  g_free (name);
  return numbered;
}

/* Where a copy of path may go: a name that the folder does not have yet. */
static char *
place_of_copy (const char *folder, const char *path)
{
  for (int n = 1;; n++)
    {
      char *name = name_of_copy (path, n), *place = g_build_filename (folder, name, NULL);

      g_free (name);
      if (!g_file_test (place, G_FILE_TEST_EXISTS))
        return place;
      g_free (place);
    }
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0777) == 0)
    return TRUE;
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
               _ ("The folder of your styles, %s, cannot be made: %s."), folder, g_strerror (errno));
  return FALSE;
}

char *
own_styles_add_picture (GeglBuffer *picture, const char *name, GError **error)
{
  AdainGeglSaving saving;
  const Babl     *type = babl_format_get_type (gegl_buffer_get_format (picture), 0);
  char           *folder = own_folder (),
       *file = g_strconcat (name, g_str_has_suffix (name, ".png") ? NULL : ".png", NULL), *place = NULL;

  adain_gegl_saving_init (&saving);
  saving.bit_depth = type == babl_type ("u8") ? 8 : 16;
  g_strdelimit (file, "/", '-');
  if (make_folder (folder, error))
    {
      place = place_of_copy (folder, file);
      if (!adain_gegl_save_image (picture, place, &saving, error))
        g_clear_pointer (&place, g_free);
    }
  g_free (file);
  g_free (folder);
  return place;
}

char *
own_styles_add (const char *path, GError **error)
{
  char    *folder = own_folder (), *place = NULL;
  GFile   *from = g_file_new_for_path (path), *to = NULL;
  gboolean copied = FALSE;

  if (make_folder (folder, error))
    {
      place = place_of_copy (folder, path);
      to = g_file_new_for_path (place);
      copied = g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
    }
  if (!copied)
    g_clear_pointer (&place, g_free);
  g_clear_object (&to);
  g_object_unref (from);
  g_free (folder);
  return place;
}

gboolean
own_styles_has (const char *path)
{
  char    *folder = own_folder (), *parent = g_path_get_dirname (path);
  gboolean equal = g_str_equal (folder, parent);

  g_free (folder);
  g_free (parent);
  return equal;
}

gboolean
own_styles_remove (const char *path, GError **error)
{
  if (own_styles_has (path) && g_unlink (path) == 0)
    return TRUE;
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE, _ ("%s cannot be removed: %s."), path,
               g_strerror (errno));
  return FALSE;
}
