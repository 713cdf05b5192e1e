/* host.h: what the plug-in asks of GIMP, in one way for 2.10 and 3: host.c answers what is alike in both but
 * for its types, gimp2/host.c and gimp3/host.c the rest. What is alike in all (the progress bar) is called
 * directly. It knows nothing of styles. */
#ifndef ADAIN_GIMP_HOST_H
#define ADAIN_GIMP_HOST_H

#include <libgimp/gimp.h>

G_BEGIN_DECLS

/* A layer, layer mask or channel, and what GIMP calls all that an image holds: numbers in GIMP 2.10, objects
 * of libgimp's own in GIMP 3. */
#if GIMP_CHECK_VERSION(3, 0, 0)
typedef GimpDrawable *HostDrawable;
typedef GimpItem     *HostItem;
#define HOST_NO_DRAWABLE NULL
#define HOST_ITEM(drawable) GIMP_ITEM (drawable)
#else
typedef gint32 HostDrawable;
typedef gint32 HostItem;
#define HOST_NO_DRAWABLE (-1)
#define HOST_ITEM(drawable) (drawable)
#endif

void        host_size (HostDrawable drawable, int *width, int *height);
void        host_offsets (HostDrawable drawable, int *x, int *y); /* within the image */
char       *host_name (HostDrawable drawable);                    /* free with g_free() */
const char *host_kind (HostDrawable drawable);                    /* "layer", "layer mask", "channel" */

gboolean host_is_group (HostDrawable drawable);
gboolean host_is_indexed (HostDrawable drawable);
/* Its contents, or those of a group that it is in. */
gboolean host_is_locked (HostDrawable drawable);
/* FALSE also when mask is gone. */
gboolean host_is_in_image_of (HostDrawable mask, HostDrawable drawable);

/* Pixels at their real depth; the shadow's replace them with host_merge_shadow(). To be unreferenced. */
GeglBuffer *host_buffer (HostDrawable drawable);
GeglBuffer *host_shadow (HostDrawable drawable);
/* FALSE when no pixel of the drawable is selected. */
gboolean host_selected_area (HostDrawable drawable, GeglRectangle *area);
/* The shadow where it is selected, in one undo step; NULL, or what GIMP says went wrong. */
const char *host_merge_shadow (HostDrawable drawable, const GeglRectangle *area);
/* Why the last call of GIMP failed. */
const char *host_last_error (void);

G_END_DECLS

#endif
