/* palette.h: the colours of a GIF, one choice for all frames. Knows bytes of pixels, and no files. */
#ifndef ADAIN_GEGL_PALETTE_H
#define ADAIN_GEGL_PALETTE_H

#include <gif_lib.h>
#include <glib.h>

G_BEGIN_DECLS

/* The number that stands for no colour. */
#define ADAIN_GEGL_CLEAR 255

typedef struct _AdainGeglPalette AdainGeglPalette;

/* For so many pixels in all frames together. */
AdainGeglPalette *adain_gegl_palette_new (guint64 pixels);
void              adain_gegl_palette_free (AdainGeglPalette *palette);
/* Looks at R'G'B'A pixels; those that are less than half opaque are clear. */
void adain_gegl_palette_look (AdainGeglPalette *palette, const guint8 *pixels, gsize count);
/* Chooses colours for all that was looked at; the map stays the palette's. NULL: there is no memory. */
const ColorMapObject *adain_gegl_palette_choose (AdainGeglPalette *palette);
/* The number of each pixel of a row, whose pattern depends on nothing but its place and colour, so that it
 * stands still where they do. */
void adain_gegl_palette_number (AdainGeglPalette *palette, const guint8 *pixels, int width, int y,
                                GifByteType *numbers);

G_END_DECLS

#endif
