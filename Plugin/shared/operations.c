/* operations.c: see operations.h, and adain_gegl_start() of adain-gegl.h. */
#define _GNU_SOURCE /* dladdr */
#include "operations.h"

#include "adain-gegl.h"

#include <dlfcn.h>

/* What GEGL_PATH was before adain_gegl_start(), or NULL. */
static char *operations_path;

/* GEGL's plug-ins lie in a folder beside its library, and its functions do not tell which. */
static char *
installed_folder (void)
{
  Dl_info info;
  char   *library, *folder, *operations;

  if (dladdr ((const void *) gegl_init, &info) == 0 || info.dli_fname == NULL)
    return NULL;
  library = realpath (info.dli_fname, NULL);
  if (library == NULL)
    return NULL;
  folder = g_path_get_dirname (library);
  operations = g_build_filename (folder, "gegl-0.4", NULL);
  g_free (folder);
  free (library);
  return operations;
}

static void
load_operations (void)
{
  char  *installed = operations_path == NULL ? installed_folder () : NULL;
  char **folders = g_strsplit (operations_path != NULL ? operations_path
                               : installed != NULL     ? installed
                                                       : "",
                               G_SEARCHPATH_SEPARATOR_S, -1);

  for (char **folder = folders; *folder != NULL; folder++)
    if (**folder != '\0')
      gegl_load_module_directory (*folder);
  g_strfreev (folders);
  g_free (installed);
}

gboolean
adain_gegl_has_operation (const char *name)
{
  static gsize loaded = 0;

  if (gegl_has_operation (name))
    return TRUE;
  if (g_once_init_enter (&loaded))
    {
      load_operations ();
      g_once_init_leave (&loaded, 1);
    }
  return gegl_has_operation (name);
}

void
adain_gegl_start (GThreadFunc meanwhile, gpointer user)
{
  const char *path = g_getenv ("GEGL_PATH");
  GThread    *thread;

  /* babl's file of conversions that it has once measured makes it measure its tables at every start. */
  g_setenv ("BABL_INHIBIT_CACHE", "1", FALSE);
  g_free (operations_path);
  operations_path = g_strdup (path);
  g_setenv ("GEGL_PATH", "/dev/null", TRUE);
  thread = meanwhile == NULL ? NULL : g_thread_try_new ("adain start", meanwhile, user, NULL);
  gegl_init (NULL, NULL);
  if (thread != NULL)
    g_thread_join (thread);
  if (operations_path != NULL)
    g_setenv ("GEGL_PATH", operations_path, TRUE);
  else
    g_unsetenv ("GEGL_PATH");
}
