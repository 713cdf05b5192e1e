/* encode-jpeg.c: JPEG by libjpeg, progressive and without subsampled colours, with the profile of the
 * picture's space and the resolution. */
#include "adain-gegl.h"

#include "pictures/encode.h"
#include "pictures/jpeg-errors.h"
#include "pictures/metadata.h"

#include <errno.h>
#include <unistd.h>

static guint16
density_of (double per_metre)
{
  return (guint16) CLAMP (adain_gegl_per_inch (per_metre) + 0.5, 1.0, 65535.0);
}

static void
start (struct jpeg_compress_struct *encoder, GeglBuffer *buffer, const Babl *space,
       const AdainGeglSaving *saving)
{
  int         length = 0;
  const char *profile = space == NULL ? NULL : babl_space_get_icc (space, &length);
  double      dots[2];

  encoder->image_width = (JDIMENSION) gegl_buffer_get_width (buffer);
  encoder->image_height = (JDIMENSION) gegl_buffer_get_height (buffer);
  encoder->input_components = 3;
  encoder->in_color_space = JCS_RGB;
  jpeg_set_defaults (encoder);
  jpeg_set_quality (encoder, saving->quality, TRUE);
  encoder->optimize_coding = TRUE;
  jpeg_simple_progression (encoder);
  encoder->comp_info[0].h_samp_factor = encoder->comp_info[0].v_samp_factor = 1;
  if (saving->metadata != NULL && adain_gegl_metadata_resolution (saving->metadata, dots))
    {
      encoder->density_unit = 1; /* dots an inch */
      encoder->X_density = density_of (dots[0]);
      encoder->Y_density = density_of (dots[1]);
    }
  jpeg_start_compress (encoder, TRUE);
  if (profile != NULL && length > 0)
    jpeg_write_icc_profile (encoder, (const JOCTET *) profile, (unsigned int) length);
}

static void
write_rows (struct jpeg_compress_struct *encoder, GeglBuffer *buffer, const Babl *space)
{
  const Babl   *format = babl_format_with_space ("R'G'B' u8", space);
  GeglRectangle line = *gegl_buffer_get_extent (buffer);
  JSAMPARRAY row = encoder->mem->alloc_sarray ((j_common_ptr) encoder, JPOOL_IMAGE, encoder->image_width * 3,
                                               1);

  line.height = 1;
  for (; encoder->next_scanline < encoder->image_height; line.y++)
    {
      gegl_buffer_get (buffer, &line, 1.0, format, row[0], GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      jpeg_write_scanlines (encoder, row, 1);
    }
  jpeg_finish_compress (encoder);
}

gboolean
adain_gegl_encode_jpeg (GeglBuffer *buffer, int file, const AdainGeglSaving *saving, GError **error)
{
  struct jpeg_compress_struct encoder;
  AdainGeglJpegErrors         errors = { .problem = "" };
  const Babl                 *space = babl_format_get_space (gegl_buffer_get_format (buffer));
  int                         descriptor = dup (file);
  FILE                       *stream = descriptor < 0 ? NULL : fdopen (descriptor, "wb");
  volatile gboolean           done = FALSE;

  if (stream == NULL)
    {
      if (descriptor >= 0)
        close (descriptor);
      g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE, g_strerror (errno));
      return FALSE;
    }
  if (babl_space_is_gray (space) || babl_space_is_cmyk (space))
    space = NULL;
  encoder.err = adain_gegl_jpeg_errors (&errors);
  if (setjmp (errors.failed) == 0)
    {
      jpeg_create_compress (&encoder);
      jpeg_stdio_dest (&encoder, stream);
      start (&encoder, buffer, space, saving);
      write_rows (&encoder, buffer, space);
      done = TRUE;
    }
  else
    g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE, errors.problem);
  jpeg_destroy_compress (&encoder);
  if (fclose (stream) != 0 && done)
    {
      g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE, g_strerror (errno));
      return FALSE;
    }
  return done;
}
