/* profile.c: a picture's ICC profile as a babl space; where babl knows none, because the profile is made of
 * tables, the pixels themselves are converted, by Little CMS. */
#include "pictures/decode.h"

#include <lcms2.h>

#define HEADER 128 /* bytes that every profile begins with */

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

const Babl *
adain_gegl_profile_space (const void *profile, gsize length, AdainGeglColours colours,
                          AdainGeglDecoded *decoded)
{
  const char *problem = NULL;
  const Babl *space;

  if (profile == NULL || length == 0 || length > G_MAXINT)
    return NULL;
  space = length < HEADER
            ? NULL
            : babl_space_from_icc (profile, (int) length, BABL_ICC_INTENT_RELATIVE_COLORIMETRIC, &problem);
  if (space != NULL && problem == NULL && is_of (space, colours))
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
  cmsHPROFILE   from = cmsOpenProfileFromMem (bytes, (cmsUInt32Number) length), to = NULL;
  cmsHTRANSFORM transform = NULL;
  const Babl   *space = babl_format_get_space (gegl_buffer_get_format (decoded->pixels));

  if (from != NULL && cmsGetColorSpace (from) == cmsSigRgbData && space == babl_space ("sRGB"))
    {
      to = cmsCreate_sRGBProfile ();
      transform = cmsCreateTransform (from, TYPE_RGBA_FLT, to, TYPE_RGBA_FLT, INTENT_RELATIVE_COLORIMETRIC,
                                      cmsFLAGS_COPY_ALPHA);
    }
  if (transform != NULL)
    {
      convert (decoded->pixels, transform);
      cmsDeleteTransform (transform);
    }
  g_clear_pointer (&to, cmsCloseProfile);
  g_clear_pointer (&from, cmsCloseProfile);
  return transform != NULL;
}
