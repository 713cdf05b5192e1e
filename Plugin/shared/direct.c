/* direct.c: see direct.h. */
#include "direct.h"

#define LARGEST_BYTE 255.0f
#define LARGEST_WORD 65535.0f

AdainGeglDirect
adain_gegl_direct (const Babl *format)
{
  static const char *const names[3][4] = {
    [ADAIN_GEGL_BYTES] = { "Y' u8", "Y'A u8", "R'G'B' u8", "R'G'B'A u8" },
    [ADAIN_GEGL_WORDS] = { "Y' u16", "Y'A u16", "R'G'B' u16", "R'G'B'A u16" },
    [ADAIN_GEGL_FLOATS] = { "Y' float", "Y'A float", "R'G'B' float", "R'G'B'A float" },
  };

  for (int type = ADAIN_GEGL_BYTES; type <= ADAIN_GEGL_FLOATS; type++)
    for (int channels = 1; channels <= 4; channels++)
      if (format == babl_format (names[type][channels - 1]))
        return (AdainGeglDirect) { (AdainGeglComponents) type, channels };
  return (AdainGeglDirect) { ADAIN_GEGL_BYTES, 0 };
}

/* The functions below become a loop for each usual format. */
static inline float
value_of (AdainGeglComponents type, const void *pixels, size_t at)
{
  switch (type)
    {
    case ADAIN_GEGL_BYTES: return (float) ((const guint8 *) pixels)[at] / LARGEST_BYTE;
    case ADAIN_GEGL_WORDS: return (float) ((const guint16 *) pixels)[at] / LARGEST_WORD;
    default: return ((const float *) pixels)[at];
    }
}

static inline void
expand (AdainGeglComponents type, size_t channels, const void *pixels, float *floats, size_t count)
{
  size_t colours = channels > 2 ? 3 : 1;

  for (size_t i = 0, at = 0; i < count; i++, at += channels, floats += 4)
    {
      for (size_t k = 0; k < 3; k++)
        floats[k] = value_of (type, pixels, at + k % colours);
      floats[3] = channels > colours ? value_of (type, pixels, at + colours) : 1.0f;
    }
}

void
adain_gegl_to_floats (AdainGeglDirect from, const void *pixels, float *floats, size_t count)
{
  if (from.type == ADAIN_GEGL_BYTES && from.channels == 3)
    expand (ADAIN_GEGL_BYTES, 3, pixels, floats, count);
  else if (from.type == ADAIN_GEGL_BYTES && from.channels == 4)
    expand (ADAIN_GEGL_BYTES, 4, pixels, floats, count);
  else
    expand (from.type, (size_t) from.channels, pixels, floats, count);
}

/* What is no number becomes 0. */
static inline float
bounded (float value, float largest)
{
  return value > 0.0f ? (value < 1.0f ? value : 1.0f) * largest : 0.0f;
}

/* To the nearest, a half to the even one: beside 1.5 * 2^23 a float has no place for fractions. */
static inline guint8
byte_of (float value)
{
  union
  {
    float   value;
    guint32 bits;
  } sum = { bounded (value, LARGEST_BYTE) + 0x1.8p23f };

  return (guint8) sum.bits;
}

static inline void
narrow (AdainGeglComponents type, size_t channels, const float *floats, void *pixels, size_t count)
{
  for (size_t i = 0, at = 0; i < count; i++, at += channels, floats += 4)
    for (size_t k = 0; k < channels; k++)
      switch (type)
        {
        case ADAIN_GEGL_BYTES: ((guint8 *) pixels)[at + k] = byte_of (floats[k]); break;
        case ADAIN_GEGL_WORDS:
          ((guint16 *) pixels)[at + k] = (guint16) (bounded (floats[k], LARGEST_WORD) + 0.5f);
          break;
        default: ((float *) pixels)[at + k] = floats[k];
        }
}

void
adain_gegl_from_floats (AdainGeglDirect to, const float *floats, void *pixels, size_t count)
{
  if (to.type == ADAIN_GEGL_BYTES && to.channels == 3)
    narrow (ADAIN_GEGL_BYTES, 3, floats, pixels, count);
  else if (to.type == ADAIN_GEGL_BYTES && to.channels == 4)
    narrow (ADAIN_GEGL_BYTES, 4, floats, pixels, count);
  else
    narrow (to.type, (size_t) to.channels, floats, pixels, count);
}
