/* decode-jxl.c: JPEG XL by libjxl, turned as the file says, with its profile, EXIF and XMP. Of an
 * animation the first frame is read, and the others are counted. */
#include "pictures/decode.h"

#include <jxl/decode.h>
#include <jxl/version.h>
#include <string.h>

/* An EXIF or XMP box is read in one piece; larger ones are left out. */
#define MAX_BOX (4 << 20)

typedef struct
{
  JxlDecoder       *decoder;
  AdainGeglDecoded *decoded;
  JxlBasicInfo      info;
  JxlPixelFormat    layout;
  void             *pixels;
  gboolean closed; /* libjxl knows that nothing follows; it prints a line when it misses something then */
  guint8  *box;    /* the one being read */
  char     box_kind[4];
} Job;

static void
end_box (Job *job)
{
  gsize length;

  if (job->box == NULL)
    return;
  length = MAX_BOX - JxlDecoderReleaseBoxBuffer (job->decoder);
  if (memcmp (job->box_kind, "Exif", 4) == 0 && length > 4 && length < MAX_BOX && job->decoded->exif == NULL)
    job->decoded->exif = g_bytes_new (job->box + 4, length - 4);
  else if (memcmp (job->box_kind, "xml ", 4) == 0 && length < MAX_BOX && job->decoded->xmp == NULL)
    job->decoded->xmp = g_bytes_new (job->box, length);
  g_clear_pointer (&job->box, g_free);
}

static void
begin_box (Job *job)
{
  end_box (job);
  if (JxlDecoderGetBoxType (job->decoder, job->box_kind, JXL_TRUE) != JXL_DEC_SUCCESS
      || (memcmp (job->box_kind, "Exif", 4) != 0 && memcmp (job->box_kind, "xml ", 4) != 0))
    return;
  job->box = g_malloc (MAX_BOX);
  JxlDecoderSetBoxBuffer (job->decoder, job->box, MAX_BOX);
}

static gboolean
begin_picture (Job *job, GError **error)
{
  gboolean deep;

  if (JxlDecoderGetBasicInfo (job->decoder, &job->info) != JXL_DEC_SUCCESS)
    return adain_gegl_damaged (error, "libjxl", "its header is damaged");
  deep = job->info.bits_per_sample > 8;
  job->layout.num_channels = (job->info.num_color_channels < 3 ? 1 : 3) + (job->info.alpha_bits > 0 ? 1 : 0);
  job->layout.data_type = job->info.exponent_bits_per_sample > 0 ? JXL_TYPE_FLOAT
                          : deep                                 ? JXL_TYPE_UINT16
                                                                 : JXL_TYPE_UINT8;
  job->layout.endianness = JXL_NATIVE_ENDIAN;
  return adain_gegl_check_size (job->info.xsize, job->info.ysize, ADAIN_GEGL_MAX_PIXELS_WHOLE, error);
}

static const char *
format_of (const Job *job)
{
  static const char *const names[3][5] = {
    { NULL, "Y' u8", "Y'A u8", "R'G'B' u8", "R'G'B'A u8" },
    { NULL, "Y' u16", "Y'A u16", "R'G'B' u16", "R'G'B'A u16" },
    { NULL, "Y' float", "Y'A float", "R'G'B' float", "R'G'B'A float" },
  };
  int type = job->layout.data_type == JXL_TYPE_UINT8 ? 0 : job->layout.data_type == JXL_TYPE_UINT16 ? 1 : 2;

  if (job->info.alpha_premultiplied && job->layout.num_channels == 4)
    return type == 0 ? "R'aG'aB'aA u8" : type == 1 ? "R'aG'aB'aA u16" : "R'aG'aB'aA float";
  return names[type][job->layout.num_channels];
}

/* Before 0.9 libjxl wants the format of the pixels here, and uses it for nothing. */
#if JPEGXL_NUMERIC_VERSION < JPEGXL_COMPUTE_NUMERIC_VERSION(0, 9, 0)
#define WITHOUT_FORMAT NULL,
#else
#define WITHOUT_FORMAT
#endif

static gboolean
is_srgb (const Job *job)
{
  JxlColorEncoding told;

  return JxlDecoderGetColorAsEncodedProfile (job->decoder, WITHOUT_FORMAT JXL_COLOR_PROFILE_TARGET_DATA,
                                             &told)
           == JXL_DEC_SUCCESS
         && told.transfer_function == JXL_TRANSFER_FUNCTION_SRGB && told.white_point == JXL_WHITE_POINT_D65
         && (told.color_space == JXL_COLOR_SPACE_GRAY || told.primaries == JXL_PRIMARIES_SRGB);
}

/* libjxl gives a profile for colours told by numbers, too. */
static void
make_buffer (Job *job)
{
  JxlColorProfileTarget target = JXL_COLOR_PROFILE_TARGET_DATA;
  gsize                 length = 0;
  guint8               *profile = NULL;
  const Babl           *space = NULL;

  if (!is_srgb (job)
      && JxlDecoderGetICCProfileSize (job->decoder, WITHOUT_FORMAT target, &length) == JXL_DEC_SUCCESS)
    {
      profile = g_malloc (MAX (length, 1));
      if (JxlDecoderGetColorAsICCProfile (job->decoder, WITHOUT_FORMAT target, profile, length)
          == JXL_DEC_SUCCESS)
        space = adain_gegl_profile_space (profile, length,
                                          job->layout.num_channels < 3 ? ADAIN_GEGL_GRAY : ADAIN_GEGL_RGB);
      g_free (profile);
    }
  job->decoded->pixels = adain_gegl_pixels_new ((int) job->info.xsize, (int) job->info.ysize, format_of (job),
                                                space);
}

static gboolean
begin_pixels (Job *job, GError **error)
{
  gsize length;

  if (JxlDecoderImageOutBufferSize (job->decoder, &job->layout, &length) != JXL_DEC_SUCCESS
      || (job->pixels = g_try_malloc (length)) == NULL
      || JxlDecoderSetImageOutBuffer (job->decoder, &job->layout, job->pixels, length) != JXL_DEC_SUCCESS)
    return adain_gegl_damaged (error, "libjxl", "there is no memory for its pixels");
  return TRUE;
}

/* The first frame is complete; of the others only the headers are of interest. */
static void
take_pixels (Job *job)
{
  adain_gegl_pixels_set (job->decoded->pixels, 0, (int) job->info.ysize, job->pixels, GEGL_AUTO_ROWSTRIDE);
  g_clear_pointer (&job->pixels, g_free);
}

static gboolean
step (Job *job, gboolean *done, GError **error)
{
  gboolean taken = job->decoded->pixels != NULL && job->pixels == NULL && job->decoded->frames > 0;

  switch (JxlDecoderProcessInput (job->decoder))
    {
    case JXL_DEC_SUCCESS:
      *done = TRUE;
      return taken || adain_gegl_damaged (error, "libjxl", "it has no pixels");
    case JXL_DEC_BASIC_INFO: return begin_picture (job, error);
    case JXL_DEC_COLOR_ENCODING: make_buffer (job); return TRUE;
    case JXL_DEC_FRAME:
      if (++job->decoded->frames > 1)
        JxlDecoderSkipCurrentFrame (job->decoder);
      return TRUE;
    case JXL_DEC_NEED_IMAGE_OUT_BUFFER: return begin_pixels (job, error);
    case JXL_DEC_FULL_IMAGE: take_pixels (job); return TRUE;
    case JXL_DEC_BOX: begin_box (job); return TRUE;
    case JXL_DEC_BOX_NEED_MORE_OUTPUT:
      end_box (job); /* too large */
      return TRUE;
    case JXL_DEC_NEED_MORE_INPUT:
      if (taken && !job->closed)
        {
          JxlDecoderCloseInput (job->decoder);
          return job->closed = TRUE;
        }
      return adain_gegl_damaged (error, "libjxl", "the file ends too early");
    default: return adain_gegl_damaged (error, "libjxl", "its codes are damaged");
    }
}

gboolean
adain_gegl_decode_jxl (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  Job      job = { .decoder = JxlDecoderCreate (NULL), .decoded = decoded };
  gboolean done = FALSE, good = job.decoder != NULL;

  if (good)
    {
      JxlDecoderSubscribeEvents (job.decoder, JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FRAME
                                                | JXL_DEC_FULL_IMAGE | JXL_DEC_BOX);
      JxlDecoderSetDecompressBoxes (job.decoder, JXL_TRUE);
      JxlDecoderSetInput (job.decoder, file->bytes, file->length);
    }
  while (good && !done)
    good = step (&job, &done, error);
  if (done)
    end_box (&job);
  g_free (job.box);
  g_free (job.pixels);
  JxlDecoderDestroy (job.decoder);
  return good;
}
