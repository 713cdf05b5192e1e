/* encode-png.c: PNG by libpng, 8 or 16 bits, with the profile of the picture's space, or marked as sRGB,
 * and with the resolution and the content's texts. */
#include "adain-gegl.h"

#include "pictures/encode.h"
#include "pictures/metadata.h"
#include "pictures/texts.h"

#include <errno.h>
#include <png.h>

#define COMPRESSION 3 /* of 9: nearly as small as the best, in a fraction of the time */

typedef struct
{
  int  file;
  char problem[128];
} Sink;

static void
write_bytes (png_structp png, png_bytep bytes, png_size_t count)
{
  Sink *sink = png_get_io_ptr (png);

  if (!adain_gegl_write_all (sink->file, bytes, count))
    png_error (png, g_strerror (errno));
}

static void
flush (png_structp png)
{
  (void) png;
}

static void
failed (png_structp png, png_const_charp text)
{
  Sink *sink = png_get_error_ptr (png);

  g_strlcpy (sink->problem, text, sizeof sink->problem);
  png_longjmp (png, 1);
}

static void
warned (png_structp png, png_const_charp text)
{
  (void) png;
  (void) text;
}

/* The space that the file tells: NULL, sRGB, where libpng does not take the profile. */
static const Babl *
write_header (png_structp png, png_infop info, GeglBuffer *buffer, gboolean alpha, const Babl *space,
              const AdainGeglSaving *saving)
{
  int         length = 0;
  const char *profile = space == NULL ? NULL : babl_space_get_icc (space, &length);
  double      dots[2];

  png_set_IHDR (png, info, (png_uint_32) gegl_buffer_get_width (buffer),
                (png_uint_32) gegl_buffer_get_height (buffer), saving->bit_depth,
                alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (png, COMPRESSION);
  png_set_benign_errors (png, TRUE);
  if (profile != NULL && length > 0)
    png_set_iCCP (png, info, "profile", PNG_COMPRESSION_TYPE_BASE, (png_const_bytep) profile,
                  (png_uint_32) length);
  png_set_benign_errors (png, FALSE);
  if (png_get_valid (png, info, PNG_INFO_iCCP) == 0)
    {
      png_set_sRGB_gAMA_and_cHRM (png, info, PNG_sRGB_INTENT_RELATIVE);
      space = NULL;
    }
  if (saving->metadata != NULL && adain_gegl_metadata_resolution (saving->metadata, dots))
    png_set_pHYs (png, info, (png_uint_32) (dots[0] + 0.5), (png_uint_32) (dots[1] + 0.5),
                  PNG_RESOLUTION_METER);
  if (saving->metadata != NULL)
    adain_gegl_texts_write (adain_gegl_metadata_texts (saving->metadata), png, info);
  png_write_info (png, info);
  if (saving->bit_depth == 16 && G_BYTE_ORDER == G_LITTLE_ENDIAN)
    png_set_swap (png);
  return space;
}

static void
write_rows (png_structp png, GeglBuffer *buffer, const Babl *format, guint8 *row)
{
  GeglRectangle line = *gegl_buffer_get_extent (buffer);
  int           height = line.height;

  line.height = 1;
  for (int y = 0; y < height; y++, line.y++)
    {
      gegl_buffer_get (buffer, &line, 1.0, format, row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      png_write_row (png, row);
    }
}

gboolean
adain_gegl_encode_png (GeglBuffer *buffer, int file, const AdainGeglSaving *saving, GError **error)
{
  const Babl       *space = babl_format_get_space (gegl_buffer_get_format (buffer));
  gboolean          alpha = babl_format_has_alpha (gegl_buffer_get_format (buffer));
  char             *name = g_strdup_printf ("R'G'B'%s u%d", alpha ? "A" : "", saving->bit_depth);
  Sink              sink = { file, "out of memory" };
  png_structp       png = png_create_write_struct (PNG_LIBPNG_VER_STRING, &sink, failed, warned);
  png_infop         info = png == NULL ? NULL : png_create_info_struct (png);
  guint8           *row;
  volatile gboolean done = FALSE;

  if (space == babl_space ("sRGB") || babl_space_is_gray (space) || babl_space_is_cmyk (space))
    space = NULL;
  row = g_malloc ((gsize) babl_format_get_bytes_per_pixel (babl_format (name))
                  * (gsize) gegl_buffer_get_width (buffer));
  if (info != NULL && setjmp (png_jmpbuf (png)) == 0)
    {
      png_set_write_fn (png, &sink, write_bytes, flush);
      space = write_header (png, info, buffer, alpha, space, saving);
      write_rows (png, buffer, babl_format_with_space (name, space), row);
      png_write_end (png, info);
      done = TRUE;
    }
  else
    g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE, sink.problem);
  png_destroy_write_struct (&png, &info);
  g_free (row);
  g_free (name);
  return done;
}
