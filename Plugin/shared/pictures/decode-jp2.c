/* decode-jp2.c: JPEG 2000 by OpenJPEG, grey or RGB (also as YCC), with its profile. Components of a lower
 * resolution are enlarged by repetition. */
#include "pictures/decode.h"

#include <openjpeg.h>
#include <string.h>

#define MAX_PROBLEM 128

typedef struct
{
  const guint8 *bytes;
  gsize         length, at;
} Source;

static OPJ_SIZE_T
read_bytes (void *to, OPJ_SIZE_T count, void *user)
{
  Source *source = user;

  count = MIN (count, source->length - source->at);
  if (count == 0)
    return (OPJ_SIZE_T) -1;
  memcpy (to, source->bytes + source->at, count);
  source->at += count;
  return count;
}

static OPJ_OFF_T
skip_bytes (OPJ_OFF_T count, void *user)
{
  Source *source = user;

  if (count < 0 || (guint64) count > source->length - source->at)
    return -1;
  source->at += (gsize) count;
  return count;
}

static OPJ_BOOL
seek_byte (OPJ_OFF_T at, void *user)
{
  Source *source = user;

  if (at < 0 || (guint64) at > source->length)
    return OPJ_FALSE;
  source->at = (gsize) at;
  return OPJ_TRUE;
}

static opj_stream_t *
stream_of (Source *source)
{
  opj_stream_t *stream = opj_stream_default_create (OPJ_TRUE);

  opj_stream_set_user_data (stream, source, NULL);
  opj_stream_set_user_data_length (stream, source->length);
  opj_stream_set_read_function (stream, read_bytes);
  opj_stream_set_skip_function (stream, skip_bytes);
  opj_stream_set_seek_function (stream, seek_byte);
  return stream;
}

static void
keep_problem (const char *text, void *user)
{
  char *problem = user;

  if (problem[0] == '\0')
    {
      g_strlcpy (problem, text, MAX_PROBLEM);
      g_strchomp (problem);
    }
}

/* One component's sample at a pixel of the whole picture, spread over 16 bits. */
static guint16
sample (const opj_image_t *image, const opj_image_comp_t *component, guint x, guint y)
{
  guint  column = MIN ((image->x0 + x) / component->dx - (image->x0 + component->dx - 1) / component->dx,
                       component->w - 1);
  guint  row = MIN ((image->y0 + y) / component->dy - (image->y0 + component->dy - 1) / component->dy,
                    component->h - 1);
  gint64 most = (G_GINT64_CONSTANT (1) << component->prec) - 1;
  gint64 value = component->data[(gsize) row * component->w + column];

  if (component->sgnd)
    value += G_GINT64_CONSTANT (1) << (component->prec - 1);
  return (guint16) ((CLAMP (value, 0, most) * 65535 + most / 2) / most);
}

/* ITU-R BT.601, full range. */
static void
rgb_of_ycc (guint16 *pixel)
{
  double y = pixel[0], cb = pixel[1] - 32768.0, cr = pixel[2] - 32768.0;

  pixel[0] = (guint16) CLAMP (y + 1.402 * cr + 0.5, 0.0, 65535.0);
  pixel[1] = (guint16) CLAMP (y - 0.344136 * cb - 0.714136 * cr + 0.5, 0.0, 65535.0);
  pixel[2] = (guint16) CLAMP (y + 1.772 * cb + 0.5, 0.0, 65535.0);
}

static gboolean
is_usable (const opj_image_t *image, GError **error)
{
  if (image->color_space == OPJ_CLRSPC_CMYK || image->color_space == OPJ_CLRSPC_EYCC || image->numcomps < 1)
    return adain_gegl_damaged (error, "OpenJPEG", "its colours are of a kind that is not read (CMYK, e-YCC)");
  for (guint i = 0; i < image->numcomps; i++)
    if (image->comps[i].data == NULL || image->comps[i].w == 0 || image->comps[i].h == 0
        || image->comps[i].dx == 0 || image->comps[i].dy == 0 || image->comps[i].prec < 1
        || image->comps[i].prec > 31)
      return adain_gegl_damaged (error, "OpenJPEG", "a component has no pixels");
  return TRUE;
}

static void
take_pixels (const opj_image_t *image, AdainGeglDecoded *decoded)
{
  static const char *const formats[2][5] = { { NULL, "Y' u8", "Y'A u8", "R'G'B' u8", "R'G'B'A u8" },
                                             { NULL, "Y' u16", "Y'A u16", "R'G'B' u16", "R'G'B'A u16" } };
  guint                    width = image->x1 - image->x0, height = image->y1 - image->y0;
  guint                    channels = MIN (image->numcomps, 4);
  gboolean                 deep = image->comps[0].prec > 8, premultiplied;
  const Babl              *space = adain_gegl_profile_space (image->icc_profile_buf, image->icc_profile_len,
                                                channels < 3 ? ADAIN_GEGL_GRAY : ADAIN_GEGL_RGB, decoded);
  guint16                 *row = g_new (guint16, (gsize) width * channels);
  const Babl              *as_read;

  premultiplied = channels == 4 && image->comps[3].alpha == 2;
  decoded->pixels = adain_gegl_pixels_new ((int) width, (int) height, formats[deep][channels], space);
  as_read = babl_format_with_space (premultiplied ? "R'aG'aB'aA u16" : formats[1][channels], space);
  for (guint y = 0; y < height; y++)
    {
      GeglRectangle line = { 0, (int) y, (int) width, 1 };

      for (guint x = 0; x < width; x++)
        {
          for (guint k = 0; k < channels; k++)
            row[x * channels + k] = sample (image, &image->comps[k], x, y);
          if (image->color_space == OPJ_CLRSPC_SYCC && channels >= 3)
            rgb_of_ycc (row + x * channels);
        }
      gegl_buffer_set (decoded->pixels, &line, 0, as_read, row, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (row);
}

gboolean
adain_gegl_decode_jp2 (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  Source            source = { file->bytes, file->length, 0 };
  gboolean          bare = file->bytes[0] == 0xff; /* a codestream without boxes around it */
  opj_codec_t      *codec = opj_create_decompress (bare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2);
  opj_stream_t     *stream = stream_of (&source);
  opj_image_t      *image = NULL;
  opj_dparameters_t parameters;
  char              problem[MAX_PROBLEM] = "";
  gboolean          done;

  opj_set_default_decoder_parameters (&parameters);
  opj_set_error_handler (codec, keep_problem, problem);
  done = opj_setup_decoder (codec, &parameters) && opj_decoder_set_strict_mode (codec, OPJ_TRUE)
         && opj_read_header (stream, codec, &image);
  if (done)
    done = adain_gegl_check_size (image->x1 - image->x0, image->y1 - image->y0, ADAIN_GEGL_MAX_PIXELS_WHOLE,
                                  error)
           && opj_decode (codec, stream, image) && opj_end_decompress (codec, stream)
           && is_usable (image, error);
  if (done)
    take_pixels (image, decoded);
  else
    adain_gegl_damaged (error, "OpenJPEG", problem[0] != '\0' ? problem : "its codes are damaged");
  opj_image_destroy (image);
  opj_stream_destroy (stream);
  opj_destroy_codec (codec);
  return done;
}
