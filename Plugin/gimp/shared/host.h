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

/* GIMP's number for it, as its lists have it; -1 is HOST_NO_DRAWABLE. */
int          host_id (HostDrawable drawable);
HostDrawable host_drawable (int id);

gboolean host_is_layer (HostDrawable drawable); /* no channel, and no layer mask */
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

/* The selection of the drawable's image, or HOST_NO_DRAWABLE when nothing is selected. */
HostDrawable host_selection (HostDrawable drawable);
/* Selects nothing; what was selected is kept until host_restore_selection(). HOST_NO_DRAWABLE when nothing
 * was. To be called within an undo group. */
HostDrawable host_lift_selection (HostDrawable drawable);
void         host_restore_selection (HostDrawable selection);
/* A layer's mask, or HOST_NO_DRAWABLE. */
HostDrawable host_layer_mask (HostDrawable drawable);

/* The image's layer groups, and a group's layers from the top. Free with g_free(). */
HostDrawable *host_groups (HostDrawable drawable, int *count);
HostDrawable *host_group_layers (HostDrawable group, int *count);
gboolean      host_is_visible (HostDrawable drawable);
/* The image's layer or channel of this name, or HOST_NO_DRAWABLE. */
HostDrawable host_find_named (HostDrawable drawable, const char *name);

/* The text that the image keeps under this name, also in its file; NULL without one. Free with g_free(). */
char *host_image_text (HostDrawable drawable, const char *name);
void  host_keep_image_text (HostDrawable drawable, const char *name, const char *text);

/* The drawable made small, 8 bits a channel, with its upper left corner at 0,0; at most 1024 pixels a side,
 * and no wider or higher than asked. To be unreferenced; NULL when GIMP has none. */
GeglBuffer *host_thumbnail (HostDrawable drawable, int width, int height);

/* The open images' numbers, to be freed with g_free(), and their names (likewise). */
int  *host_images (int *count);
char *host_image_name (int image);
/* What is seen of an image, as a picture of its own. To be unreferenced; NULL when it has no visible
 * layer. */
GeglBuffer *host_image_picture (int image);

/* Everything until the group ends is one undo step. */
void host_start_undo_group (HostDrawable drawable);
void host_end_undo_group (HostDrawable drawable);
/* A copy of the layer above it, of that name; HOST_NO_DRAWABLE when GIMP refuses. */
HostDrawable host_copy_layer (HostDrawable layer, const char *name);
/* Makes the selection the layer's mask; where the layer had one, as far as that one lets it be seen. What is
 * soft fades as the preview shows it, not in linear light. */
gboolean host_mask_by_selection (HostDrawable layer);

G_END_DECLS

#endif
