/* encode-webp.c: WebP by libwebp, 8 bits, with the profile of the picture's space unless that is sRGB. */
#include "adain-gegl.h"

#include "pictures/encode.h"

#include <errno.h>
#include <webp/encode.h>
#include <webp/mux.h>

static gboolean
fail (GError **error, const char *problem)
{
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_OUT_OF_MEMORY, problem);
  return FALSE;
}

static gboolean
import (WebPPicture *picture, GeglBuffer *buffer, const Babl *space)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);
  gboolean             alpha = babl_format_has_alpha (gegl_buffer_get_format (buffer));
  int                  stride = extent->width * (alpha ? 4 : 3);
  guint8              *pixels = g_try_malloc_n ((gsize) extent->height, (gsize) stride);
  gboolean             done;

  if (pixels == NULL)
    return FALSE;
  gegl_buffer_get (buffer, NULL, 1.0, babl_format_with_space (alpha ? "R'G'B'A u8" : "R'G'B' u8", space),
                   pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  picture->width = extent->width;
  picture->height = extent->height;
  done = alpha ? WebPPictureImportRGBA (picture, pixels, stride)
               : WebPPictureImportRGB (picture, pixels, stride);
  g_free (pixels);
  return done;
}

/* The encoded picture and the profile in one file. */
static gboolean
write_with_profile (const WebPMemoryWriter *encoded, const Babl *space, int file)
{
  int         length = 0;
  const char *profile = space == NULL ? NULL : babl_space_get_icc (space, &length);
  WebPData    picture = { encoded->mem, encoded->size }, whole = { NULL, 0 };
  WebPData    chunk = { (const guint8 *) profile, (size_t) length };
  WebPMux    *mux;
  gboolean    done;

  if (profile == NULL || length <= 0)
    return adain_gegl_write_all (file, encoded->mem, encoded->size);
  mux = WebPMuxNew ();
  errno = ENOMEM;
  done = mux != NULL && WebPMuxSetImage (mux, &picture, 0) == WEBP_MUX_OK
         && WebPMuxSetChunk (mux, "ICCP", &chunk, 0) == WEBP_MUX_OK
         && WebPMuxAssemble (mux, &whole) == WEBP_MUX_OK
         && adain_gegl_write_all (file, whole.bytes, whole.size);
  WebPDataClear (&whole);
  WebPMuxDelete (mux);
  return done;
}

gboolean
adain_gegl_encode_webp (GeglBuffer *buffer, int file, const AdainGeglSaving *saving, GError **error)
{
  const Babl      *space = babl_format_get_space (gegl_buffer_get_format (buffer));
  WebPConfig       config;
  WebPPicture      picture;
  WebPMemoryWriter encoded;
  gboolean         done;

  if (space == babl_space ("sRGB") || babl_space_is_gray (space) || babl_space_is_cmyk (space))
    space = NULL;
  if (!WebPConfigPreset (&config, WEBP_PRESET_DEFAULT, (float) saving->quality)
      || !WebPPictureInit (&picture))
    return fail (error, "libwebp is of another version than when this was built");
  WebPMemoryWriterInit (&encoded);
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &encoded;
  done = import (&picture, buffer, space) && WebPEncode (&config, &picture);
  if (!done)
    fail (error, "libwebp has run out of memory");
  else if (!write_with_profile (&encoded, space, file))
    done = fail (error, g_strerror (errno));
  WebPPictureFree (&picture);
  WebPMemoryWriterClear (&encoded);
  return done;
}
