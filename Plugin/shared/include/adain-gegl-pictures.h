/* adain-gegl-pictures.h: picture files, before and after the pixels' walk: read whatever they are, written
 * all or nothing. Every host reads styles and masks this way. It knows nothing of models, styles or
 * stylising.
 */
#ifndef ADAIN_GEGL_PICTURES_H
#define ADAIN_GEGL_PICTURES_H

#include <gegl.h>

G_BEGIN_DECLS

/* What a picture file tells besides its pixels and their profile: EXIF, XMP, IPTC and the resolution. */
typedef struct _AdainGeglMetadata AdainGeglMetadata;

void adain_gegl_metadata_free (AdainGeglMetadata *metadata);

/* Reads PNG, JPEG, WebP, TIFF, HEIC, AVIF, JPEG 2000, JPEG XL, GIF, BMP, TGA, PNM, OpenEXR and Radiance
 * HDR, told by their contents. The picture is turned upright, as EXIF says, and lies in the space of its
 * profile. Of several frames or pages the first is read, and g_message() tells so. A damaged file is an
 * error, and so is one of more pixels than decode.h's limits.
 *
 * metadata: where to put what else the file tells, to be freed with adain_gegl_metadata_free(); may be
 * NULL. */
GeglBuffer *adain_gegl_load_image (const char *path, AdainGeglMetadata **metadata, GError **error);

/* A kind of file that can be written. */
typedef struct
{
  const char *ending; /* ".png" */
  int         depths; /* bits per channel that it can hold, added up: 8, 16, 32 */
  gboolean    has_alpha;
  gboolean    has_quality;
} AdainGeglKind;

/* All of them, ended by one without an ending. */
const AdainGeglKind *adain_gegl_kinds (void);

/* Whether a file's ending is one of a format that is read. For lists of files; what they are their bytes
 * say. */
gboolean adain_gegl_has_picture_ending (const char *path);

#define ADAIN_GEGL_DEFAULT_QUALITY 90

typedef struct
{
  int                      bit_depth;     /* 8, 16 or 32, or the nearest that the kind has */
  int                      quality;       /* of JPEG and WebP, 1 to 100 */
  float                    background[3]; /* sRGB-coded; where the kind has no alpha */
  const AdainGeglMetadata *metadata;      /* written where the kind has a place for it; NULL: none */
} AdainGeglSaving;

void adain_gegl_saving_init (AdainGeglSaving *saving);

/* Writes to memory first, so that path gets a whole file or stays as it is; the kind follows from the
 * ending. */
gboolean adain_gegl_save_image (GeglBuffer *buffer, const char *path, const AdainGeglSaving *saving,
                                GError **error);

/* The opaque picture that is seen where buffer lies on the background (sRGB-coded): as floats in its own
 * space, or the same buffer with another reference when it has no alpha. */
GeglBuffer *adain_gegl_flatten (GeglBuffer *buffer, const float background[3]);

/* Whether a file could take the place of what is at path now: nothing, or an ordinary file that is not
 * write-protected. */
gboolean adain_gegl_check_target (const char *path, GError **error);

/* Lets the file from, on the same disk, take the place of path in one step, with the mode and the owner of
 * the file that was there. A file that has several names, or extended attributes, or is reached through a
 * link, is written into instead, as cp does. from is gone afterwards, unless there is an error. */
gboolean adain_gegl_place_file (const char *from, const char *path, GError **error);

G_END_DECLS

#endif
