/* decode-gegl.c: by GEGL's loaders, each named, never the one that hands unknown files to another program.
 * They tell failures by warnings, or not at all. */
#include "operations.h"
#include "pictures/decode.h"
#include "pictures/warnings.h"

#include <gegl-plugin.h>
#include <glib/gstdio.h>
#include <string.h>

/* The loader's process is called directly, because a graph drops what it returns; which says nothing, though,
 * unless is_told. */
static gboolean
decode_by (GeglNode *node, gboolean is_told, const AdainGeglFile *file, const AdainGeglWarnings *warnings,
           AdainGeglDecoded *decoded, GError **error)
{
  GeglOperation            *operation = gegl_node_get_gegl_operation (node);
  GeglRectangle             bounds = gegl_node_get_bounding_box (node);
  GeglOperationSourceClass *source;
  const Babl               *format;
  GStatBuf                  info;

  if (bounds.width <= 0 || bounds.height <= 0 || gegl_rectangle_is_infinite_plane (&bounds)
      || warnings->text->len > 0)
    return FALSE;
  if (!adain_gegl_check_size ((guint64) bounds.width, (guint64) bounds.height, ADAIN_GEGL_MAX_PIXELS, error))
    return FALSE;
  /* OpenEXR makes some ten thousand pixels of a byte at most; what claims more keeps it busy for minutes. */
  if (!is_told && g_stat (file->path, &info) == 0
      && (gint64) bounds.width * bounds.height / 65536 > info.st_size)
    return adain_gegl_damaged (error, "header", "the file is too short for so many pixels");
  format = gegl_operation_get_format (operation, "output");
  decoded->pixels = gegl_buffer_new (&bounds, format != NULL ? format : babl_format ("R'G'B'A float"));
  source = GEGL_IS_OPERATION_SOURCE (operation) ? GEGL_OPERATION_SOURCE_GET_CLASS (operation) : NULL;
  if (source != NULL && source->process != NULL)
    return (source->process (operation, decoded->pixels, &bounds, 0) || !is_told) && warnings->text->len == 0;
  gegl_node_blit_buffer (node, decoded->pixels, &bounds, 0, GEGL_ABYSS_NONE);
  return warnings->text->len == 0;
}

gboolean
adain_gegl_decode_by_loader (const char *loader, gboolean is_told, int page, const AdainGeglFile *file,
                             AdainGeglDecoded *decoded, GError **error)
{
  AdainGeglWarnings warnings;
  GeglNode         *node;
  gboolean          done;

  if (!adain_gegl_has_operation (loader))
    {
      g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                   "needs GEGL's %s, which is not installed; install GEGL with it", loader);
      return FALSE;
    }
  adain_gegl_warnings_begin (&warnings);
  node = gegl_node_new_child (NULL, "operation", loader, "path", file->path, NULL);
  if (page > 0)
    gegl_node_set (node, "directory", page + 1, NULL); /* GEGL counts from 1 */
  done = decode_by (node, is_told, file, &warnings, decoded, error);
  if (!done && g_str_has_prefix (warnings.text->str, "Sorry"))
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
                 "is of a kind that is not read (GEGL: %s); " ADAIN_GEGL_PLAIN_KIND, warnings.text->str);
  else if (!done)
    adain_gegl_damaged (error, "GEGL", warnings.text->len > 0 ? warnings.text->str : "its codes are damaged");
  g_object_unref (node);
  adain_gegl_warnings_end (&warnings);
  return done;
}

gboolean
adain_gegl_decode_exr (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  return adain_gegl_decode_by_loader ("gegl:exr-load", FALSE, 0, file, decoded, error);
}
