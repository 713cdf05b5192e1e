/* texts.h: the texts of a PNG file (tEXt, zTXt, iTXt), from its decoder through the metadata to the encoder.
 */
#ifndef ADAIN_GEGL_TEXTS_H
#define ADAIN_GEGL_TEXTS_H

#include <glib.h>
#include <png.h>

G_BEGIN_DECLS

/* All texts but those that exiv2 reads and writes, and those that describe a preview's original; NULL: there
 * are none. */
GPtrArray *adain_gegl_texts_read (png_structp png, png_infop info);

/* texts may be NULL. */
void adain_gegl_texts_write (GPtrArray *texts, png_structp png, png_infop info);

/* The text of that keyword in UTF-8, to be freed, or NULL. */
char *adain_gegl_texts_find (GPtrArray *texts, const char *keyword);

G_END_DECLS

#endif
