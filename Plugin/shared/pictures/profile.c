/* profile.c: a picture's ICC profile as a babl space; where babl knows none, because the profile is made of
 * tables, the pixels themselves are converted, by Little CMS. */
#include "pictures/decode.h"

#include <lcms2.h>
#include <math.h>

#define HEADER 128 /* bytes that every profile begins with */
#define TAG 12     /* bytes of a line in the table of tags */

static guint32
big_endian (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
is_of (const Babl *space, AdainGeglColours colours)
{
  switch (colours)
    {
    case ADAIN_GEGL_GRAY:
      return !babl_space_is_cmyk (space); /* grey pixels in an RGB space are its neutral colours */
    case ADAIN_GEGL_RGB: return !babl_space_is_cmyk (space) && !babl_space_is_gray (space);
    case ADAIN_GEGL_CMYK: return babl_space_is_cmyk (space);
    }
  return FALSE;
}

/* Whether its tags lie inside it; babl does not look. */
static gboolean
is_whole (const guint8 *profile, gsize length)
{
  gsize count = length < HEADER + 4 ? 0 : big_endian (profile + HEADER);

  if (count == 0 || count > (length - HEADER - 4) / TAG)
    return FALSE;
  for (gsize i = 0; i < count; i++)
    {
      const guint8 *tag = profile + HEADER + 4 + TAG * i;
      gsize         at = big_endian (tag + 4), size = big_endian (tag + 8);

      if (at > length || size > length - at)
        return FALSE;
    }
  return TRUE;
}

/* Whether colours go from a space of RGB to sRGB and back: some profiles leave nothing. */
static gboolean
can_use_space (const Babl *space)
{
  static const guint8 greys[] = { 220, 220, 220, 150, 150, 150, 80, 80, 80 };
  static const float  colors[] = { 1.0f, 1.0f, 1.0f, 0.7f, 0.5f, 0.3f, 0.2f, 0.6f, 0.4f };
  const Babl *own = babl_format_with_space ("R'G'B' float", space), *srgb = babl_format ("R'G'B' float");
  float       there[9], back[9], shades[9];

  babl_process (babl_fish (own, srgb), colors, there, 3);
  babl_process (babl_fish (srgb, own), there, back, 3);
  for (int i = 0; i < 9; i++)
    if (!(fabsf (there[i]) < 1000.0f) || !(fabsf (back[i] - colors[i]) < 0.01f))
      return FALSE;
  /* babl takes another way for bytes, where a curve that is no curve makes one shade of all. */
  babl_process (babl_fish (babl_format_with_space ("R'G'B' u8", space), srgb), greys, shades, 3);
  return shades[0] > shades[3] + 0.01f && shades[3] > shades[6] + 0.01f;
}

/* White stays light and black dark; what some damaged profiles leave is one colour. */
static gboolean
makes_sense (cmsHTRANSFORM transform)
{
  static const float ends[8] = { 0.0f, 0.0f, 0.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f };
  float              made[8];

  cmsDoTransform (transform, ends, made, 2);
  for (int k = 0; k < 3; k++)
    if (!(made[k] < 0.5f) || !(made[4 + k] > 0.5f))
      return FALSE;
  return TRUE;
}

/* From a profile's colours to sRGB's, in floats; NULL where Little CMS knows no way. */
static cmsHTRANSFORM
to_srgb (const void *profile, gsize length)
{
  cmsHPROFILE   from = cmsOpenProfileFromMem (profile, (cmsUInt32Number) length), to = NULL;
  cmsHTRANSFORM transform = NULL;

  if (from != NULL && cmsGetColorSpace (from) == cmsSigRgbData)
    {
      to = cmsCreate_sRGBProfile ();
      transform = cmsCreateTransform (from, TYPE_RGBA_FLT, to, TYPE_RGBA_FLT, INTENT_RELATIVE_COLORIMETRIC,
                                      cmsFLAGS_COPY_ALPHA);
    }
  g_clear_pointer (&to, cmsCloseProfile);
  g_clear_pointer (&from, cmsCloseProfile);
  return transform;
}

/* What babl makes of a damaged curve depends on the way that it chooses, and that on how busy the machine
 * is. */
static gboolean
is_sensible (const void *profile, gsize length)
{
  cmsHTRANSFORM transform = to_srgb (profile, length);
  gboolean      sensible = transform == NULL || makes_sense (transform);

  g_clear_pointer (&transform, cmsDeleteTransform);
  return sensible;
}

const Babl *
adain_gegl_profile_space (const void *profile, gsize length, AdainGeglColours colours,
                          AdainGeglDecoded *decoded)
{
  const char *problem = NULL;
  const Babl *space;

  if (profile == NULL || length == 0 || length > G_MAXINT)
    return NULL;
  if (length > HEADER)
    length = MIN (length, big_endian (profile)); /* some writers fill up behind it */
  space = !is_whole (profile, length)
            ? NULL
            : babl_space_from_icc (profile, (int) length, BABL_ICC_INTENT_RELATIVE_COLORIMETRIC, &problem);
  if (space != NULL && problem == NULL && is_of (space, colours)
      && (colours != ADAIN_GEGL_RGB || (is_sensible (profile, length) && can_use_space (space))))
    return space;
  g_clear_pointer (&decoded->profile, g_bytes_unref);
  decoded->profile = g_bytes_new (profile, length);
  return NULL;
}

/* Rows as floats there and back, in the buffer's own format. */
static void
convert (GeglBuffer *pixels, cmsHTRANSFORM transform)
{
  GeglRectangle line = { 0, 0, gegl_buffer_get_width (pixels), 1 };
  const Babl   *format = babl_format_with_space ("R'G'B'A float", gegl_buffer_get_format (pixels));
  float        *row = g_new (float, 4 * (gsize) line.width);

  for (; line.y < gegl_buffer_get_height (pixels); line.y++)
    {
      gegl_buffer_get (pixels, &line, 1.0, format, row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      cmsDoTransform (transform, row, row, (cmsUInt32Number) line.width);
      gegl_buffer_set (pixels, &line, 0, format, row, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (row);
}

gboolean
adain_gegl_apply_profile (AdainGeglDecoded *decoded)
{
  gsize         length;
  const void   *bytes = g_bytes_get_data (decoded->profile, &length);
  const Babl   *space = babl_format_get_space (gegl_buffer_get_format (decoded->pixels));
  cmsHTRANSFORM transform = space == babl_space ("sRGB") ? to_srgb (bytes, length) : NULL;
  gboolean      usable = transform != NULL && makes_sense (transform);

  if (usable)
    convert (decoded->pixels, transform);
  g_clear_pointer (&transform, cmsDeleteTransform);
  return usable;
}
