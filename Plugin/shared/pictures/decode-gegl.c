/* decode-gegl.c: TIFF and EXR by GEGL's loaders, each named, never the one that hands unknown files to
 * another program. These tell failures by warnings, or not at all: TIFF's strips are looked at before. */
#include "operations.h"
#include "pictures/decode.h"
#include "pictures/warnings.h"

#include <gegl-plugin.h>
#include <glib/gstdio.h>
#include <string.h>
#include <tiffio.h>

#define REMEDY "save it as 8 or 16 bits of grey or RGB first"

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

static gboolean
decode (const char *loader, gboolean is_told, int directory, const AdainGeglFile *file,
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
  if (directory > 0)
    gegl_node_set (node, "directory", directory + 1, NULL); /* GEGL counts from 1 */
  done = decode_by (node, is_told, file, &warnings, decoded, error);
  if (!done && g_str_has_prefix (warnings.text->str, "Sorry"))
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
                 "is of a kind that is not read (GEGL: %s); " REMEDY, warnings.text->str);
  else if (!done)
    adain_gegl_damaged (error, "GEGL", warnings.text->len > 0 ? warnings.text->str : "its codes are damaged");
  g_object_unref (node);
  adain_gegl_warnings_end (&warnings);
  return done;
}

gboolean
adain_gegl_decode_exr (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  return decode ("gegl:exr-load", FALSE, 0, file, decoded, error);
}

/* What a TIFF file tells besides its pixels. */
typedef struct
{
  gboolean whole;    /* all strips or tiles lie inside the file */
  gboolean raw;      /* a camera's raw file, whose first picture is a small preview */
  gboolean inverted; /* 0 is white */
  gboolean inks;     /* CMYK */
  gboolean strange;  /* in colours or numbers of which GEGL's loader makes others */
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
      g_set_error_literal (
        error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
        "is in colours or numbers that are not read (Lab, a sensor's, signed, further channels); " REMEDY);
      return FALSE;
    }
  if (!decode ("gegl:tiff-load", TRUE, told.page, file, decoded, error))
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
