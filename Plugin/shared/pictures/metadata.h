/* metadata.h: what a picture file tells besides its pixels and their colours: EXIF, XMP, IPTC, a comment, the
 * resolution. AdainGeglMetadata itself is public, in adain-gegl-pictures.h.
 */
#ifndef ADAIN_GEGL_METADATA_H
#define ADAIN_GEGL_METADATA_H

#include "pictures/decode.h"

G_BEGIN_DECLS

/* Never NULL; damaged metadata is none. */
AdainGeglMetadata *adain_gegl_metadata_read (const AdainGeglFile *file, const AdainGeglDecoded *decoded);

/* EXIF's, 1 to 8; 1 when it is not told. */
int adain_gegl_metadata_orientation (const AdainGeglMetadata *metadata);

/* Dots per metre, x and y; FALSE when it is not told. */
gboolean adain_gegl_metadata_resolution (const AdainGeglMetadata *metadata, double resolution[2]);

/* A PNG file's other texts, for texts.h; NULL: none. */
GPtrArray *adain_gegl_metadata_texts (const AdainGeglMetadata *metadata);

/* The tags become those of an upright picture of its own size. */
struct _GExiv2Metadata;
void adain_gegl_metadata_make_true (struct _GExiv2Metadata *tags, int width, int height);

/* Into the finished picture file at path, as that of an upright picture of the given size. has_texts: a PNG,
 * in which texts stand already. */
gboolean adain_gegl_metadata_write (const AdainGeglMetadata *metadata, const char *path, gboolean has_texts,
                                    int width, int height, GError **error);

G_END_DECLS

#endif
