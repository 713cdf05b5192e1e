/* write-webp.c: an animated WebP by libwebpmux, in sRGB. Without key frames, so that a part that stays the
 * same is not encoded twice, and looks the same. The encoded frames stay in memory until the end. */
#include "frames/writer.h"

#include "pictures/encode.h"

#include <errno.h>
#include <webp/encode.h>
#include <webp/mux.h>

typedef struct
{
  WebPAnimEncoder *encoder;
  WebPConfig       config;
  int              time; /* when the next frame begins, in milliseconds */
} Movie;

static gboolean
begin (AdainGeglAnimationWriter *writer, GError **error)
{
  Movie                 *movie = g_new0 (Movie, 1);
  WebPAnimEncoderOptions options;

  writer->state = movie;
  if (!WebPAnimEncoderOptionsInit (&options)
      || !WebPConfigPreset (&movie->config, WEBP_PRESET_DEFAULT, (float) writer->saving.quality))
    return adain_gegl_write_failed (error, "libwebp is of another version than when this was built");
  options.anim_params.loop_count = writer->plays;
  options.kmin = 0;
  options.kmax = 0;
  movie->encoder = WebPAnimEncoderNew (writer->width, writer->height, &options);
  return movie->encoder != NULL
         || adain_gegl_write_failed (error, "it is too large for a WebP, or memory has run out");
}

static gboolean
add (AdainGeglAnimationWriter *writer, GeglBuffer *frame, int milliseconds, GError **error)
{
  Movie      *movie = writer->state;
  int         stride = writer->width * 4;
  guint8     *pixels = g_try_malloc_n ((gsize) writer->height, (gsize) stride);
  WebPPicture picture;
  gboolean    done = pixels != NULL && WebPPictureInit (&picture);

  if (done)
    {
      gegl_buffer_get (frame, NULL, 1.0, babl_format ("R'G'B'A u8"), pixels, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_NONE);
      picture.use_argb = 1;
      picture.width = writer->width;
      picture.height = writer->height;
      done = WebPPictureImportRGBA (&picture, pixels, stride)
             && WebPAnimEncoderAdd (movie->encoder, &picture, movie->time, &movie->config);
      WebPPictureFree (&picture);
    }
  g_free (pixels);
  movie->time += milliseconds;
  return done || adain_gegl_write_failed (error, "libwebp has no memory for it");
}

static gboolean
finish (AdainGeglAnimationWriter *writer, GError **error)
{
  Movie   *movie = writer->state;
  WebPData data = { NULL, 0 };
  gboolean done;

  if (!WebPAnimEncoderAdd (movie->encoder, NULL, movie->time, NULL)
      || !WebPAnimEncoderAssemble (movie->encoder, &data))
    return adain_gegl_write_failed (error, "libwebp has no memory for it");
  done = adain_gegl_write_all (writer->file, data.bytes, data.size)
         || adain_gegl_write_failed (error, g_strerror (errno));
  WebPDataClear (&data);
  return done;
}

static void
close_movie (AdainGeglAnimationWriter *writer)
{
  Movie *movie = writer->state;

  WebPAnimEncoderDelete (movie->encoder);
  g_free (movie);
}

const AdainGeglWriter adain_gegl_webp_writer = { ".webp", begin, add, finish, close_movie };
