/* metadata.c: reads and writes EXIF, XMP and IPTC through gexiv2. The profile is the pixels' own, in their
 * babl space; the resolution of a JFIF or PNG header goes with the decoder and the saver. */
#include "pictures/metadata.h"

#include "adain-gegl-pictures.h"
#include "pictures/texts.h"
#include "pictures/warnings.h"

#include <gexiv2/gexiv2.h>
#include <string.h>

struct _AdainGeglMetadata
{
  GExiv2Metadata *tags;
  double          resolution[2]; /* dots per metre; 0: not told */
  GPtrArray      *texts;         /* NULL: none */
};

/* exiv2 prints what it does not like in a file; its level belongs to the whole process. */
static GExiv2LogLevel
quieten (void)
{
  static gsize   ready = 0;
  GExiv2LogLevel level;

  if (g_once_init_enter (&ready))
    {
      gexiv2_initialize ();
      g_once_init_leave (&ready, 1);
    }
  level = gexiv2_log_get_level ();
  gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
  return level;
}

static void
append_segment (GByteArray *jpeg, const char *name, gsize name_length, GBytes *block)
{
  gsize        length = block == NULL ? 0 : g_bytes_get_size (block) + name_length + 2;
  const guint8 mark[] = { 0xff, 0xe1, (guint8) (length >> 8), (guint8) length };

  if (length == 0 || length > 65535)
    return;
  g_byte_array_append (jpeg, mark, sizeof mark);
  g_byte_array_append (jpeg, (const guint8 *) name, (guint) name_length);
  g_byte_array_append (jpeg, g_bytes_get_data (block, NULL), (guint) g_bytes_get_size (block));
}

/* EXIF's TIFF header, wherever it stands: some writers put "Exif\0\0" in front. */
static GBytes *
exif_header (GBytes *block)
{
  gsize         length;
  const guint8 *bytes = g_bytes_get_data (block, &length);

  for (gsize at = 0; at + 4 <= length && at <= 16; at++)
    if (memcmp (bytes + at, "II*\0", 4) == 0 || memcmp (bytes + at, "MM\0*", 4) == 0)
      return g_bytes_new_from_bytes (block, at, length - at);
  return NULL;
}

/* The blocks of a format that exiv2 does not know, in a JPEG file without a picture, which it does. */
static gboolean
read_blocks (GExiv2Metadata *tags, const AdainGeglDecoded *decoded)
{
  static const guint8 start[] = { 0xff, 0xd8 }, end[] = { 0xff, 0xd9 };
  GByteArray         *jpeg = g_byte_array_new ();
  GBytes             *exif = decoded->exif == NULL ? NULL : exif_header (decoded->exif);
  gboolean            done;

  g_byte_array_append (jpeg, start, sizeof start);
  append_segment (jpeg, "Exif\0", 6, exif);
  append_segment (jpeg, "http://ns.adobe.com/xap/1.0/", 29, decoded->xmp);
  g_byte_array_append (jpeg, end, sizeof end);
  done = gexiv2_metadata_open_buf (tags, jpeg->data, jpeg->len, NULL);
  g_clear_pointer (&exif, g_bytes_unref);
  g_byte_array_unref (jpeg);
  return done;
}

AdainGeglMetadata *
adain_gegl_metadata_read (const AdainGeglFile *file, const AdainGeglDecoded *decoded)
{
  GExiv2LogLevel     level = quieten ();
  AdainGeglMetadata *metadata = g_new0 (AdainGeglMetadata, 1);
  gboolean           told;

  metadata->tags = gexiv2_metadata_new ();
  memcpy (metadata->resolution, decoded->resolution, sizeof metadata->resolution);
  if (decoded->texts != NULL)
    metadata->texts = g_ptr_array_ref (decoded->texts);
  if (decoded->exif != NULL || decoded->xmp != NULL)
    told = read_blocks (metadata->tags, decoded);
  else if (file->bytes != NULL)
    told = gexiv2_metadata_open_buf (metadata->tags, file->bytes, (glong) file->length, NULL);
  else
    told = gexiv2_metadata_open_path (metadata->tags, file->path, NULL);
  if (!told)
    g_clear_object (&metadata->tags);
  gexiv2_log_set_level (level);
  return metadata;
}

void
adain_gegl_metadata_free (AdainGeglMetadata *metadata)
{
  if (metadata == NULL)
    return;
  g_clear_object (&metadata->tags);
  g_clear_pointer (&metadata->texts, g_ptr_array_unref);
  g_free (metadata);
}

GPtrArray *
adain_gegl_metadata_texts (const AdainGeglMetadata *metadata)
{
  return metadata->texts;
}

int
adain_gegl_metadata_orientation (const AdainGeglMetadata *metadata)
{
  int orientation = 1;

  if (metadata->tags != NULL)
    orientation = (int) gexiv2_metadata_try_get_orientation (metadata->tags, NULL);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

static double
rational (GExiv2Metadata *tags, const char *tag)
{
  int over = 0, under = 0;

  if (!gexiv2_metadata_try_get_exif_tag_rational (tags, tag, &over, &under, NULL) || under == 0)
    return 0.0;
  return (double) over / under;
}

gboolean
adain_gegl_metadata_resolution (const AdainGeglMetadata *metadata, double resolution[2])
{
  double metre = 1 / 0.0254;

  memcpy (resolution, metadata->resolution, sizeof metadata->resolution);
  if (metadata->tags != NULL && (resolution[0] <= 0.0 || resolution[1] <= 0.0))
    {
      char *unit = gexiv2_metadata_try_get_tag_string (metadata->tags, "Exif.Image.ResolutionUnit", NULL);

      if (g_strcmp0 (unit, "3") == 0)
        metre = 100.0;
      resolution[0] = rational (metadata->tags, "Exif.Image.XResolution") * metre;
      resolution[1] = rational (metadata->tags, "Exif.Image.YResolution") * metre;
      if (g_strcmp0 (unit, "1") == 0)
        resolution[0] = 0.0;
      g_free (unit);
    }
  return resolution[0] > 0.0 && resolution[1] > 0.0;
}

/* Whether there is anything but what the finished file has already. */
static gboolean
has_tags (GExiv2Metadata *tags)
{
  char    *comment = gexiv2_metadata_try_get_comment (tags, NULL);
  gboolean has = comment != NULL && comment[0] != '\0';

  g_free (comment);
  return has || gexiv2_metadata_has_exif (tags) || gexiv2_metadata_has_xmp (tags)
         || gexiv2_metadata_has_iptc (tags);
}

/* A PNG's comment is a text among others; other formats have a place for it. */
static void
take_comment (const AdainGeglMetadata *metadata)
{
  char *own = gexiv2_metadata_try_get_comment (metadata->tags, NULL);
  char *comment = adain_gegl_texts_find (metadata->texts, "Comment");

  if (comment != NULL && (own == NULL || own[0] == '\0'))
    gexiv2_metadata_try_set_comment (metadata->tags, comment, NULL);
  g_free (comment);
  g_free (own);
}

gboolean
adain_gegl_metadata_write (const AdainGeglMetadata *metadata, const char *path, gboolean has_texts, int width,
                           int height, GError **error)
{
  GExiv2LogLevel    level;
  AdainGeglWarnings warnings;
  char             *lost = NULL;
  gboolean          done;

  if (metadata->tags == NULL)
    return TRUE;
  level = quieten ();
  adain_gegl_warnings_begin (&warnings);
  adain_gegl_metadata_make_true (metadata->tags, width, height);
  if (!has_texts)
    take_comment (metadata);
  done = !has_tags (metadata->tags) || gexiv2_metadata_save_file (metadata->tags, path, error);
  if (warnings.text->len > 0)
    lost = g_strdup (warnings.text->str);
  adain_gegl_warnings_end (&warnings);
  gexiv2_log_set_level (level);
  if (done && lost != NULL)
    g_message ("a part of the metadata has no room in the result (%s)", lost);
  g_free (lost);
  return done;
}
