/* zoom.h: which part of the drawable the preview shows at 1:1, and its pixels. */
#ifndef ADAIN_GIMP_ZOOM_H
#define ADAIN_GIMP_ZOOM_H

#include "closeup.h"

G_BEGIN_DECLS

typedef struct
{
  HostDrawable  drawable;
  int           width, height; /* the drawable's */
  gboolean      is_on;
  double        x, y;                    /* the middle of what is shown, 0 to 1 */
  int           most_width, most_height; /* of what is shown */
  GeglBuffer   *source, *whole;          /* GIMP's pixels, and a copy of them that threads may read */
  int           copied;                  /* rows of whole */
  guint         copying;                 /* the source that copies; 0: none */
  Closeup       closeup;                 /* what was read last, at place */
  GeglRectangle place;
  void (*complete) (gpointer user); /* whole is there */
  gpointer user;
} Zoom;

void zoom_make (Zoom *zoom, HostDrawable drawable, void (*complete) (gpointer user), gpointer user);
void zoom_clear (Zoom *zoom);

/* At this place of the drawable (0 to 1); the first time its pixels begin to be copied. */
void zoom_in (Zoom *zoom, double x, double y, int most_width, int most_height);
void zoom_out (Zoom *zoom);
/* By a share of what is shown. */
void zoom_move (Zoom *zoom, double x, double y);

/* What is shown, in the drawable's coordinates. */
GeglRectangle zoom_shown (const Zoom *zoom);
/* The pixels of another drawable of the image, or of this one, there; a copy that threads may read. */
GeglBuffer *zoom_pixels (const Zoom *zoom, HostDrawable drawable, const GeglRectangle *place);
/* The zoom's own, read where place and masks are others than the last time. NULL when the mask cannot be
 * found. */
const Closeup *zoom_closeup (Zoom *zoom, const Settings *settings, GError **error);

G_END_DECLS

#endif
