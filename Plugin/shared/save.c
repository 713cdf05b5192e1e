/* save.c: writes image files through GEGL's savers, all or nothing. On a full disk those end the process or
 * say nothing, so they write to memory, and only whole files go to the disk. Nothing is read here. */
#define _GNU_SOURCE /* memfd_create */
#include "session.h"

#include <errno.h>
#include <gegl-plugin.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>

/* What a kind of file can hold. GEGL's own table falls back to PNG for endings it does not know. */
typedef struct
{
  const char *ending;
  const char *saver;
  int         depths; /* which bit depths the saver's property takes, added up; 0: it has no choice */
  int         limit;  /* pixels along a side; beyond it libjpeg ends the process */
} Kind;

static const Kind kinds[] = {
  { ".png", "gegl:png-save", 8 | 16, G_MAXINT32 },
  { ".jpg", "gegl:jpg-save", 0, 65500 },
  { ".jpeg", "gegl:jpg-save", 0, 65500 },
  { ".tif", "gegl:tiff-save", 8 | 16 | 32, G_MAXINT32 },
  { ".tiff", "gegl:tiff-save", 8 | 16 | 32, G_MAXINT32 },
  { ".exr", "gegl:exr-save", 0, G_MAXINT32 },
  { ".webp", "gegl:webp-save", 0, 16383 },
  { ".ppm", "gegl:ppm-save", 8 | 16, G_MAXINT32 },
  { ".hdr", "gegl:rgbe-save", 0, G_MAXINT32 },
};

static gboolean
fail (GError **error, adain_status status, const char *path, const char *problem)
{
  g_set_error (error, ADAIN_GEGL_ERROR, status, "The picture '%s' cannot be written: %s.", path, problem);
  return FALSE;
}

static const Kind *
kind_of (const char *path)
{
  const char *ending = strrchr (path, '.');

  for (guint i = 0; ending != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (ending, kinds[i].ending) == 0 && gegl_has_operation (kinds[i].saver))
      return &kinds[i];
  return NULL;
}

/* The deepest the kind has that is not above what is asked for, or else its least. */
static int
depth_for (const Kind *kind, int bit_depth)
{
  for (int depth = 32; depth > 8; depth /= 2)
    if (depth <= bit_depth && (kind->depths & depth) != 0)
      return depth;
  return 8;
}

static GeglNode *
saver_node (const Kind *kind, const char *path, int bit_depth)
{
  GeglNode *node = gegl_node_new_child (NULL, "operation", kind->saver, "path", path, NULL);

  if (kind->depths != 0)
    gegl_node_set (node, "bitdepth", depth_for (kind, bit_depth), NULL);
  if (g_str_equal (kind->saver, "gegl:tiff-save"))
    gegl_node_set (node, "fp", bit_depth >= 32, NULL);
  if (g_str_equal (kind->saver, "gegl:ppm-save"))
    gegl_node_set (node, "rawformat", TRUE, NULL);
  return node;
}

/* Encodes buffer into the nameless file; path is for the text of the error. The saver's process is called
 * directly, because a graph drops what it returns. */
static gboolean
encode (const Kind *kind, GeglBuffer *buffer, int file, const char *path, int bit_depth, GError **error)
{
  AdainGeglWarnings       warnings;
  char                   *name = g_strdup_printf ("/proc/self/fd/%d", file);
  GeglNode               *node = saver_node (kind, name, bit_depth);
  GeglOperation          *operation = gegl_node_get_gegl_operation (node);
  GeglOperationSinkClass *sink = GEGL_OPERATION_SINK_GET_CLASS (operation);
  gboolean                written;

  adain_gegl_warnings_begin (&warnings);
  written = sink->process (operation, buffer, gegl_buffer_get_extent (buffer), 0);
  if (!written || warnings.text->len > 0)
    written = fail (error, ADAIN_UNREADABLE, path,
                    warnings.text->len > 0 ? warnings.text->str : "GEGL failed to encode it");
  adain_gegl_warnings_end (&warnings);
  g_object_unref (node);
  g_free (name);
  return written;
}

/* A limit on the size of files holds for nameless ones too, and GEGL does not notice it. */
static gboolean
is_whole (int file, const char *contents, gsize length)
{
  static const char png_end[] = "IEND\256B`\202";
  char             *name = g_strdup_printf ("/proc/self/fd/%d", file);
  gboolean          whole = length > 0 && adain_gegl_check_file (name, NULL);

  if (whole && length > 16 && memcmp (contents + 1, "PNG", 3) == 0)
    whole = memcmp (contents + length - 8, png_end, 8) == 0;
  g_free (name);
  return whole;
}

/* The contents of the nameless file take the place of path. */
static gboolean
move_to_disk (int file, const char *path, GError **error)
{
  GMappedFile *contents = g_mapped_file_new_from_fd (file, FALSE, NULL);
  GError      *reason = NULL;
  gboolean     written;

  if (contents == NULL
      || !is_whole (file, g_mapped_file_get_contents (contents), g_mapped_file_get_length (contents)))
    written = fail (error, ADAIN_OUT_OF_MEMORY, path, "GEGL wrote a part of it only; free some memory");
  else if (!g_file_set_contents_full (path, g_mapped_file_get_contents (contents),
                                      (gssize) g_mapped_file_get_length (contents),
                                      G_FILE_SET_CONTENTS_CONSISTENT, 0666, &reason))
    written = fail (error, ADAIN_UNREADABLE, path, reason->message);
  else
    written = TRUE;
  g_clear_error (&reason);
  g_clear_pointer (&contents, g_mapped_file_unref);
  return written;
}

static gboolean
has_folder (const char *path)
{
  char    *folder = g_path_get_dirname (path);
  gboolean exists = g_file_test (folder, G_FILE_TEST_IS_DIR);

  g_free (folder);
  return exists;
}

static gboolean
is_writable (GeglBuffer *buffer, const char *path, const Kind *kind, GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);

  if (kind == NULL)
    return fail (error, ADAIN_INVALID_ARGUMENT, path,
                 "its ending is none of .png, .jpg, .tif, .exr, .webp, .ppm and .hdr");
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (error, ADAIN_UNREADABLE, path, "it is a folder; name a file in it");
  if (!has_folder (path))
    return fail (error, ADAIN_UNREADABLE, path, "its folder does not exist; make it first");
  if (extent->width <= 0 || extent->height <= 0 || gegl_rectangle_is_infinite_plane (extent))
    return fail (error, ADAIN_INVALID_ARGUMENT, path, "it has no pixels");
  if (extent->width > kind->limit || extent->height > kind->limit)
    return fail (error, ADAIN_INVALID_ARGUMENT, path, "it is too large for this kind of file; write a PNG");
  return TRUE;
}

gboolean
adain_gegl_save_image (GeglBuffer *buffer, const char *path, int bit_depth, GError **error)
{
  const Kind *kind = kind_of (path);
  gboolean    written;
  int         file;

  if (!is_writable (buffer, path, kind, error))
    return FALSE;
  file = memfd_create ("adain", MFD_CLOEXEC);
  if (file < 0)
    return fail (error, ADAIN_OUT_OF_MEMORY, path, g_strerror (errno));
  written = encode (kind, buffer, file, path, bit_depth, error) && move_to_disk (file, path, error);
  g_close (file, NULL);
  return written;
}
