/* load.c: reads image files through GEGL's loaders, and notices when they fail, which gegl:load hides behind
 * a picture of a text. Damage that the loaders themselves do not notice is check.c's. */
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <gegl-plugin.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <operation/gegl-operation-handlers.h>
#include <string.h>
#include <unistd.h>

static gboolean
fail (GError **error, adain_status status, const char *path, const char *problem, const char *remedy)
{
  g_set_error (error, ADAIN_GEGL_ERROR, status, "The picture '%s' %s; %s.", path, problem, remedy);
  return FALSE;
}

static void
take_warning (const char *domain, GLogLevelFlags level, const char *message, gpointer user)
{
  AdainGeglWarnings *warnings = user;

  (void) domain;
  (void) level;
  if (warnings->text->len == 0)
    g_string_append_len (warnings->text, message, (gssize) strcspn (message, "\n"));
}

void
adain_gegl_warnings_begin (AdainGeglWarnings *warnings)
{
  GLogLevelFlags levels = G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL;

  warnings->text = g_string_new (NULL);
  warnings->handler = g_log_set_handler (NULL, levels, take_warning, warnings);
  warnings->core_handler = g_log_set_handler ("GEGL", levels, take_warning, warnings);
}

void
adain_gegl_warnings_end (AdainGeglWarnings *warnings)
{
  g_log_remove_handler (NULL, warnings->handler);
  g_log_remove_handler ("GEGL", warnings->core_handler);
  g_string_free (warnings->text, TRUE);
}

/* Whether path is an ordinary file that can be opened. */
static gboolean
is_readable_file (const char *path, GError **error)
{
  GStatBuf info;
  int      file;

  if (g_stat (path, &info) != 0)
    return fail (error, ADAIN_UNREADABLE, path, errno == ENOENT ? "does not exist" : g_strerror (errno),
                 "check the path");
  if (S_ISDIR (info.st_mode))
    return fail (error, ADAIN_UNREADABLE, path, "is a folder", "name a file in it");
  if (!S_ISREG (info.st_mode))
    return fail (error, ADAIN_UNREADABLE, path, "is not an ordinary file", "copy it into one first");
  if (info.st_size == 0)
    return fail (error, ADAIN_MALFORMED, path, "is empty", "get a whole copy of it");
  file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0)
    return fail (error, ADAIN_UNREADABLE, path, "cannot be opened", g_strerror (errno));
  close (file);
  return TRUE;
}

/* The operation that reads such a file: by its contents, and by its name where those say nothing. Never the
 * JPEG loader by name, because it ends the process when the file is something else. */
static const char *
loader_for (const char *path)
{
  guchar      start[4096];
  FILE       *file = g_fopen (path, "rb");
  size_t      read = file == NULL ? 0 : fread (start, 1, sizeof start, file);
  gboolean    uncertain;
  const char *ending = strrchr (path, '.'), *loader = NULL;
  char       *type = g_content_type_guess (NULL, start, read, &uncertain);

  if (file != NULL)
    fclose (file);
  if (uncertain || !g_str_has_prefix (type, "image/"))
    {
      g_free (type);
      type = g_content_type_guess (path, start, read, &uncertain);
    }
  /* Radiance pictures, which the type database takes for texts. */
  if (read >= 2 && memcmp (start, "#?", 2) == 0)
    loader = "gegl:rgbe-load";
  else if (g_str_has_prefix (type, "image/"))
    loader = gegl_operation_handlers_get_loader (type);
  else if (ending != NULL && strchr (ending, '/') == NULL && !g_str_has_prefix (type, "text/"))
    loader = gegl_operation_handlers_get_loader (ending);
  g_free (type);
  if (g_strcmp0 (loader, "gegl:jpg-load") == 0 && (read < 3 || memcmp (start, "\xff\xd8\xff", 3) != 0))
    return NULL;
  return loader;
}

/* What these return says nothing, but they warn when they fail. */
static gboolean
is_judged_by_warnings (const char *loader)
{
  return g_str_equal (loader, "gegl:exr-load") || g_str_equal (loader, "gegl:webp-load")
         || g_str_equal (loader, "gegl:gif-load");
}

/* The picture, or NULL when the loader failed. The loader's process is called directly, because a graph drops
 * what it returns. */
static GeglBuffer *
decode (GeglNode *node, const char *loader, const AdainGeglWarnings *warnings)
{
  GeglRectangle             bounds = gegl_node_get_bounding_box (node);
  GeglOperation            *operation = gegl_node_get_gegl_operation (node);
  GeglOperationSourceClass *source;
  const Babl               *format;
  GeglBuffer               *buffer;
  gboolean                  decoded = TRUE;

  if (bounds.width <= 0 || bounds.height <= 0 || gegl_rectangle_is_infinite_plane (&bounds)
      || (is_judged_by_warnings (loader) && warnings->text->len > 0))
    return NULL;
  format = gegl_operation_get_format (operation, "output");
  buffer = gegl_buffer_new (&bounds, format != NULL ? format : babl_format ("R'G'B'A float"));
  source = GEGL_IS_OPERATION_SOURCE (operation) ? GEGL_OPERATION_SOURCE_GET_CLASS (operation) : NULL;
  if (source != NULL && source->process != NULL)
    decoded = source->process (operation, buffer, &bounds, 0);
  else
    gegl_node_blit_buffer (node, buffer, &bounds, 0, GEGL_ABYSS_NONE);
  if (is_judged_by_warnings (loader))
    decoded = warnings->text->len == 0;
  if (!decoded)
    g_clear_object (&buffer);
  return buffer;
}

GeglBuffer *
adain_gegl_load_image (const char *path, GError **error)
{
  AdainGeglWarnings warnings;
  const char       *loader;
  char             *reason;
  GeglNode         *node;
  GeglBuffer       *buffer = NULL;

  if (!is_readable_file (path, error) || !adain_gegl_check_file (path, error))
    return NULL;
  adain_gegl_warnings_begin (&warnings);
  node = gegl_node_new_child (NULL, "operation", "gegl:load", NULL); /* registers the loaders */
  loader = loader_for (path);
  if (loader != NULL)
    {
      gegl_node_set (node, "operation", loader, "path", path, NULL);
      buffer = decode (node, loader, &warnings);
    }
  g_object_unref (node);
  if (loader == NULL)
    fail (error, ADAIN_MALFORMED, path, "is no image that GEGL knows", "convert it to PNG, JPEG or TIFF");
  else if (buffer == NULL)
    {
      reason = g_strdup_printf ("it is damaged, or of a kind that GEGL cannot read%s%s%s",
                                warnings.text->len > 0 ? " (GEGL: " : "", warnings.text->str,
                                warnings.text->len > 0 ? ")" : "");
      fail (error, ADAIN_MALFORMED, path, "cannot be decoded", reason);
      g_free (reason);
    }
  adain_gegl_warnings_end (&warnings);
  return buffer;
}
