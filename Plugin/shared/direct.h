/* direct.h: sRGB-coded pixels of usual formats to floats with alpha and back, without babl. Babl would give
 * the same, but looks for the fastest way first, which takes a program longer than a small picture. It knows
 * nothing of other colour spaces: they are babl's.
 */
#ifndef ADAIN_GEGL_DIRECT_H
#define ADAIN_GEGL_DIRECT_H

#include <babl/babl.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ADAIN_GEGL_BYTES,
  ADAIN_GEGL_WORDS,
  ADAIN_GEGL_FLOATS,
} AdainGeglComponents;

/* Grey or R'G'B', with or without alpha, in sRGB. */
typedef struct
{
  AdainGeglComponents type;
  int                 channels; /* with alpha: 1 to 4; 0: none of these formats */
} AdainGeglDirect;

AdainGeglDirect adain_gegl_direct (const Babl *format);

/* count pixels, one after the other; floats have 4 channels, alpha last and not multiplied in. */
void adain_gegl_to_floats (AdainGeglDirect from, const void *pixels, float *floats, size_t count);
/* Values beyond 0 to 1 become the nearest that bytes and words have. Not to grey. */
void adain_gegl_from_floats (AdainGeglDirect to, const float *floats, void *pixels, size_t count);

G_END_DECLS

#endif
