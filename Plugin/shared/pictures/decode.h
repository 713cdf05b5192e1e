/* decode.h: what the decoders of picture files share, one decoder for each library. A decoder is given a file
 * whose format is known and fills a record; it neither opens files nor turns, converts or scales pixels.
 */
#ifndef ADAIN_GEGL_DECODE_H
#define ADAIN_GEGL_DECODE_H

#include "adain-gegl.h"

G_BEGIN_DECLS

/* Where a picture is read from: its path, for GEGL's loaders, and all of its bytes for the others. */
typedef struct
{
  const char   *path;
  const guint8 *bytes;
  gsize         length;
} AdainGeglFile;

/* What a file held. */
typedef struct
{
  GeglBuffer *pixels;
  int         frames;        /* or pages; the first is in pixels. 0: not told */
  double      resolution[2]; /* dots per metre, x and y; 0: not told */
  GBytes     *exif, *xmp;    /* of formats that exiv2 does not read; NULL: none */
  GBytes     *profile;       /* one that the pixels' space does not stand for; NULL: none */
  GPtrArray  *texts;         /* a PNG's, see texts.h; NULL: none */
} AdainGeglDecoded;

/* Gives all of it back. */
void adain_gegl_decoded_clear (AdainGeglDecoded *decoded);

/* FALSE and an error whose text is only what was wrong, as a clause, e.g. "libpng: CRC error". */
typedef gboolean (*AdainGeglDecoder) (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);

gboolean adain_gegl_decode_png (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_jpeg (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_webp (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_heif (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_jp2 (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_jxl (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_pnm (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_bmp (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_tga (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_tiff (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_gif (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_exr (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
gboolean adain_gegl_decode_hdr (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);

/* By the loader that GdkPixbuf has for the kind, e.g. "bmp". space: the pixels', NULL is sRGB. */
gboolean adain_gegl_decode_by_pixbuf (const AdainGeglFile *file, const char *kind, const Babl *space,
                                      AdainGeglDecoded *decoded, GError **error);

/* By a loader of GEGL's. is_told: what it returns says whether it has read the file. page: from 0. */
gboolean adain_gegl_decode_by_loader (const char *loader, gboolean is_told, int page,
                                      const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error);
/* What to do about a file that its loader cannot read. */
#define ADAIN_GEGL_PLAIN_KIND "save it as 8 or 16 bits of grey or RGB first"

/* FALSE always; says that the file is damaged, as library put it. */
gboolean adain_gegl_damaged (GError **error, const char *library, const char *text);
/* FALSE always; says that there is no memory for it. */
gboolean adain_gegl_has_no_room (GError **error);

/* The most pixels that are read: 2^30 where rows are decoded one after the other, 2^28 where the library
 * holds the whole picture in memory, and 2^26 in an animation, of which several are held. A few kilobytes can
 * claim to be more, to exhaust whoever reads them. */
#define ADAIN_GEGL_MAX_PIXELS (G_GINT64_CONSTANT (1) << 30)
#define ADAIN_GEGL_MAX_PIXELS_WHOLE (G_GINT64_CONSTANT (1) << 28)
#define ADAIN_GEGL_MAX_PIXELS_FRAME (G_GINT64_CONSTANT (1) << 26)
gboolean adain_gegl_check_size (guint64 width, guint64 height, gint64 most_pixels, GError **error);

typedef enum
{
  ADAIN_GEGL_GRAY,
  ADAIN_GEGL_RGB,
  ADAIN_GEGL_CMYK,
} AdainGeglColours;

/* The space of an ICC profile, or NULL (sRGB) where there is none. One that babl cannot use is kept in
 * decoded->profile. */
const Babl *adain_gegl_profile_space (const void *profile, gsize length, AdainGeglColours colours,
                                      AdainGeglDecoded *decoded);
/* Turns the pixels from decoded->profile into the space that they are said to be in. FALSE where the profile
 * is damaged, or of another kind of colours. */
gboolean adain_gegl_apply_profile (AdainGeglDecoded *decoded);

/* A buffer at 0, 0; format is a babl name without its space, e.g. "R'G'B'A u8". */
GeglBuffer *adain_gegl_pixels_new (int width, int height, const char *format, const Babl *space);
/* Makes RGB of CMYK pixels that no profile belongs to, as viewers do: a colour is what its ink and the black
 * leave of white, in sRGB's values. */
void adain_gegl_mix_inks (AdainGeglDecoded *decoded);
/* Sets whole rows from y on in the buffer's own format. */
void adain_gegl_pixels_set (GeglBuffer *pixels, int y, int rows, const void *from, int row_stride);

G_END_DECLS

#endif
