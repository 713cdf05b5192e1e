/* host.c: what only GIMP 2.10 answers in this way of host.h. */
#include "host.h"

#include <string.h>

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

const char *
host_last_error (void)
{
  return gimp_get_pdb_error ();
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

  gimp_layer_set_composite_space (layer, GIMP_LAYER_COLOR_SPACE_RGB_PERCEPTUAL);
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

HostDrawable
host_lift_selection (HostDrawable drawable)
{
  gint32 image = gimp_item_get_image (drawable), selection;

  if (gimp_selection_is_empty (image))
    return HOST_NO_DRAWABLE;
  selection = gimp_selection_save (image);
  gimp_selection_none (image);
  return selection;
}

void
host_restore_selection (HostDrawable selection)
{
  gint32 image = gimp_item_get_image (selection);

  gimp_image_select_item (image, GIMP_CHANNEL_OP_REPLACE, selection);
  gimp_image_remove_channel (image, selection);
}

HostDrawable
host_layer_mask (HostDrawable drawable)
{
  return gimp_item_is_layer (drawable) ? gimp_layer_get_mask (drawable) : HOST_NO_DRAWABLE;
}

HostDrawable *
host_group_layers (HostDrawable group, int *count)
{
  return gimp_item_get_children (group, count);
}

static void
add_groups (GArray *groups, gint32 *layers, int count)
{
  for (int i = 0; i < count; i++)
    if (gimp_item_is_group (layers[i]))
      {
        gint32 *children;
        int     child_count;

        g_array_append_val (groups, layers[i]);
        children = gimp_item_get_children (layers[i], &child_count);
        add_groups (groups, children, child_count);
      }
  g_free (layers);
}

HostDrawable *
host_groups (HostDrawable drawable, int *count)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (gint32));
  int     layer_count;
  gint32 *layers = gimp_image_get_layers (gimp_item_get_image (drawable), &layer_count);

  add_groups (groups, layers, layer_count);
  *count = (int) groups->len;
  return (HostDrawable *) g_array_free (groups, FALSE);
}

HostDrawable
host_find_named (HostDrawable drawable, const char *name)
{
  gint32 image = gimp_item_get_image (drawable), found = gimp_image_get_layer_by_name (image, name);

  return found == -1 ? gimp_image_get_channel_by_name (image, name) : found;
}

char *
host_image_text (HostDrawable drawable, const char *name)
{
  GimpParasite *parasite = gimp_image_get_parasite (gimp_item_get_image (drawable), name);
  char         *text;

  if (parasite == NULL)
    return NULL;
  text = g_strndup (gimp_parasite_data (parasite), (gsize) gimp_parasite_data_size (parasite));
  gimp_parasite_free (parasite);
  return text;
}

void
host_keep_image_text (HostDrawable drawable, const char *name, const char *text)
{
  GimpParasite *parasite = gimp_parasite_new (name, GIMP_PARASITE_PERSISTENT, (guint32) strlen (text), text);

  gimp_image_attach_parasite (gimp_item_get_image (drawable), parasite);
  gimp_parasite_free (parasite);
}

int *
host_images (int *count)
{
  return gimp_image_list (count);
}

char *
host_image_name (int image)
{
  return gimp_image_get_name (image);
}

GeglBuffer *
host_image_picture (int image)
{
  gint32      copy = gimp_image_duplicate (image), layer;
  GeglBuffer *pixels, *picture = NULL;

  layer = gimp_image_merge_visible_layers (copy, GIMP_CLIP_TO_IMAGE);
  if (layer != -1)
    {
      pixels = gimp_drawable_get_buffer (layer);
      picture = gegl_buffer_dup (pixels);
      g_object_unref (pixels);
    }
  gimp_image_delete (copy);
  return picture;
}
