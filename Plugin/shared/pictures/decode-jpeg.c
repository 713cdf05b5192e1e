/* decode-jpeg.c: JPEG by libjpeg, grey, RGB and CMYK, with its profile and density. */
#include "pictures/decode.h"
#include "pictures/jpeg-errors.h"

#include <stdlib.h>

#include <jerror.h>

/* A progressive file can have any number of scans that each cost a pass over the picture. */
#define MAX_SCANS 500

typedef struct
{
  AdainGeglJpegErrors      base; /* first: libjpeg hands out its address */
  struct jpeg_progress_mgr progress;
} Errors;

/* libjpeg goes on after these, with grey or garbled blocks. Its other warnings leave the picture whole. */
static void
warned (j_common_ptr decoder, int level)
{
  int code = decoder->err->msg_code;

  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE))
    adain_gegl_jpeg_failed (decoder);
}

static void
count_scans (j_common_ptr decoder)
{
  AdainGeglJpegErrors *errors = (AdainGeglJpegErrors *) decoder->err;

  if (((j_decompress_ptr) decoder)->input_scan_number <= MAX_SCANS)
    return;
  g_strlcpy (errors->problem, "too many scans", sizeof errors->problem);
  longjmp (errors->failed, 1);
}

static const char *
format_of (struct jpeg_decompress_struct *decoder, AdainGeglColours *colours)
{
  switch (decoder->jpeg_color_space)
    {
    case JCS_GRAYSCALE:
      *colours = ADAIN_GEGL_GRAY;
      decoder->out_color_space = JCS_GRAYSCALE;
      return "Y' u8";
    case JCS_CMYK:
    case JCS_YCCK:
      *colours = ADAIN_GEGL_CMYK;
      decoder->out_color_space = JCS_CMYK;
      return "cmyk u8"; /* inverted, as Adobe's programs write it */
    default:
      *colours = ADAIN_GEGL_RGB;
      decoder->out_color_space = JCS_RGB;
      return "R'G'B' u8";
    }
}

static const Babl *
space_of (struct jpeg_decompress_struct *decoder, AdainGeglColours colours, AdainGeglDecoded *decoded)
{
  JOCTET      *profile = NULL;
  unsigned int length = 0;
  const Babl  *space = NULL;

  if (jpeg_read_icc_profile (decoder, &profile, &length))
    space = adain_gegl_profile_space (profile, length, colours, decoded);
  free (profile);
  return space;
}

static void
read_density (const struct jpeg_decompress_struct *decoder, AdainGeglDecoded *decoded)
{
  double metre = decoder->density_unit == 1 ? 1 / 0.0254 : 100.0;

  if (!decoder->saw_JFIF_marker || (decoder->density_unit != 1 && decoder->density_unit != 2))
    return;
  decoded->resolution[0] = decoder->X_density * metre;
  decoded->resolution[1] = decoder->Y_density * metre;
}

/* Errors end in libjpeg's jump. */
static gboolean
decode (struct jpeg_decompress_struct *decoder, const AdainGeglFile *file, AdainGeglDecoded *decoded,
        GError **error)
{
  AdainGeglColours colours;
  const char      *format;
  JSAMPARRAY       row;

  jpeg_create_decompress (decoder);
  decoder->progress = &((Errors *) decoder->err)->progress;
  jpeg_mem_src (decoder, file->bytes, file->length);
  jpeg_save_markers (decoder, JPEG_APP0 + 2, 0xFFFF); /* the profile */
  jpeg_read_header (decoder, TRUE);
  if (!adain_gegl_check_size (decoder->image_width, decoder->image_height, ADAIN_GEGL_MAX_PIXELS, error))
    return FALSE;
  read_density (decoder, decoded);
  format = format_of (decoder, &colours);
  decoder->dct_method = JDCT_FLOAT; /* as GEGL's own loader, so that graphs give the same pixels */
  jpeg_start_decompress (decoder);
  decoded->pixels = adain_gegl_pixels_new ((int) decoder->output_width, (int) decoder->output_height, format,
                                           space_of (decoder, colours, decoded));
  row = decoder->mem->alloc_sarray ((j_common_ptr) decoder, JPOOL_IMAGE,
                                    decoder->output_width * (JDIMENSION) decoder->output_components, 1);
  while (decoder->output_scanline < decoder->output_height)
    {
      jpeg_read_scanlines (decoder, row, 1);
      adain_gegl_pixels_set (decoded->pixels, (int) decoder->output_scanline - 1, 1, row[0],
                             GEGL_AUTO_ROWSTRIDE);
    }
  jpeg_finish_decompress (decoder);
  if (colours == ADAIN_GEGL_CMYK)
    adain_gegl_mix_inks (decoded);
  return TRUE;
}

gboolean
adain_gegl_decode_jpeg (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  struct jpeg_decompress_struct decoder;
  Errors                        errors = { .progress.progress_monitor = count_scans };
  gboolean                      done;

  decoder.err = adain_gegl_jpeg_errors (&errors.base);
  decoder.err->emit_message = warned;
  if (setjmp (errors.base.failed) == 0)
    done = decode (&decoder, file, decoded, error);
  else
    done = adain_gegl_damaged (error, "libjpeg", errors.base.problem);
  jpeg_destroy_decompress (&decoder);
  return done;
}
