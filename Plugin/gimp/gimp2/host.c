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

int
host_id (HostDrawable drawable)
{
  return drawable;
}

HostDrawable
host_drawable (int id)
{
  return id;
}

gboolean
host_is_layer (HostDrawable drawable)
{
  return gimp_item_is_layer (drawable);
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

HostDrawable
host_selection (HostDrawable drawable)
{
  gint32 image = gimp_item_get_image (drawable);

  return gimp_selection_is_empty (image) ? HOST_NO_DRAWABLE : gimp_image_get_selection (image);
}

GeglBuffer *
host_thumbnail (HostDrawable drawable, int width, int height)
{
  const Babl *format = gimp_drawable_get_thumbnail_format (drawable);
  int         depth;
  guchar     *pixels = gimp_drawable_get_thumbnail_data (drawable, &width, &height, &depth);
  GeglBuffer *buffer;

  if (pixels == NULL)
    return NULL;
  buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), format);
  gegl_buffer_set (buffer, NULL, 0, format, pixels, GEGL_AUTO_ROWSTRIDE);
  g_free (pixels);
  return buffer;
}

void
host_start_undo_group (HostDrawable drawable)
{
  gimp_image_undo_group_start (gimp_item_get_image (drawable));
}

void
host_end_undo_group (HostDrawable drawable)
{
  gimp_image_undo_group_end (gimp_item_get_image (drawable));
}

HostDrawable
host_copy_layer (HostDrawable layer, const char *name)
{
  gint32 image = gimp_item_get_image (layer), copy = gimp_layer_copy (layer);

  if (copy == -1
      || !gimp_image_insert_layer (image, copy, gimp_item_get_parent (layer),
                                   gimp_image_get_item_position (image, layer)))
    return HOST_NO_DRAWABLE;
  gimp_item_set_name (copy, name);
  return copy;
}

gboolean
host_mask_by_selection (HostDrawable layer)
{
  gint32 image = gimp_item_get_image (layer), old = gimp_layer_get_mask (layer), selection, mask;

  if (old == -1)
    return gimp_layer_add_mask (layer, gimp_layer_create_mask (layer, GIMP_ADD_MASK_SELECTION));
  selection = gimp_selection_is_empty (image) ? -1 : gimp_selection_save (image);
  if (selection == -1)
    return TRUE;
  gimp_image_select_item (image, GIMP_CHANNEL_OP_INTERSECT, old);
  gimp_layer_remove_mask (layer, GIMP_MASK_DISCARD);
  mask = gimp_layer_create_mask (layer, GIMP_ADD_MASK_SELECTION);
  gimp_image_select_item (image, GIMP_CHANNEL_OP_REPLACE, selection);
  gimp_image_remove_channel (image, selection);
  return gimp_layer_add_mask (layer, mask);
}
