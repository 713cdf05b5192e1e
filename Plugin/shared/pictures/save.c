/* save.c: writes a picture file, all or nothing: encoded in memory, completed by its metadata, and only then
 * put in the place of what was there. */
#define _GNU_SOURCE /* memfd_create */
#include "adain-gegl.h"

#include "operations.h"
#include "pictures/encode.h"
#include "pictures/metadata.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* What is known of a kind beside what its users see. GEGL's own table falls back to PNG for endings it
 * does not know. */
typedef struct
{
  AdainGeglEncode encode; /* NULL: by GEGL's saver */
  const char     *saver;
  int             limit;    /* pixels along a side */
  gboolean        has_tags; /* a place for EXIF, XMP and IPTC */
  const char     *end;      /* the last bytes of a whole file */
  gsize           end_length;
} Encoder;

static const AdainGeglKind kinds[] = {
  { ".png", 8 | 16, TRUE, FALSE },       { ".jpg", 8, FALSE, TRUE },
  { ".jpeg", 8, FALSE, TRUE },           { ".tif", 8 | 16 | 32, TRUE, FALSE },
  { ".tiff", 8 | 16 | 32, TRUE, FALSE }, { ".webp", 8, TRUE, TRUE },
  { ".exr", 32, TRUE, FALSE },           { ".hdr", 32, FALSE, FALSE },
  { ".ppm", 8 | 16, FALSE, FALSE },      { NULL, 0, FALSE, FALSE },
};

static const Encoder jpeg = { adain_gegl_encode_jpeg, NULL, 65500, TRUE, "\xff\xd9", 2 },
                     tiff = { NULL, "gegl:tiff-save", G_MAXINT32, TRUE, "", 0 };

static const Encoder encoders[] = {
  { adain_gegl_encode_png, NULL, G_MAXINT32, TRUE, "IEND\256B`\202", 8 },
  jpeg,
  jpeg,
  tiff,
  tiff,
  { adain_gegl_encode_webp, NULL, 16383, TRUE, "", 0 },
  { NULL, "gegl:exr-save", G_MAXINT32, FALSE, "", 0 },
  { NULL, "gegl:rgbe-save", G_MAXINT32, FALSE, "", 0 },
  { NULL, "gegl:ppm-save", G_MAXINT32, FALSE, "", 0 },
};

static gboolean
fail (GError **error, adain_status status, const char *path, const char *problem)
{
  g_set_error (error, ADAIN_GEGL_ERROR, status, "The picture '%s' cannot be written: %s.", path, problem);
  return FALSE;
}

const AdainGeglKind *
adain_gegl_kinds (void)
{
  return kinds;
}

void
adain_gegl_saving_init (AdainGeglSaving *saving)
{
  *saving = (AdainGeglSaving) { .bit_depth = 8,
                                .quality = ADAIN_GEGL_DEFAULT_QUALITY,
                                .background = { 1.0f, 1.0f, 1.0f } };
}

/* The kind's index, or -1. */
static int
kind_of (const char *path)
{
  const char *ending = strrchr (path, '.');

  for (int i = 0; ending != NULL && kinds[i].ending != NULL; i++)
    if (g_ascii_strcasecmp (ending, kinds[i].ending) == 0
        && (encoders[i].saver == NULL || adain_gegl_has_operation (encoders[i].saver)))
      return i;
  return -1;
}

/* The deepest the kind has that is not above what is asked for, or else its least. */
static int
depth_for (const AdainGeglKind *kind, int bit_depth)
{
  for (int depth = 32; depth > 8; depth /= 2)
    if (depth <= bit_depth && (kind->depths & depth) != 0)
      return depth;
  return (kind->depths & 8) != 0 ? 8 : 32;
}

/* A limit on the size of files holds for nameless ones too, and GEGL does not always notice it. */
static gboolean
is_whole (const Encoder *encoder, int file)
{
  off_t         length = lseek (file, 0, SEEK_END);
  struct rlimit limit;
  char          end[8];

  if (length <= 0 || (getrlimit (RLIMIT_FSIZE, &limit) == 0 && (rlim_t) length >= limit.rlim_cur))
    return FALSE;
  return encoder->end_length == 0
         || (pread (file, end, encoder->end_length, length - (off_t) encoder->end_length)
               == (ssize_t) encoder->end_length
             && memcmp (end, encoder->end, encoder->end_length) == 0);
}

static gboolean
encode (const Encoder *encoder, GeglBuffer *buffer, int file, const char *path, const AdainGeglSaving *saving,
        GError **error)
{
  GError  *problem = NULL;
  gboolean written;

  if (ftruncate (file, 0) != 0 || lseek (file, 0, SEEK_SET) != 0)
    return fail (error, ADAIN_UNREADABLE, path, g_strerror (errno));
  if (encoder->encode != NULL)
    written = encoder->encode (buffer, file, saving, &problem);
  else
    written = adain_gegl_encode_by (encoder->saver, buffer, file, saving, &problem);
  if (!written)
    fail (error, problem->code, path, problem->message);
  else if (!is_whole (encoder, file))
    written = fail (error, ADAIN_OUT_OF_MEMORY, path, "only a part of it could be encoded; free some memory");
  g_clear_error (&problem);
  return written;
}

/* Encodes it again without its metadata when there is no place for these, e.g. more than 64 KB in a JPEG. */
static gboolean
encode_with_tags (const Encoder *encoder, GeglBuffer *buffer, int file, const char *path,
                  const AdainGeglSaving *saving, GError **error)
{
  char    *name = g_strdup_printf ("/proc/self/fd/%d", file);
  GError  *problem = NULL;
  gboolean written = encode (encoder, buffer, file, path, saving, error);

  if (written && saving->metadata != NULL && encoder->has_tags
      && !(adain_gegl_metadata_write (saving->metadata, name, encoder->encode == adain_gegl_encode_png,
                                      gegl_buffer_get_width (buffer), gegl_buffer_get_height (buffer),
                                      &problem)
           && is_whole (&(Encoder) { 0 }, file)))
    {
      g_message ("%s has none of its content's metadata: %s", path,
                 problem != NULL ? problem->message : "there is no room for it");
      written = encode (encoder, buffer, file, path, saving, error);
    }
  g_clear_error (&problem);
  g_free (name);
  return written;
}

static gboolean
copy_to (int file, int to)
{
  char    block[1 << 16];
  ssize_t count;

  lseek (file, 0, SEEK_SET);
  while ((count = read (file, block, sizeof block)) > 0)
    if (!adain_gegl_write_all (to, block, (gsize) count))
      return FALSE;
  return count == 0;
}

/* The contents of the nameless file take the place of path. */
static gboolean
move_to_disk (int file, const char *path, GError **error)
{
  char    *folder = g_path_get_dirname (path), *temporary = g_build_filename (folder, ".adain-XXXXXX", NULL);
  int      to = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666);
  gboolean written = to >= 0 && copy_to (file, to);

  if (!written)
    fail (error, ADAIN_UNREADABLE, path, g_strerror (errno));
  if (to >= 0 && close (to) != 0 && written)
    written = fail (error, ADAIN_UNREADABLE, path, g_strerror (errno));
  if (written)
    written = adain_gegl_place_file (temporary, path, error);
  if (!written && to >= 0)
    unlink (temporary);
  g_free (temporary);
  g_free (folder);
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
is_writable (GeglBuffer *buffer, const char *path, int kind, GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);

  if (kind < 0)
    return fail (error, ADAIN_INVALID_ARGUMENT, path,
                 "its ending is none of .png, .jpg, .tif, .webp, .exr, .hdr and .ppm");
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (error, ADAIN_UNREADABLE, path, "it is a folder; name a file in it");
  if (!has_folder (path))
    return fail (error, ADAIN_UNREADABLE, path, "its folder does not exist; make it first");
  if (extent->width <= 0 || extent->height <= 0 || gegl_rectangle_is_infinite_plane (extent))
    return fail (error, ADAIN_INVALID_ARGUMENT, path, "it has no pixels");
  if (extent->width > encoders[kind].limit || extent->height > encoders[kind].limit)
    return fail (error, ADAIN_INVALID_ARGUMENT, path, "it is too large for this kind of file; write a PNG");
  return adain_gegl_check_target (path, error);
}

gboolean
adain_gegl_save_image (GeglBuffer *buffer, const char *path, const AdainGeglSaving *saving, GError **error)
{
  int             kind = kind_of (path), file;
  AdainGeglSaving actual = *saving;
  GeglBuffer     *shown;
  gboolean        written;

  if (!is_writable (buffer, path, kind, error))
    return FALSE;
  file = memfd_create ("adain", MFD_CLOEXEC);
  if (file < 0)
    return fail (error, ADAIN_OUT_OF_MEMORY, path, g_strerror (errno));
  actual.bit_depth = depth_for (&kinds[kind], saving->bit_depth);
  shown = kinds[kind].has_alpha ? g_object_ref (buffer) : adain_gegl_flatten (buffer, saving->background);
  written = encode_with_tags (&encoders[kind], shown, file, path, &actual, error)
            && move_to_disk (file, path, error);
  g_object_unref (shown);
  g_close (file, NULL);
  return written;
}
