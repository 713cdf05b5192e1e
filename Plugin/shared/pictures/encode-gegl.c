/* encode-gegl.c: TIFF, OpenEXR, HDR and PPM by GEGL's savers. On a full disk those end the process
 * or say nothing, so they write to memory, and what they write is looked at. */
#include "adain-gegl.h"

#include "pictures/encode.h"
#include "pictures/metadata.h"
#include "pictures/warnings.h"

#include <gegl-metadata.h>
#include <gegl-metadatahash.h>
#include <gegl-plugin.h>
#include <math.h>

#define INCH 0.0254

double
adain_gegl_per_inch (double per_metre)
{
  double inch = per_metre * INCH, whole = round (inch);

  return fabs (inch - whole) < 0.02 ? whole : inch;
}

static GeglMetadata *
resolution_of (const char *saver, const AdainGeglSaving *saving)
{
  GeglMetadata *told;
  double        dots[2];

  if (!g_str_equal (saver, "gegl:tiff-save") || saving->metadata == NULL
      || !adain_gegl_metadata_resolution (saving->metadata, dots))
    return NULL;
  told = GEGL_METADATA (gegl_metadata_hash_new ());
  gegl_metadata_set_resolution (told, GEGL_RESOLUTION_UNIT_DPI, (float) adain_gegl_per_inch (dots[0]),
                                (float) adain_gegl_per_inch (dots[1]));
  return told;
}

static GeglNode *
saver_node (const char *saver, const char *path, const AdainGeglSaving *saving)
{
  GeglNode     *node = gegl_node_new_child (NULL, "operation", saver, "path", path, NULL);
  GeglMetadata *resolution;

  if (g_str_equal (saver, "gegl:tiff-save") || g_str_equal (saver, "gegl:ppm-save"))
    gegl_node_set (node, "bitdepth", saving->bit_depth, NULL);
  if (g_str_equal (saver, "gegl:tiff-save"))
    gegl_node_set (node, "fp", saving->bit_depth >= 32, NULL);
  if (g_str_equal (saver, "gegl:ppm-save"))
    gegl_node_set (node, "rawformat", TRUE, NULL);
  resolution = resolution_of (saver, saving);
  if (resolution != NULL)
    {
      gegl_node_set (node, "metadata", resolution, NULL);
      g_object_unref (resolution);
    }
  return node;
}

/* The saver's process is called directly, because a graph drops what it returns. */
gboolean
adain_gegl_encode_by (const char *saver, GeglBuffer *buffer, int file, const AdainGeglSaving *saving,
                      GError **error)
{
  AdainGeglWarnings       warnings;
  char                   *name = g_strdup_printf ("/proc/self/fd/%d", file);
  GeglNode               *node = saver_node (saver, name, saving);
  GeglOperation          *operation = gegl_node_get_gegl_operation (node);
  GeglOperationSinkClass *sink = GEGL_OPERATION_SINK_GET_CLASS (operation);
  gboolean                written;

  adain_gegl_warnings_begin (&warnings);
  written = sink->process (operation, buffer, gegl_buffer_get_extent (buffer), 0) && warnings.text->len == 0;
  if (!written)
    g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                         warnings.text->len > 0 ? warnings.text->str : "GEGL failed to encode it");
  adain_gegl_warnings_end (&warnings);
  g_object_unref (node);
  g_free (name);
  return written;
}
