/* decode-png.c: PNG by libpng, with its profile or chromaticities, its texts, and the number of an
 * animation's frames. An animation gives its default image. */
#include "pictures/decode.h"
#include "pictures/texts.h"

#include <math.h>
#include <png.h>
#include <string.h>

typedef struct
{
  const guint8 *next, *end;
  char          problem[128];
  gboolean      dropped; /* a profile that libpng does not take */
} Source;

static void
read_bytes (png_structp png, png_bytep to, png_size_t count)
{
  Source *source = png_get_io_ptr (png);

  if (count > (gsize) (source->end - source->next))
    png_error (png, "the file ends too early");
  memcpy (to, source->next, count);
  source->next += count;
}

static void
failed (png_structp png, png_const_charp text)
{
  Source *source = png_get_error_ptr (png);

  g_strlcpy (source->problem, text, sizeof source->problem);
  png_longjmp (png, 1);
}

/* What libpng only warns of leaves the picture whole. */
static void
warned (png_structp png, png_const_charp text)
{
  Source *source = png_get_error_ptr (png);

  if (g_str_has_prefix (text, "iCCP"))
    source->dropped = TRUE;
}

/* The acTL chunk of an animation stands before the first IDAT and tells the number of frames. */
static int
frames_of (const AdainGeglFile *file)
{
  gsize at = 8;

  while (at + 12 <= file->length)
    {
      const guint8 *chunk = file->bytes + at;
      gsize         length = (gsize) chunk[0] << 24 | (gsize) chunk[1] << 16 | chunk[2] << 8 | chunk[3];

      if (memcmp (chunk + 4, "IDAT", 4) == 0 || length > file->length - at - 12)
        return 1;
      if (memcmp (chunk + 4, "acTL", 4) == 0 && length >= 8)
        return (int) MIN ((guint32) chunk[8] << 24 | chunk[9] << 16 | chunk[10] << 8 | chunk[11], G_MAXINT32);
      at += length + 12;
    }
  return 1;
}

/* White, red, green and blue of sRGB. */
static const double srgb_points[8] = { 0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06 };

/* Which side of the line from a to b the point c lies on, as a signed area. */
static double
side_of (const double a[2], const double b[2], const double c[2])
{
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/* Whether colours can be told so: a curve that a picture may have, and a white inside the triangle of red,
 * green and blue. What babl would make of others depends on the way that it chooses, and that on how busy
 * the machine is. */
static gboolean
is_sensible (double gamma, const double points[8])
{
  const double *white = points, *red = points + 2, *green = points + 4, *blue = points + 6;
  const double  area = side_of (red, green, blue);
  const double  least = 0.001 * fabs (area), turn = copysign (1.0, area);

  return gamma >= 0.1 && gamma <= 10.0 && white[1] > 0.01 && least > 1e-6
         && turn * side_of (red, green, white) > least && turn * side_of (green, blue, white) > least
         && turn * side_of (blue, red, white) > least;
}

/* What writers of sRGB without its chunk tell: 1/2.2 stands for sRGB's curve then, as PNG's definition
 * says. */
static gboolean
is_nearly_srgb (double gamma, const double told[8])
{
  for (int i = 0; i < 8; i++)
    if (fabs (told[i] - srgb_points[i]) > 0.002)
      return FALSE;
  return fabs (gamma - 0.45455) < 0.0005;
}

static const Babl *
space_of (png_structp png, png_infop info, AdainGeglColours colours, AdainGeglDecoded *decoded)
{
  double      to[8], gamma;
  png_charp   name;
  png_bytep   profile;
  png_uint_32 length;
  int         method;
  const Babl *curve;

  if (png_get_iCCP (png, info, &name, &method, &profile, &length) != 0)
    return adain_gegl_profile_space (profile, length, colours, decoded);
  if (png_get_valid (png, info, PNG_INFO_sRGB) || png_get_gAMA (png, info, &gamma) == 0)
    return NULL;
  memcpy (to, srgb_points, sizeof to);
  png_get_cHRM (png, info, &to[0], &to[1], &to[2], &to[3], &to[4], &to[5], &to[6], &to[7]);
  if (is_nearly_srgb (gamma, to) || !is_sensible (gamma, to))
    return NULL;
  curve = babl_trc_gamma (1.0 / gamma);
  return babl_space_from_chromaticities (NULL, to[0], to[1], to[2], to[3], to[4], to[5], to[6], to[7], curve,
                                         curve, curve, 1);
}

/* Has libpng hand out 8 or 16 bits of grey or RGB, with alpha where there is any. */
static GeglBuffer *
prepare (png_structp png, png_infop info, AdainGeglDecoded *decoded)
{
  static const char *const formats[2][4] = { { "Y' u8", "Y'A u8", "R'G'B' u8", "R'G'B'A u8" },
                                             { "Y' u16", "Y'A u16", "R'G'B' u16", "R'G'B'A u16" } };
  gboolean                 deep = png_get_bit_depth (png, info) == 16;
  int                      kind;

  png_set_expand (png);
  if (deep && G_BYTE_ORDER == G_LITTLE_ENDIAN)
    png_set_swap (png);
  png_set_interlace_handling (png);
  png_read_update_info (png, info);
  kind = png_get_channels (png, info) - 1;
  return adain_gegl_pixels_new ((int) png_get_image_width (png, info), (int) png_get_image_height (png, info),
                                formats[deep][kind],
                                space_of (png, info, kind < 2 ? ADAIN_GEGL_GRAY : ADAIN_GEGL_RGB, decoded));
}

static void
read_rows (png_structp png, png_infop info, GeglBuffer *pixels, guint8 *row)
{
  int           height = gegl_buffer_get_height (pixels);
  int           passes = png_get_interlace_type (png, info) == PNG_INTERLACE_ADAM7 ? 7 : 1;
  GeglRectangle line = { 0, 0, gegl_buffer_get_width (pixels), 1 };

  for (int pass = 0; pass < passes; pass++)
    for (line.y = 0; line.y < height; line.y++)
      {
        if (pass > 0)
          gegl_buffer_get (pixels, &line, 1.0, gegl_buffer_get_format (pixels), row, GEGL_AUTO_ROWSTRIDE,
                           GEGL_ABYSS_NONE);
        png_read_row (png, row, NULL);
        adain_gegl_pixels_set (pixels, line.y, 1, row, GEGL_AUTO_ROWSTRIDE);
      }
}

static void
read_resolution (png_structp png, png_infop info, AdainGeglDecoded *decoded)
{
  png_uint_32 x, y;
  int         unit;

  if (png_get_pHYs (png, info, &x, &y, &unit) == 0 || unit != PNG_RESOLUTION_METER)
    return;
  decoded->resolution[0] = x;
  decoded->resolution[1] = y;
}

/* Deflate makes 1032 bytes of one at most: what claims more is refused before there is memory for it. */
static gboolean
check_length (const AdainGeglFile *file, png_structp png, png_infop info, GError **error)
{
  if ((guint64) png_get_image_height (png, info) * png_get_rowbytes (png, info) / 1032 <= file->length)
    return TRUE;
  return adain_gegl_damaged (error, "libpng", "the file is too short for so many pixels");
}

gboolean
adain_gegl_decode_png (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  Source source = { file->bytes, file->bytes + file->length, "", FALSE };
  guint8 *volatile row = NULL;
  volatile gboolean done = FALSE;
  png_structp       png = png_create_read_struct (PNG_LIBPNG_VER_STRING, &source, failed, warned);
  png_infop         info = png == NULL ? NULL : png_create_info_struct (png);

  if (info == NULL)
    {
      png_destroy_read_struct (&png, NULL, NULL);
      return adain_gegl_damaged (error, "libpng", "out of memory");
    }
  if (setjmp (png_jmpbuf (png)) == 0)
    {
      png_set_read_fn (png, &source, read_bytes);
      png_set_option (png, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
      png_read_info (png, info);
      if (adain_gegl_check_size (png_get_image_width (png, info), png_get_image_height (png, info),
                                 ADAIN_GEGL_MAX_PIXELS, error)
          && check_length (file, png, info, error))
        {
          read_resolution (png, info, decoded);
          decoded->pixels = prepare (png, info, decoded);
          row = g_malloc (png_get_rowbytes (png, info));
          read_rows (png, info, decoded->pixels, row);
          png_read_end (png, info);
          decoded->texts = adain_gegl_texts_read (png, info);
          if (source.dropped && decoded->profile == NULL)
            decoded->profile = g_bytes_new (NULL, 0);
          done = TRUE;
        }
    }
  else
    adain_gegl_damaged (error, "libpng", source.problem);
  g_free (row);
  png_destroy_read_struct (&png, &info, NULL);
  decoded->frames = done ? frames_of (file) : 0;
  return done;
}
