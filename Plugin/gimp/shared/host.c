/* host.c: what both GIMPs answer alike of host.h. The rest is gimp2/host.c's and gimp3/host.c's. */
#include "host.h"

#include <adain-words.h>

char *
host_name (HostDrawable drawable)
{
  return gimp_item_get_name (HOST_ITEM (drawable));
}

const char *
host_kind (HostDrawable drawable)
{
  if (gimp_item_is_layer_mask (HOST_ITEM (drawable)))
    return _ ("layer mask");
  return gimp_item_is_channel (HOST_ITEM (drawable)) ? _ ("channel") : _ ("layer");
}

gboolean
host_is_layer (HostDrawable drawable)
{
  return gimp_item_is_layer (HOST_ITEM (drawable));
}

gboolean
host_is_group (HostDrawable drawable)
{
  return gimp_item_is_group (HOST_ITEM (drawable));
}

gboolean
host_is_indexed (HostDrawable drawable)
{
  return gimp_drawable_is_indexed (drawable);
}

gboolean
host_is_locked (HostDrawable drawable)
{
  for (HostItem item = HOST_ITEM (drawable); item != HOST_NO_DRAWABLE; item = gimp_item_get_parent (item))
    if (gimp_item_get_lock_content (item))
      return TRUE;
  return FALSE;
}

gboolean
host_is_in_image_of (HostDrawable mask, HostDrawable drawable)
{
  return gimp_item_is_valid (HOST_ITEM (mask))
         && gimp_item_get_image (HOST_ITEM (mask)) == gimp_item_get_image (HOST_ITEM (drawable));
}

GeglBuffer *
host_buffer (HostDrawable drawable)
{
  return gimp_drawable_get_buffer (drawable);
}

GeglBuffer *
host_shadow (HostDrawable drawable)
{
  return gimp_drawable_get_shadow_buffer (drawable);
}

gboolean
host_selected_area (HostDrawable drawable, GeglRectangle *area)
{
  return gimp_drawable_mask_intersect (drawable, &area->x, &area->y, &area->width, &area->height);
}

const char *
host_merge_shadow (HostDrawable drawable, const GeglRectangle *area)
{
  if (!gimp_drawable_merge_shadow (drawable, TRUE))
    return host_last_error ();
  gimp_drawable_update (drawable, area->x, area->y, area->width, area->height);
  return NULL;
}

void
host_start_undo_group (HostDrawable drawable)
{
  gimp_image_undo_group_start (gimp_item_get_image (HOST_ITEM (drawable)));
}

void
host_end_undo_group (HostDrawable drawable)
{
  gimp_image_undo_group_end (gimp_item_get_image (HOST_ITEM (drawable)));
}

gboolean
host_is_visible (HostDrawable drawable)
{
  return gimp_item_get_visible (HOST_ITEM (drawable));
}
