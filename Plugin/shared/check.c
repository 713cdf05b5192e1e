/* check.c: looks for damage in image files before GEGL's loaders see them, for the formats where those end
 * the process (JPEG) or silently give a part of the picture (WebP, TIFF, PPM). It decodes nothing for use. */
#include "session.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

typedef struct
{
  struct jpeg_error_mgr base;
  jmp_buf               failed;
  gboolean              damaged;
} JpegErrors;

static void
jpeg_failed (j_common_ptr decoder)
{
  longjmp (((JpegErrors *) decoder->err)->failed, 1);
}

/* libjpeg goes on after these, with grey or garbled blocks. Its other warnings leave the picture whole. */
static void
jpeg_warned (j_common_ptr decoder, int level)
{
  JpegErrors *errors = (JpegErrors *) decoder->err;
  int         code = errors->base.msg_code;

  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE))
    errors->damaged = TRUE;
}

/* Decodes everything at an eighth of the size, which costs little more than reading the codes. */
static gboolean
jpeg_is_whole (FILE *file)
{
  struct jpeg_decompress_struct decoder;
  JpegErrors                    errors = { .damaged = FALSE };
  JSAMPARRAY                    row;

  decoder.err = jpeg_std_error (&errors.base);
  errors.base.error_exit = jpeg_failed;
  errors.base.emit_message = jpeg_warned;
  if (setjmp (errors.failed) != 0)
    {
      jpeg_destroy_decompress (&decoder);
      return FALSE;
    }
  jpeg_create_decompress (&decoder);
  jpeg_stdio_src (&decoder, file);
  jpeg_read_header (&decoder, TRUE);
  decoder.scale_num = 1;
  decoder.scale_denom = 8;
  jpeg_start_decompress (&decoder);
  row = decoder.mem->alloc_sarray ((j_common_ptr) &decoder, JPOOL_IMAGE,
                                   decoder.output_width * (JDIMENSION) decoder.output_components, 1);
  while (decoder.output_scanline < decoder.output_height && !errors.damaged)
    jpeg_read_scanlines (&decoder, row, 1);
  jpeg_destroy_decompress (&decoder);
  return !errors.damaged;
}

static gint64
file_length (FILE *file)
{
  fseek (file, 0, SEEK_END);
  return ftell (file);
}

/* A RIFF file tells its length, less 8 bytes, in bytes 4 to 7. */
static gboolean
webp_is_whole (FILE *file, const guint8 *start)
{
  gint64 length = start[4] | (gint64) start[5] << 8 | (gint64) start[6] << 16 | (gint64) start[7] << 24;

  return file_length (file) >= length + 8;
}

/* The next number of a PNM header, past spaces and comments; -1 when there is none. */
static gint64
pnm_number (FILE *file)
{
  int   c = fgetc (file);
  gint64 number = 0;

  while (c == '#' || g_ascii_isspace (c))
    {
      while (c == '#' && (c = fgetc (file)) != EOF && c != '\n')
        c = '#';
      c = fgetc (file);
    }
  if (!g_ascii_isdigit (c))
    return -1;
  for (; g_ascii_isdigit (c) && number < G_MAXINT32; c = fgetc (file))
    number = number * 10 + (c - '0');
  return number;
}

/* Binary grey (P5) and colour (P6) files: the header gives the number of samples. */
static gboolean
pnm_is_whole (FILE *file, const guint8 *start)
{
  gint64 width, height, maximum, row, data;

  fseek (file, 2, SEEK_SET);
  width = pnm_number (file);
  height = pnm_number (file);
  maximum = pnm_number (file);
  data = ftell (file);
  if (width <= 0 || height <= 0 || width > G_MAXINT32 || height > G_MAXINT32 || maximum <= 0)
    return FALSE;
  row = width * (start[1] == '6' ? 3 : 1) * (maximum > 255 ? 2 : 1);
  return (file_length (file) - data) / row >= height;
}

/* Numbers of a TIFF file, in its own order of bytes; past the end they are 0. */
typedef struct
{
  FILE    *file;
  gboolean big_endian;
} Tiff;

static gint64
tiff_number (const Tiff *tiff, gint64 offset, int bytes)
{
  guint8 raw[4] = { 0 };
  gint64 number = 0;

  if (fseek (tiff->file, offset, SEEK_SET) != 0
      || fread (raw, 1, (size_t) bytes, tiff->file) != (size_t) bytes)
    return 0;
  for (int i = 0; i < bytes; i++)
    number = number << 8 | raw[tiff->big_endian ? i : bytes - 1 - i];
  return number;
}

/* A directory entry's values stand in the entry itself when they have room. */
static gint64
tiff_values_length (const Tiff *tiff, gint64 entry)
{
  static const int bytes[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 }; /* by the field's type */
  gint64           type = tiff_number (tiff, entry + 2, 2);

  return type < (gint64) G_N_ELEMENTS (bytes) ? tiff_number (tiff, entry + 4, 4) * bytes[type] : 0;
}

static gint64
tiff_values (const Tiff *tiff, gint64 entry)
{
  return tiff_values_length (tiff, entry) <= 4 ? entry + 8 : tiff_number (tiff, entry + 8, 4);
}

static gint64
tiff_value (const Tiff *tiff, gint64 entry, gint64 i)
{
  int bytes = tiff_number (tiff, entry + 2, 2) == 3 ? 2 : 4;

  return tiff_number (tiff, tiff_values (tiff, entry) + i * bytes, bytes);
}

/* Whether every strip or tile lies inside the file. */
static gboolean
tiff_has_pixels (const Tiff *tiff, gint64 offsets, gint64 lengths, gint64 end)
{
  gint64 count = MIN (tiff_number (tiff, offsets + 4, 4), tiff_number (tiff, lengths + 4, 4));

  for (gint64 i = 0; i < count; i++)
    if (tiff_value (tiff, offsets, i) + tiff_value (tiff, lengths, i) > end)
      return FALSE;
  return TRUE;
}

/* Whether the first picture, and all that is told of it, lies inside the file. */
static gboolean
tiff_is_whole (FILE *file, const guint8 *start)
{
  Tiff   tiff = { file, start[0] == 'M' };
  gint64 end = file_length (file), directory = tiff_number (&tiff, 4, 4);
  gint64 entries = tiff_number (&tiff, directory, 2), offsets = 0, lengths = 0;

  for (gint64 entry = directory + 2; entries > 0; entries--, entry += 12)
    {
      gint64 tag = tiff_number (&tiff, entry, 2);

      if (entry + 12 > end || tiff_values (&tiff, entry) + tiff_values_length (&tiff, entry) > end)
        return FALSE;
      if (tag == 273 || tag == 324) /* StripOffsets, TileOffsets */
        offsets = entry;
      else if (tag == 279 || tag == 325) /* StripByteCounts, TileByteCounts */
        lengths = entry;
    }
  if (offsets == 0 || lengths == 0)
    return directory > 0 && directory < end;
  return tiff_has_pixels (&tiff, offsets, lengths, end);
}

gboolean
adain_gegl_check_file (const char *path, GError **error)
{
  guint8   start[16] = { 0 };
  FILE    *file = g_fopen (path, "rb");
  size_t   read = file == NULL ? 0 : fread (start, 1, sizeof start, file);
  gboolean whole = TRUE;

  if (file == NULL)
    return TRUE; /* whoever opens it next says why it cannot be */
  if (read >= 3 && memcmp (start, "\xff\xd8\xff", 3) == 0)
    {
      rewind (file);
      whole = jpeg_is_whole (file);
    }
  else if (read == sizeof start && memcmp (start, "RIFF", 4) == 0 && memcmp (start + 8, "WEBP", 4) == 0)
    whole = webp_is_whole (file, start);
  else if (read >= 8 && (memcmp (start, "II*\0", 4) == 0 || memcmp (start, "MM\0*", 4) == 0))
    whole = tiff_is_whole (file, start);
  else if (read >= 3 && start[0] == 'P' && (start[1] == '5' || start[1] == '6') && g_ascii_isspace (start[2]))
    whole = pnm_is_whole (file, start);
  fclose (file);
  if (!whole)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
                 "The picture '%s' is damaged or cut short; get a whole copy of it.", path);
  return whole;
}
