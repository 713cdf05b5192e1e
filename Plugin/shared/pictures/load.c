/* load.c: reads a picture file: its format, its pixels, turned upright, and its metadata. */
#include "adain-gegl-pictures.h"

#include "pictures/format.h"
#include "pictures/metadata.h"
#include "pictures/orientation.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
fail (GError **error, adain_status status, const char *path, const char *problem, const char *remedy)
{
  g_set_error (error, ADAIN_GEGL_ERROR, status, "The picture '%s' %s; %s.", path, problem, remedy);
  return FALSE;
}

/* Whether path is an ordinary file that can be opened. */
static gboolean
is_readable_file (const char *path, GError **error)
{
  GStatBuf info;
  int      file;

  if (g_stat (path, &info) != 0)
    return errno == ENOENT ? fail (error, ADAIN_UNREADABLE, path, "does not exist", "check the path")
                           : fail (error, ADAIN_UNREADABLE, path, "cannot be opened", g_strerror (errno));
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

static const AdainGeglFormat *
find_format (const char *path, GError **error)
{
  guint8                 start[ADAIN_GEGL_FORMAT_BYTES];
  FILE                  *file = g_fopen (path, "rb");
  size_t                 read = file == NULL ? 0 : fread (start, 1, sizeof start, file);
  const AdainGeglFormat *format = adain_gegl_format_of (start, read, path);
  char                  *problem;

  if (file != NULL)
    fclose (file);
  if (format == NULL)
    fail (error, ADAIN_MALFORMED, path, "cannot be decoded: it is of no format that is known",
          "convert it to PNG, JPEG or TIFF");
  else if (format->decode == NULL)
    {
      problem = g_strdup_printf ("is %s, which is not read", format->name);
      fail (error, ADAIN_MALFORMED, path, problem, format->advice);
      g_free (problem);
      format = NULL;
    }
  return format;
}

/* The whole text around what the decoder said. */
static void
explain (const char *path, const AdainGeglFormat *format, GError *problem, GError **error)
{
  if (problem->code != ADAIN_MALFORMED || g_str_has_prefix (problem->message, "is "))
    g_set_error (error, ADAIN_GEGL_ERROR, problem->code, "The picture '%s' %s.", path, problem->message);
  else
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
                 "The picture '%s' cannot be decoded: this %s file is damaged or cut short (%s); get a whole "
                 "copy of it.",
                 path, format->name, problem->message);
  g_error_free (problem);
}

static gboolean
decode (const char *path, AdainGeglFile *file, AdainGeglDecoded *decoded, const AdainGeglFormat *format,
        GError **error)
{
  GError *problem = NULL;
  char   *bytes = NULL;

  file->path = path;
  if (!format->by_path && !g_file_get_contents (path, &bytes, &file->length, &problem))
    return fail (error, ADAIN_UNREADABLE, path, "cannot be read", problem->message);
  file->bytes = (const guint8 *) bytes;
  if (format->decode (file, decoded, &problem))
    return TRUE;
  explain (path, format, problem, error);
  return FALSE;
}

static void
tell_frames (const char *path, int frames)
{
  if (frames > 1)
    g_message ("only the first of %d frames or pages of %s is used", frames, path);
}

GeglBuffer *
adain_gegl_load_image (const char *path, AdainGeglMetadata **metadata, GError **error)
{
  AdainGeglFile          file = { 0 };
  AdainGeglDecoded       decoded = { 0 };
  AdainGeglMetadata     *told;
  const AdainGeglFormat *format;
  GeglBuffer            *upright = NULL;

  if (!is_readable_file (path, error) || (format = find_format (path, error)) == NULL)
    return NULL;
  if (decode (path, &file, &decoded, format, error))
    {
      told = adain_gegl_metadata_read (&file, &decoded);
      if (decoded.profile != NULL && !adain_gegl_apply_profile (&decoded))
        g_message ("the colour profile of %s cannot be used; its colours are taken for sRGB's", path);
      upright = adain_gegl_turn (decoded.pixels, format->turned ? 1 : adain_gegl_metadata_orientation (told));
      tell_frames (path, decoded.frames);
      if (metadata != NULL)
        *metadata = g_steal_pointer (&told);
      adain_gegl_metadata_free (told);
    }
  adain_gegl_decoded_clear (&decoded);
  g_free ((char *) file.bytes);
  return upright;
}
