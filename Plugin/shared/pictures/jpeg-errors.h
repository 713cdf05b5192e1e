/* jpeg-errors.h: how libjpeg's errors end reading and writing: by a jump back to who called it. */
#ifndef ADAIN_GEGL_JPEG_ERRORS_H
#define ADAIN_GEGL_JPEG_ERRORS_H

#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>

#include <jpeglib.h>

typedef struct
{
  struct jpeg_error_mgr base;
  jmp_buf               failed;                   /* for setjmp(), before libjpeg is called */
  char                  problem[JMSG_LENGTH_MAX]; /* after the jump */
} AdainGeglJpegErrors;

/* For a decoder's or encoder's field err. */
struct jpeg_error_mgr *adain_gegl_jpeg_errors (AdainGeglJpegErrors *errors);

/* Jumps, with libjpeg's text for what has just happened. */
void adain_gegl_jpeg_failed (j_common_ptr coder) __attribute__ ((noreturn));

#endif
