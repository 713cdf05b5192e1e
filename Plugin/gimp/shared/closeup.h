/* closeup.h: a part of the picture in its own pixels, for the preview at 1:1. */
#ifndef ADAIN_GIMP_CLOSEUP_H
#define ADAIN_GIMP_CLOSEUP_H

#include "masks.h"

G_BEGIN_DECLS

typedef struct
{
  GeglBuffer   *content; /* what is shown and what the network sees around it; begins at 0,0 */
  GeglRectangle shown;   /* within content */
  Masks         masks;   /* as large as content */
  GeglBuffer   *whole;   /* the whole picture, or NULL: its statistics are then those of the small one */
} Closeup;

/* Of a picture of width x height: what the pixels shown depend on with these options, on the network's
 * grid. */
GeglRectangle closeup_place (const GeglRectangle *shown, int width, int height, const adain_options *options);

void closeup_copy (Closeup *closeup, const Closeup *from); /* from may be NULL: nothing in it */
void closeup_clear (Closeup *closeup);

/* Into job: the content, as a part of a picture of width x height. */
void closeup_put (const Closeup *closeup, AdainGeglJob *job, int width, int height);

/* Of all of content's pixels (R'G'B'A) those shown; takes them. */
guchar *closeup_cut (const Closeup *closeup, guchar *pixels);

G_END_DECLS

#endif
