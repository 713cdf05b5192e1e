/* jpeg-errors.c: libjpeg's errors as a text and a jump, where it would end the process. */
#include "pictures/jpeg-errors.h"

struct jpeg_error_mgr *
adain_gegl_jpeg_errors (AdainGeglJpegErrors *errors)
{
  struct jpeg_error_mgr *base = jpeg_std_error (&errors->base);

  base->error_exit = adain_gegl_jpeg_failed;
  return base;
}

void
adain_gegl_jpeg_failed (j_common_ptr coder)
{
  AdainGeglJpegErrors *errors = (AdainGeglJpegErrors *) coder->err;

  errors->base.format_message (coder, errors->problem);
  longjmp (errors->failed, 1);
}
