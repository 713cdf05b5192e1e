/* decode-webp.c: WebP by libwebp, with its profile. Of an animation the first frame is read, as it is
 * shown. */
#include "pictures/decode.h"

#include <webp/decode.h>
#include <webp/demux.h>

static const Babl *
space_of (const WebPDemuxer *demuxer, AdainGeglDecoded *decoded)
{
  WebPChunkIterator chunk;
  const Babl       *space = NULL;

  if (WebPDemuxGetChunk (demuxer, "ICCP", 1, &chunk))
    {
      space = adain_gegl_profile_space (chunk.chunk.bytes, chunk.chunk.size, ADAIN_GEGL_RGB, decoded);
      WebPDemuxReleaseChunkIterator (&chunk);
    }
  return space;
}

static gboolean
decode_still (const AdainGeglFile *file, const Babl *space, AdainGeglDecoded *decoded, GError **error)
{
  WebPBitstreamFeatures features;
  guint8               *pixels = NULL;
  int                   width, height;

  if (WebPGetFeatures (file->bytes, file->length, &features) != VP8_STATUS_OK)
    return adain_gegl_damaged (error, "libwebp", "its header is damaged");
  pixels = features.has_alpha ? WebPDecodeRGBA (file->bytes, file->length, &width, &height)
                              : WebPDecodeRGB (file->bytes, file->length, &width, &height);
  if (pixels == NULL)
    return adain_gegl_damaged (error, "libwebp", "its pixels are damaged");
  decoded->pixels = adain_gegl_pixels_new (width, height, features.has_alpha ? "R'G'B'A u8" : "R'G'B' u8",
                                           space);
  adain_gegl_pixels_set (decoded->pixels, 0, height, pixels, GEGL_AUTO_ROWSTRIDE);
  WebPFree (pixels);
  return TRUE;
}

static gboolean
decode_first_frame (const AdainGeglFile *file, const Babl *space, AdainGeglDecoded *decoded, GError **error)
{
  WebPData         data = { file->bytes, file->length };
  WebPAnimDecoder *decoder = WebPAnimDecoderNew (&data, NULL);
  WebPAnimInfo     info;
  guint8          *pixels;
  int              end;
  gboolean         done = FALSE;

  if (decoder != NULL && WebPAnimDecoderGetInfo (decoder, &info)
      && WebPAnimDecoderGetNext (decoder, &pixels, &end))
    {
      decoded->pixels = adain_gegl_pixels_new ((int) info.canvas_width, (int) info.canvas_height,
                                               "R'G'B'A u8", space);
      adain_gegl_pixels_set (decoded->pixels, 0, (int) info.canvas_height, pixels, GEGL_AUTO_ROWSTRIDE);
      done = TRUE;
    }
  WebPAnimDecoderDelete (decoder);
  return done || adain_gegl_damaged (error, "libwebp", "its first frame is damaged");
}

gboolean
adain_gegl_decode_webp (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  WebPData     data = { file->bytes, file->length };
  WebPDemuxer *demuxer = WebPDemux (&data); /* NULL also when the file is cut */
  const Babl  *space;
  gboolean     done;

  if (demuxer == NULL)
    return adain_gegl_damaged (error, "libwebp", "the file ends too early, or is none");
  space = space_of (demuxer, decoded);
  if (!adain_gegl_check_size (WebPDemuxGetI (demuxer, WEBP_FF_CANVAS_WIDTH),
                              WebPDemuxGetI (demuxer, WEBP_FF_CANVAS_HEIGHT), ADAIN_GEGL_MAX_PIXELS_WHOLE,
                              error))
    done = FALSE;
  else if (WebPDemuxGetI (demuxer, WEBP_FF_FORMAT_FLAGS) & ANIMATION_FLAG)
    done = decode_first_frame (file, space, decoded, error);
  else
    done = decode_still (file, space, decoded, error);
  decoded->frames = (int) WebPDemuxGetI (demuxer, WEBP_FF_FRAME_COUNT);
  WebPDemuxDelete (demuxer);
  return done;
}
