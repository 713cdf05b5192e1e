/* format.c: tells a picture file's format by its first bytes, never by its name alone: a JPEG called .png
 * is a JPEG. Formats that are known but not read have an advice. */
#include "pictures/format.h"

#include "adain-gegl-pictures.h"

#include <string.h>

#define EXPORT "export it as PNG, JPEG or TIFF first"

static const AdainGeglFormat png = { "PNG", adain_gegl_decode_png, FALSE, FALSE, NULL },
                             jpeg = { "JPEG", adain_gegl_decode_jpeg, FALSE, FALSE, NULL },
                             webp = { "WebP", adain_gegl_decode_webp, FALSE, FALSE, NULL },
                             tiff = { "TIFF", adain_gegl_decode_tiff, TRUE, FALSE, NULL },
                             heif = { "HEIF", adain_gegl_decode_heif, FALSE, TRUE, NULL },
                             jp2 = { "JPEG 2000", adain_gegl_decode_jp2, FALSE, FALSE, NULL },
                             jxl = { "JPEG XL", adain_gegl_decode_jxl, FALSE, TRUE, NULL },
                             gif = { "GIF", adain_gegl_decode_gif, FALSE, FALSE, NULL },
                             bmp = { "BMP", adain_gegl_decode_bmp, FALSE, FALSE, NULL },
                             tga = { "TGA", adain_gegl_decode_tga, FALSE, FALSE, NULL },
                             pnm = { "PNM", adain_gegl_decode_pnm, FALSE, FALSE, NULL },
                             exr = { "OpenEXR", adain_gegl_decode_exr, TRUE, FALSE, NULL },
                             hdr = { "Radiance HDR", adain_gegl_decode_hdr, FALSE, FALSE, NULL };

static const AdainGeglFormat pdf = { .name = "a PDF document", .advice = EXPORT },
                             postscript = { .name = "a PostScript document", .advice = EXPORT },
                             svg = { .name = "an SVG drawing", .advice = EXPORT },
                             psd = { .name = "a Photoshop document", .advice = EXPORT },
                             xcf = { .name = "a GIMP image (XCF)", .advice = EXPORT },
                             raw = { .name = "a camera's raw file",
                                     .advice = "develop it and save it as TIFF or PNG first" },
                             icon = { .name = "an icon", .advice = EXPORT },
                             dds = { .name = "a DDS texture", .advice = EXPORT },
                             qoi = { .name = "a QOI picture", .advice = EXPORT },
                             pam = { .name = "a PAM or PFM picture", .advice = EXPORT },
                             pcx = { .name = "a PCX picture", .advice = EXPORT },
                             xpm = { .name = "an XPM picture", .advice = EXPORT },
                             fits = { .name = "a FITS picture", .advice = EXPORT },
                             video = { .name = "a video", .advice = "save one of its frames as PNG first" },
                             archive = { .name = "an archive, or a document in one", .advice = EXPORT };

static const struct
{
  guint                  at, length;
  const char            *bytes;
  const AdainGeglFormat *format;
} marks[] = {
  { 0, 8, "\x89PNG\r\n\x1a\n", &png },
  { 0, 3, "\xff\xd8\xff", &jpeg },
  { 8, 4, "WEBP", &webp },
  { 8, 2, "CR", &raw }, /* Canon's, which begins as a TIFF does */
  { 0, 4, "II*\0", &tiff },
  { 0, 4, "MM\0*", &tiff },
  { 0, 4, "II+\0", &tiff }, /* BigTIFF */
  { 0, 4, "MM\0+", &tiff },
  { 0, 12, "\0\0\0\x0cjP  \r\n\x87\n", &jp2 },
  { 0, 4, "\xff\x4f\xff\x51", &jp2 },
  { 0, 12, "\0\0\0\x0cJXL \r\n\x87\n", &jxl },
  { 0, 2, "\xff\x0a", &jxl },
  { 0, 6, "GIF87a", &gif },
  { 0, 6, "GIF89a", &gif },
  { 0, 4, "\x76\x2f\x31\x01", &exr },
  { 0, 2, "#?", &hdr },
  { 0, 4, "%PDF", &pdf },
  { 0, 4, "%!PS", &postscript },
  { 0, 4, "8BPS", &psd },
  { 0, 8, "gimp xcf", &xcf },
  { 0, 4, "IIRO", &raw }, /* Olympus */
  { 0, 4, "IIRS", &raw },
  { 0, 4, "IIU\0", &raw }, /* Panasonic */
  { 0, 15, "FUJIFILMCCD-RAW", &raw },
  { 6, 8, "HEAPCCDR", &raw }, /* Canon */
  { 0, 4, "FOVb", &raw },     /* Sigma */
  { 0, 4, "\0MRM", &raw },    /* Minolta */
  { 0, 4, "\0\0\1\0", &icon },
  { 0, 4, "icns", &icon },
  { 0, 4, "DDS ", &dds },
  { 0, 4, "qoif", &qoi },
  { 0, 3, "P7\n", &pam },
  { 0, 3, "PF\n", &pam },
  { 0, 3, "Pf\n", &pam },
  { 0, 9, "/* XPM */", &xpm },
  { 0, 9, "SIMPLE  =", &fits },
  { 0, 4, "\x1a\x45\xdf\xa3", &video },
  { 8, 4, "AVI ", &video },
  { 0, 4, "PK\3\4", &archive },
  { 0, 2, "\x1f\x8b", &archive },
  { 0, 2, "BM", &bmp },
};

/* Files of boxes, which begin with the list of what they are good for. */
static const AdainGeglFormat *
boxes_format (const guint8 *start, gsize length)
{
  static const char pictures[] = "heic heix heim heis hevc hevx mif1 mif2 msf1 avif avis ";
  gsize             end;

  if (length < 12 || memcmp (start + 4, "ftyp", 4) != 0)
    return NULL;
  if (memcmp (start + 8, "crx ", 4) == 0)
    return &raw;
  end = (gsize) start[0] << 24 | start[1] << 16 | start[2] << 8 | start[3];
  for (gsize at = 8; at + 4 <= MIN (MAX (end, 12), length); at += 4)
    if (at != 12
        && g_strstr_len (pictures, -1,
                         (char[5]) { start[at], start[at + 1], start[at + 2], start[at + 3], '\0' })
             != NULL)
      return &heif;
  return &video;
}

static const AdainGeglFormat *
text_format (const guint8 *start, gsize length)
{
  const char *text = (const char *) start;

  if (length > 3 && start[0] == 'P' && start[1] >= '1' && start[1] <= '6'
      && (g_ascii_isspace (start[2]) || start[2] == '#'))
    return &pnm;
  if (length > 4 && memchr (start, '<', 64 < length ? 64 : length) != NULL
      && g_strstr_len (text, (gssize) length, "<svg") != NULL)
    return &svg;
  return NULL;
}

/* The header has no mark, so it has to make sense: a colour map or none, a known kind, a possible depth. */
static gboolean
is_tga (const guint8 *start, gsize length, const char *path)
{
  static const char *const endings[] = { ".tga", ".icb", ".vda", ".vst" };
  gboolean                 named = FALSE;
  const char              *ending = strrchr (path, '.');

  for (guint i = 0; ending != NULL && i < G_N_ELEMENTS (endings); i++)
    named = named || g_ascii_strcasecmp (ending, endings[i]) == 0;
  return named && length >= 18 && start[1] <= 1 && (start[2] & ~8) >= 1 && (start[2] & ~8) <= 3
         && (start[16] == 8 || start[16] == 15 || start[16] == 16 || start[16] == 24 || start[16] == 32);
}

const AdainGeglFormat *
adain_gegl_format_of (const guint8 *start, gsize length, const char *path)
{
  const AdainGeglFormat *format = boxes_format (start, length);

  for (guint i = 0; format == NULL && i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].at + marks[i].length
        && memcmp (start + marks[i].at, marks[i].bytes, marks[i].length) == 0)
      format = marks[i].format;
  if (format == NULL)
    format = text_format (start, length);
  if (format == NULL && is_tga (start, length, path))
    format = &tga;
  if (format == NULL && length > 4 && start[0] == 10 && start[1] <= 5 && start[2] == 1)
    format = &pcx;
  return format;
}

gboolean
adain_gegl_has_picture_ending (const char *path)
{
  static const char *const endings[] = {
    "png", "jpg",  "jpeg", "jpe", "jfif", "webp", "tif", "tiff", "heic", "heif",
    "hif", "avif", "jp2",  "j2k", "j2c",  "jpf",  "jpx", "jxl",  "gif",  "bmp",
    "dib", "tga",  "pbm",  "pgm", "ppm",  "pnm",  "exr", "hdr",  "pic",
  };
  const char *ending = strrchr (path, '.');

  for (guint i = 0; ending != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (ending + 1, endings[i]) == 0)
      return TRUE;
  return FALSE;
}
