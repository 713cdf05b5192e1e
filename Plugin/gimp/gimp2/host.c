/* host.c: GIMP 2.10's answers to host.h. */
#include "host.h"

void
host_size (HostDrawable drawable, int *width, int *height)
{
  *width = gimp_drawable_width (drawable);
  *height = gimp_drawable_height (drawable);
}

void
host_offsets (HostDrawable drawable, int *x, int *y)
{
  gimp_drawable_offsets (drawable, x, y);
}

char *
host_name (HostDrawable drawable)
{
  return gimp_item_get_name (drawable);
}

const char *
host_kind (HostDrawable drawable)
{
  if (gimp_item_is_layer_mask (drawable))
    return "layer mask";
  return gimp_item_is_channel (drawable) ? "channel" : "layer";
}

gboolean
host_is_group (HostDrawable drawable)
{
  return gimp_item_is_group (drawable);
}

gboolean
host_is_indexed (HostDrawable drawable)
{
  return gimp_drawable_is_indexed (drawable);
}

gboolean
host_is_locked (HostDrawable drawable)
{
  for (gint32 item = drawable; item != -1; item = gimp_item_get_parent (item))
    if (gimp_item_get_lock_content (item))
      return TRUE;
  return FALSE;
}

gboolean
host_is_in_image_of (HostDrawable mask, HostDrawable drawable)
{
  return gimp_item_is_valid (mask) && gimp_item_get_image (mask) == gimp_item_get_image (drawable);
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
    return gimp_get_pdb_error ();
  gimp_drawable_update (drawable, area->x, area->y, area->width, area->height);
  return NULL;
}
