/* resources.c: installed models and gallery styles by their names, and the name that was meant by a wrong
 * one. Where they are the library knows (adain_installed_find). */
#include "session.h"

#include <glib/gstdio.h>
#include <string.h>

char *
adain_gegl_data_dir (void)
{
  adain_installed *installed = adain_installed_find ();
  char            *folder = g_strdup (adain_installed_folder (installed));

  adain_installed_free (installed);
  return folder;
}

char *
adain_gegl_resource_path (int32_t kind, const char *name)
{
  adain_installed *installed = adain_installed_find ();
  char            *path = NULL;

  for (size_t i = 0; path == NULL && i < adain_installed_count (installed, kind); i++)
    if (strcmp (adain_installed_name (installed, kind, i), name) == 0)
      path = g_strdup (adain_installed_path (installed, kind, i));
  adain_installed_free (installed);
  return path;
}

char **
adain_gegl_resource_names (int32_t kind)
{
  adain_installed *installed = adain_installed_find ();
  const size_t     count = adain_installed_count (installed, kind);
  char           **names = g_new0 (char *, count + 1);

  for (size_t i = 0; i < count; i++)
    names[i] = g_strdup (adain_installed_name (installed, kind, i));
  adain_installed_free (installed);
  return names;
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
