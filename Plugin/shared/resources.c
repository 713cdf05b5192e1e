/* resources.c: where installed models and gallery styles are, and how their names are looked up. It reads
 * folders and names only, never what is in the files. */
#define _GNU_SOURCE /* dladdr1 */
#include "session.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <link.h>
#include <string.h>

#define ENDING ".safetensors"

/* The folder of the program or shared object that holds address, or NULL. */
static char *
folder_of_code (const void *address)
{
  struct link_map *map = NULL;
  Dl_info          info;
  char            *path, *folder;

  if (dladdr1 (address, &info, (void **) &map, RTLD_DL_LINKMAP) == 0 || map == NULL)
    return NULL;
  /* The program itself has an empty name here, and argv[0] may be a bare word. */
  if (map->l_name == NULL || map->l_name[0] == '\0')
    path = g_file_read_link ("/proc/self/exe", NULL);
  else
    path = realpath (map->l_name, NULL);
  folder = path == NULL ? NULL : g_path_get_dirname (path);
  free (path);
  return folder;
}

/* Takes base. base/below when it holds models, else NULL. */
static char *
data_dir_at (char *base, const char *below)
{
  char    *folder = base == NULL ? NULL : g_build_filename (base, below, NULL);
  char    *models = folder == NULL ? NULL : g_build_filename (folder, "models", NULL);
  gboolean found = models != NULL && g_file_test (models, G_FILE_TEST_IS_DIR);

  g_free (models);
  g_free (base);
  if (found)
    return folder;
  g_free (folder);
  return NULL;
}

char *
adain_gegl_data_dir (void)
{
  char *folder = data_dir_at (g_strdup (g_getenv ("ADAIN_DATA_DIR")), "");

  if (folder == NULL)
    folder = data_dir_at (folder_of_code ((const void *) adain_gegl_data_dir), "../share/adain");
  /* The op's and the plug-in's folders have no share folder beside them, but the library's has. */
  if (folder == NULL)
    folder = data_dir_at (folder_of_code ((const void *) adain_version), "../share/adain");
  if (folder == NULL) /* in lib/x86_64-linux-gnu and the like */
    folder = data_dir_at (folder_of_code ((const void *) adain_version), "../../share/adain");
#ifdef ADAIN_DATADIR
  if (folder == NULL)
    folder = data_dir_at (g_strdup (ADAIN_DATADIR), "");
#endif
  if (folder == NULL)
    folder = data_dir_at (g_strdup (g_get_user_data_dir ()), "adain");
  for (const char *const *system = g_get_system_data_dirs (); folder == NULL && *system != NULL; system++)
    folder = data_dir_at (g_strdup (*system), "adain");
  return folder;
}

char *
adain_gegl_resource_path (const char *folder, const char *name)
{
  char *data = adain_gegl_data_dir (), *file, *path;

  /* A name is one word of a folder, not a way out of it. */
  if (data == NULL || name[0] == '\0' || strchr (name, '/') != NULL)
    {
      g_free (data);
      return NULL;
    }
  file = g_strconcat (name, ENDING, NULL);
  path = g_build_filename (data, folder, file, NULL);
  g_free (file);
  g_free (data);
  return path;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
adain_gegl_resource_names (const char *folder)
{
  GPtrArray  *names = g_ptr_array_new ();
  char       *data = adain_gegl_data_dir ();
  char       *path = data == NULL ? NULL : g_build_filename (data, folder, NULL);
  GDir       *dir = path == NULL ? NULL : g_dir_open (path, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ENDING) && file[0] != '.')
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (ENDING)));
  if (dir != NULL)
    g_dir_close (dir);
  g_free (path);
  g_free (data);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/* The fewest letters to insert, delete or change that make a into b. */
static size_t
edit_distance (const char *a, const char *b)
{
  size_t  length = strlen (b), distance;
  size_t *row = g_new (size_t, length + 1);

  for (size_t j = 0; j <= length; j++)
    row[j] = j;
  for (size_t i = 1; a[i - 1] != '\0'; i++)
    {
      size_t diagonal = row[0];

      row[0] = i;
      for (size_t j = 1; j <= length; j++)
        {
          size_t changed = diagonal + (a[i - 1] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (changed, MIN (row[j], row[j - 1]) + 1);
        }
    }
  distance = row[length];
  g_free (row);
  return distance;
}

const char *
adain_gegl_nearest_name (char **names, const char *name)
{
  char       *wanted = g_ascii_strdown (name, -1);
  size_t      best = strlen (wanted) / 3 + 1; /* one slip in three letters still counts as the same word */
  const char *nearest = NULL;

  g_strdelimit (wanted, " _", '-');
  for (; *names != NULL; names++)
    {
      size_t distance = edit_distance (wanted, *names);

      if (strlen (wanted) >= 4 && strstr (*names, wanted) != NULL)
        distance = 1;
      if (distance < best || (distance == best && nearest == NULL))
        {
          best = distance;
          nearest = *names;
        }
    }
  g_free (wanted);
  return nearest;
}

char *
adain_gegl_file_key (const char *path)
{
  char    *full = g_canonicalize_filename (path, NULL), *key;
  GStatBuf info = { 0 };

  g_stat (path, &info);
  key = g_strdup_printf ("%s|%" G_GINT64_FORMAT ".%09ld|%" G_GINT64_FORMAT, full,
                         (gint64) info.st_mtim.tv_sec, info.st_mtim.tv_nsec, (gint64) info.st_size);
  g_free (full);
  return key;
}
