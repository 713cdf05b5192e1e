/* installed.c: which models and saved styles are installed, and where. It reads folders and names, never what
 * is in the files. */
#define _GNU_SOURCE /* dladdr1, asprintf */
#include "adain.h"

#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ENDING ".safetensors"

static const char *const subfolders[] = { [ADAIN_MODELS] = "models", [ADAIN_STYLES] = "styles" };
enum
{
  KINDS = sizeof subfolders / sizeof *subfolders
};

typedef struct
{
  char **names, **paths;
  size_t count;
} Files;

struct adain_installed
{
  char *folder;
  Files files[KINDS];
};

/* first/second, or first alone; NULL without memory. */
static char *
join (const char *first, const char *second)
{
  char *path;

  return asprintf (&path, "%s%s%s", first, second[0] == '\0' ? "" : "/", second) < 0 ? NULL : path;
}

/* base/below when it holds models, else NULL. */
static char *
folder_at (const char *base, const char *below)
{
  char       *folder = base == NULL || base[0] == '\0' ? NULL : join (base, below);
  char       *models = folder == NULL ? NULL : join (folder, subfolders[ADAIN_MODELS]);
  struct stat info;
  int         found = models != NULL && stat (models, &info) == 0 && S_ISDIR (info.st_mode);

  free (models);
  if (found)
    return folder;
  free (folder);
  return NULL;
}

/* share/adain of the prefix in whose bin, lib or lib/x86_64-linux-gnu this code is: the library's own, or the
 * program's that has it inside. */
static char *
folder_beside_code (void)
{
  struct link_map *map = NULL;
  Dl_info          info;
  char             path[PATH_MAX], *folder = NULL;

  if (dladdr1 (subfolders, &info, (void **) &map, RTLD_DL_LINKMAP) == 0 || map == NULL)
    return NULL;
  /* The program itself has an empty name here, and argv[0] may be a bare word. */
  if (realpath (map->l_name[0] == '\0' ? "/proc/self/exe" : map->l_name, path) == NULL)
    return NULL;
  for (int up = 0; up < 3 && folder == NULL && strrchr (path, '/') != NULL; up++)
    {
      *strrchr (path, '/') = '\0';
      if (up > 0)
        folder = folder_at (path, "share/adain");
    }
  return folder;
}

/* adain in the user's data folder, or in one of the system's (the XDG base directories). */
static char *
folder_of_data (void)
{
  const char *own = getenv ("XDG_DATA_HOME"), *home = getenv ("HOME"), *others = getenv ("XDG_DATA_DIRS");
  char       *folder = folder_at (own, "adain"), *list, *next;

  if (folder == NULL && (own == NULL || own[0] == '\0'))
    folder = folder_at (home, ".local/share/adain");
  list = strdup (others == NULL || others[0] == '\0' ? "/usr/local/share:/usr/share" : others);
  for (char *at = list; folder == NULL && at != NULL; at = next)
    {
      next = strchr (at, ':');
      if (next != NULL)
        *next++ = '\0';
      folder = folder_at (at, "adain");
    }
  free (list);
  return folder;
}

static char *
data_folder (void)
{
  char *folder = folder_at (getenv ("ADAIN_DATA_DIR"), "");

  if (folder == NULL)
    folder = folder_beside_code ();
#ifdef ADAIN_DATADIR
  if (folder == NULL)
    folder = folder_at (ADAIN_DATADIR, "");
#endif
  return folder == NULL ? folder_of_data () : folder;
}

static int
is_listed (const struct dirent *entry)
{
  const size_t length = strlen (entry->d_name), ending = strlen (ENDING);

  return entry->d_name[0] != '.' && length > ending && strcmp (entry->d_name + length - ending, ENDING) == 0;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
free_files (Files *files)
{
  for (size_t i = 0; i < files->count; i++)
    {
      free (files->names[i]);
      free (files->paths[i]);
    }
  free (files->names);
  free (files->paths);
}

/* The names of a folder's entries, sorted, and their paths. Returns 0 when memory has run out. */
static int
name_files (Files *files, const char *folder, struct dirent **entries, size_t count)
{
  files->names = calloc (count, sizeof *files->names);
  files->paths = calloc (count, sizeof *files->paths);
  if (files->names == NULL || files->paths == NULL)
    return 0;
  files->count = count;
  for (size_t i = 0; i < count; i++)
    {
      const char *file = entries[i]->d_name;

      files->names[i] = strndup (file, strlen (file) - strlen (ENDING));
      if (files->names[i] == NULL)
        return 0;
    }
  qsort (files->names, count, sizeof *files->names, compare_names);
  for (size_t i = 0; i < count; i++)
    if (asprintf (&files->paths[i], "%s/%s" ENDING, folder, files->names[i]) < 0)
      return files->paths[i] = NULL, 0;
  return 1;
}

/* What is in a folder, if it can be read. Returns 0 when memory has run out. */
static int
list_files (Files *files, const char *data, const char *subfolder)
{
  struct dirent **entries = NULL;
  char           *folder = join (data, subfolder);
  int             count, done;

  if (folder == NULL)
    return 0;
  count = scandir (folder, &entries, is_listed, NULL);
  done = count <= 0 || name_files (files, folder, entries, (size_t) count);
  for (int i = 0; i < count; i++)
    free (entries[i]);
  free (entries);
  free (folder);
  return done;
}

adain_installed *
adain_installed_find (void)
{
  adain_installed *installed = calloc (1, sizeof *installed);

  if (installed == NULL)
    return NULL;
  installed->folder = data_folder ();
  for (int kind = 0; kind < KINDS && installed->folder != NULL; kind++)
    if (!list_files (&installed->files[kind], installed->folder, subfolders[kind]))
      {
        adain_installed_free (installed);
        return NULL;
      }
  return installed;
}

void
adain_installed_free (adain_installed *installed)
{
  if (installed == NULL)
    return;
  for (int kind = 0; kind < KINDS; kind++)
    free_files (&installed->files[kind]);
  free (installed->folder);
  free (installed);
}

const char *
adain_installed_folder (const adain_installed *installed)
{
  return installed == NULL ? NULL : installed->folder;
}

size_t
adain_installed_count (const adain_installed *installed, int32_t kind)
{
  return installed == NULL || kind < 0 || kind >= KINDS ? 0 : installed->files[kind].count;
}

const char *
adain_installed_name (const adain_installed *installed, int32_t kind, size_t index)
{
  return index < adain_installed_count (installed, kind) ? installed->files[kind].names[index] : NULL;
}

const char *
adain_installed_path (const adain_installed *installed, int32_t kind, size_t index)
{
  return index < adain_installed_count (installed, kind) ? installed->files[kind].paths[index] : NULL;
}
