/* mask-buffer.h: a mask's pixels where they lie on the drawable that is stylised. */
#ifndef ADAIN_GIMP_MASK_BUFFER_H
#define ADAIN_GIMP_MASK_BUFFER_H

#include "host.h"

G_BEGIN_DECLS

/* Reads a channel's values in buffer, also those of the selection, as those of a picture: what masks are read
 * as. Layers stay as they are. */
void mask_take_values (GeglBuffer *buffer, HostDrawable mask);

/* In the coordinates of drawable: layers have offsets of their own. To be unreferenced. */
GeglBuffer *mask_buffer (HostDrawable mask, HostDrawable drawable);

G_END_DECLS

#endif
