/* decode-tiff.c: TIFF by GEGL's loader, which tells failures by warnings, or not at all, and takes much for
 * granted: strips, samples and colours are looked at before. */
#include "pictures/decode.h"

#include <string.h>
#include <tiffio.h>

/* What a TIFF file tells besides its pixels. */
typedef struct
{
  gboolean whole;    /* all strips or tiles lie inside the file */
  gboolean raw;      /* a camera's raw file, whose first picture is a small preview */
  gboolean inverted; /* 0 is white */
  gboolean inks;     /* CMYK */
  gboolean strange;  /* in colours or numbers of which GEGL's loader makes others */
  gboolean fits;     /* the samples are as many as the loader takes for granted */
  gsize    room;     /* the memory that it does, in bytes */
  int      page;     /* the first that is no small copy or mask of another, from 0 */
  int      pages;
} Tiff;

static gboolean
is_raw (TIFF *tiff)
{
  guint32 kind = 0;
  guint16 count;
  void   *value;

  return TIFFGetField (tiff, TIFFTAG_DNGVERSION, &value)
         || (TIFFGetField (tiff, TIFFTAG_SUBFILETYPE, &kind) && (kind & FILETYPE_REDUCEDIMAGE) != 0
             && TIFFGetField (tiff, TIFFTAG_SUBIFD, &count, &value));
}

static gboolean
is_strange (TIFF *tiff, guint16 photometric)
{
  guint16 numbers = SAMPLEFORMAT_UINT, more = 0, *kinds;

  TIFFGetFieldDefaulted (tiff, TIFFTAG_SAMPLEFORMAT, &numbers);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_EXTRASAMPLES, &more, &kinds);
  return photometric > PHOTOMETRIC_YCBCR || more > 1
         || (numbers != SAMPLEFORMAT_UINT && numbers != SAMPLEFORMAT_IEEEFP && numbers != SAMPLEFORMAT_VOID);
}

/* The loader takes whole bytes of grey, RGB and CMYK as they are, and counts on one sample for each channel
 * that it makes of the colours and of further samples, without looking how many there are. All else goes
 * through libtiff's own conversion, for which it asks for 16 bytes a pixel. */
static void
compare_with_loader (TIFF *tiff, guint16 photometric, Tiff *told)
{
  const int colours = photometric == PHOTOMETRIC_SEPARATED ? 4 : photometric == PHOTOMETRIC_RGB ? 3 : 1;
  guint16   bits = 1, samples = 1, more = 0, *kinds;
  guint32   width = 0, height = 0;

  TIFFGetFieldDefaulted (tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_EXTRASAMPLES, &more, &kinds);
  if ((bits == 8 || bits == 16 || bits == 32 || bits == 64)
      && (photometric <= PHOTOMETRIC_RGB || photometric == PHOTOMETRIC_SEPARATED))
    {
      told->fits = samples == colours + 1 || (samples == colours && more == 0);
      told->room = (gsize) (TIFFIsTiled (tiff) ? TIFFTileSize (tiff) : TIFFScanlineSize (tiff));
      return;
    }
  TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &height);
  told->fits = TRUE;
  told->room = MIN ((gsize) width * height, G_MAXSIZE / 16) * 16;
}

/* Whether the loader, which ends the process without it, will find that memory. */
static gboolean
has_room (gsize bytes)
{
  void *memory = g_try_malloc (bytes);

  g_free (memory);
  return memory != NULL || bytes == 0;
}

/* Small copies before or behind a page are none. */
static void
find_page (TIFF *tiff, Tiff *told)
{
  for (int i = 0; i == 0 || TIFFReadDirectory (tiff); i++)
    {
      guint32 kind = 0;

      TIFFGetField (tiff, TIFFTAG_SUBFILETYPE, &kind);
      if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0 && told->pages++ == 0)
        told->page = i;
    }
}

static gboolean
has_all_pixels (TIFF *tiff)
{
  guint32 count = TIFFIsTiled (tiff) ? TIFFNumberOfTiles (tiff) : TIFFNumberOfStrips (tiff);
  guint64 end = TIFFGetSizeProc (tiff) (TIFFClientdata (tiff));

  for (guint32 i = 0; i < count; i++)
    {
      guint64 at = TIFFGetStrileOffset (tiff, i), length = TIFFGetStrileByteCount (tiff, i);

      if (at == 0 || length == 0 || at > end || length > end - at)
        return FALSE;
    }
  return count > 0;
}

/* Whether libtiff has left out a tag, e.g. the profile, because the file ends before its value. */
static __thread gboolean lacks_a_tag;

static void
take_tiff_warning (const char *module, const char *format, va_list arguments)
{
  (void) module;
  (void) arguments;
  if (strstr (format, "IO error") != NULL)
    lacks_a_tag = TRUE;
}

static AdainGeglColours
colours_of (guint16 photometric)
{
  switch (photometric)
    {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK: return ADAIN_GEGL_GRAY;
    case PHOTOMETRIC_SEPARATED: return ADAIN_GEGL_CMYK;
    default: return ADAIN_GEGL_RGB;
    }
}

static Tiff
look_at (const char *path, AdainGeglDecoded *decoded)
{
  Tiff             told = { 0 };
  TIFFErrorHandler errors = TIFFSetErrorHandler (NULL), warnings = TIFFSetWarningHandler (take_tiff_warning);
  TIFF            *tiff;
  guint16          photometric = 0;
  guint32          length;
  void            *profile;

  tiff = TIFFOpen (path, "rm");
  if (tiff != NULL)
    {
      told.raw = is_raw (tiff);
      find_page (tiff, &told);
      lacks_a_tag = FALSE;
      told.whole = TIFFSetDirectory (tiff, (tdir_t) told.page) && has_all_pixels (tiff) && !lacks_a_tag;
      if (TIFFGetField (tiff, TIFFTAG_PHOTOMETRIC, &photometric))
        told.inverted = photometric == PHOTOMETRIC_MINISWHITE;
      told.inks = photometric == PHOTOMETRIC_SEPARATED;
      told.strange = is_strange (tiff, photometric);
      compare_with_loader (tiff, photometric, &told);
      /* GEGL's loader makes the space; here it is found out whether babl knows one. */
      if (TIFFGetField (tiff, TIFFTAG_ICCPROFILE, &length, &profile))
        adain_gegl_profile_space (profile, length, colours_of (photometric), decoded);
      TIFFClose (tiff);
    }
  TIFFSetErrorHandler (errors);
  TIFFSetWarningHandler (warnings);
  return told;
}

/* GEGL's loader takes grey values as they are. */
static void
invert_grey (GeglBuffer *pixels)
{
  GeglRectangle line = { 0, 0, gegl_buffer_get_width (pixels), 1 };
  const Babl   *format = babl_format_with_space ("Y'A float", gegl_buffer_get_format (pixels));
  float        *row = g_new (float, 2 * (gsize) line.width);

  for (; line.y < gegl_buffer_get_height (pixels); line.y++)
    {
      gegl_buffer_get (pixels, &line, 1.0, format, row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      for (int i = 0; i < line.width; i++)
        row[2 * i] = 1.0f - row[2 * i];
      gegl_buffer_set (pixels, &line, 0, format, row, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (row);
}

gboolean
adain_gegl_decode_tiff (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  Tiff told = look_at (file->path, decoded);

  if (told.raw)
    {
      g_set_error_literal (
        error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
        "is a camera's raw file, which is not read; develop it and save it as TIFF or PNG");
      return FALSE;
    }
  if (!told.whole)
    return adain_gegl_damaged (error, "libtiff", "its pixels are not all there");
  if (told.strange)
    {
      g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
                   "is in colours or numbers that are not read (%s); %s",
                   "Lab, a sensor's, signed, further channels", ADAIN_GEGL_PLAIN_KIND);
      return FALSE;
    }
  if (!told.fits)
    return adain_gegl_damaged (error, "libtiff", "it has other samples than its colours need");
  if (!has_room (told.room))
    return adain_gegl_has_no_room (error);
  if (!adain_gegl_decode_by_loader ("gegl:tiff-load", TRUE, told.page, file, decoded, error))
    return FALSE;
  if (decoded->profile != NULL) /* GEGL may have taken it */
    gegl_buffer_set_format (
      decoded->pixels, babl_format (babl_format_get_encoding (gegl_buffer_get_format (decoded->pixels))));
  if (told.inks)
    adain_gegl_mix_inks (decoded);
  /* One bit a pixel goes through libtiff's own conversion, which knows. */
  if (told.inverted && babl_format_get_n_components (gegl_buffer_get_format (decoded->pixels)) < 3)
    invert_grey (decoded->pixels);
  decoded->frames = told.pages;
  return TRUE;
}
