/* read-webp.c: the frames of a WebP by libwebpdemux, which puts them on a canvas of its own. */
#include "frames/reader.h"

#include <string.h>
#include <webp/demux.h>

typedef struct
{
  WebPAnimDecoder *decoder;
  int              end; /* of the frame before, in milliseconds */
} Frames;

static gboolean
next (AdainGeglAnimation *animation, gboolean *is_end, GError **error)
{
  Frames *frames = animation->state;
  guint8 *pixels;
  int     end;

  if (!WebPAnimDecoderHasMoreFrames (frames->decoder))
    {
      *is_end = TRUE;
      return TRUE;
    }
  if (!WebPAnimDecoderGetNext (frames->decoder, &pixels, &end))
    return adain_gegl_damaged (error, "libwebp", "a frame is damaged");
  memcpy (animation->canvas, pixels, 4 * (gsize) animation->width * (gsize) animation->height);
  animation->milliseconds = end - frames->end;
  frames->end = end;
  return TRUE;
}

static void
close_frames (AdainGeglAnimation *animation)
{
  Frames *frames = animation->state;

  WebPAnimDecoderDelete (frames->decoder);
  g_free (frames);
}

static const AdainGeglReader reader = { next, close_frames };

static const Babl *
space_of (const WebPAnimDecoder *decoder)
{
  WebPChunkIterator chunk;
  AdainGeglDecoded  decoded = { .frames = 0 };
  const Babl       *space = NULL;

  if (WebPDemuxGetChunk (WebPAnimDecoderGetDemuxer (decoder), "ICCP", 1, &chunk))
    {
      space = adain_gegl_profile_space (chunk.chunk.bytes, chunk.chunk.size, ADAIN_GEGL_RGB, &decoded);
      WebPDemuxReleaseChunkIterator (&chunk);
      /* Frames with a profile of tables, which babl cannot use, count as sRGB. */
      g_clear_pointer (&decoded.profile, g_bytes_unref);
    }
  return space;
}

gboolean
adain_gegl_read_webp (AdainGeglAnimation *animation, GError **error)
{
  WebPData     data = { animation->file.bytes, animation->file.length };
  Frames      *frames = g_new0 (Frames, 1);
  WebPDemuxer *demuxer = WebPDemux (&data); /* NULL also when the file is cut */
  guint64      width, height;

  animation->reader = &reader;
  animation->state = frames;
  if (demuxer == NULL)
    return adain_gegl_damaged (error, "libwebp", "the file ends too early, or is none");
  width = WebPDemuxGetI (demuxer, WEBP_FF_CANVAS_WIDTH);
  height = WebPDemuxGetI (demuxer, WEBP_FF_CANVAS_HEIGHT);
  animation->plays = (int) WebPDemuxGetI (demuxer, WEBP_FF_LOOP_COUNT);
  WebPDemuxDelete (demuxer);
  /* Before libwebp makes two canvases of that size. */
  if (!adain_gegl_animation_set_size (animation, width, height, error))
    return FALSE;
  frames->decoder = WebPAnimDecoderNew (&data, NULL);
  if (frames->decoder == NULL)
    return adain_gegl_has_no_room (error);
  animation->space = space_of (frames->decoder);
  return TRUE;
}
