/* operations.c: see operations.h, and adain_gegl_start() of adain-gegl.h. */
#define _GNU_SOURCE /* dladdr */
#include "operations.h"

#include "adain-gegl.h"

#include <dlfcn.h>
#include <gegl-plugin.h>
#include <gmodule.h>

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

/* A file of operations. GEGL's own functions load all of a folder, with every library that these stand on. */
G_DECLARE_FINAL_TYPE (AdainGeglOperations, adain_gegl_operations, ADAIN_GEGL, OPERATIONS, GTypeModule)

struct _AdainGeglOperations
{
  GTypeModule parent; /* its name is the file's path */
};

G_DEFINE_TYPE (AdainGeglOperations, adain_gegl_operations, G_TYPE_TYPE_MODULE)

/* As GEGL itself does it: what is built for another GEGL is left alone. */
static gboolean
load (GTypeModule *module)
{
  GModule *file = g_module_open (module->name, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  const GeglModuleInfo *(*query) (GTypeModule *) = NULL;
  gboolean (*register_types) (GTypeModule *) = NULL;

  if (file == NULL)
    return FALSE;
  g_module_make_resident (file); /* types cannot be taken back */
  return g_module_symbol (file, "gegl_module_query", (gpointer *) &query)
         && g_module_symbol (file, "gegl_module_register", (gpointer *) &register_types)
         && query (module)->abi_version == GEGL_MODULE_ABI_VERSION && register_types (module);
}

static void
unload (GTypeModule *module)
{
  (void) module;
}

static void
adain_gegl_operations_class_init (AdainGeglOperationsClass *klass)
{
  G_TYPE_MODULE_CLASS (klass)->load = load;
  G_TYPE_MODULE_CLASS (klass)->unload = unload;
}

static void
adain_gegl_operations_init (AdainGeglOperations *operations)
{
  (void) operations;
}

/* gegl:tiff-load is in tiff-load.so, and so are all that read and write files. */
static void
load_operation (const char *name)
{
  const char *colon = strrchr (name, ':');
  char       *file = g_strconcat (colon != NULL ? colon + 1 : name, ".", G_MODULE_SUFFIX, NULL);
  char       *installed = operations_path == NULL ? installed_folder () : NULL;
  char      **folders = g_strsplit (operations_path != NULL ? operations_path
                                    : installed != NULL     ? installed
                                                            : "",
                               G_SEARCHPATH_SEPARATOR_S, -1);

  for (char **folder = folders; *folder != NULL && !gegl_has_operation (name); folder++)
    {
      char *path = g_build_filename (*folder, file, NULL);

      /* An empty folder would be the one that the program is in. */
      if (**folder != '\0' && g_file_test (path, G_FILE_TEST_EXISTS))
        {
          GTypeModule *module = g_object_new (adain_gegl_operations_get_type (), NULL);

          g_type_module_set_name (module, path);
          g_type_module_use (module); /* a type module lives as long as the process */
        }
      g_free (path);
    }
  g_strfreev (folders);
  g_free (installed);
  g_free (file);
}

gboolean
adain_gegl_has_operation (const char *name)
{
  static GMutex mutex;
  gboolean      has;

  g_mutex_lock (&mutex);
  if (!gegl_has_operation (name))
    load_operation (name);
  has = gegl_has_operation (name);
  g_mutex_unlock (&mutex);
  return has;
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
