/* host.c: what only GIMP 3 answers in this way of host.h. */
#include "host.h"

#include <string.h>

void
host_size (HostDrawable drawable, int *width, int *height)
{
  *width = gimp_drawable_get_width (drawable);
  *height = gimp_drawable_get_height (drawable);
}

void
host_offsets (HostDrawable drawable, int *x, int *y)
{
  gimp_drawable_get_offsets (drawable, x, y);
}

const char *
host_last_error (void)
{
  return gimp_pdb_get_last_error (gimp_get_pdb ());
}

int
host_id (HostDrawable drawable)
{
  return drawable == NULL ? -1 : gimp_item_get_id (GIMP_ITEM (drawable));
}

HostDrawable
host_drawable (int id)
{
  return id == -1 ? NULL : gimp_drawable_get_by_id (id);
}

HostDrawable
host_selection (HostDrawable drawable)
{
  GimpImage *image = gimp_item_get_image (GIMP_ITEM (drawable));

  return gimp_selection_is_empty (image) ? NULL : GIMP_DRAWABLE (gimp_image_get_selection (image));
}

GeglBuffer *
host_thumbnail (HostDrawable drawable, int width, int height)
{
  const Babl *format = gimp_drawable_get_thumbnail_format (drawable);
  int         depth;
  GBytes     *pixels = gimp_drawable_get_thumbnail_data (drawable, width, height, &width, &height, &depth);
  GeglBuffer *buffer;

  if (pixels == NULL)
    return NULL;
  buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), format);
  gegl_buffer_set (buffer, NULL, 0, format, g_bytes_get_data (pixels, NULL), GEGL_AUTO_ROWSTRIDE);
  g_bytes_unref (pixels);
  return buffer;
}

HostDrawable
host_copy_layer (HostDrawable layer, const char *name)
{
  GimpItem  *item = GIMP_ITEM (layer);
  GimpImage *image = gimp_item_get_image (item);
  GimpLayer *copy = gimp_layer_copy (GIMP_LAYER (layer));

  if (copy == NULL
      || !gimp_image_insert_layer (image, copy, GIMP_LAYER (gimp_item_get_parent (item)),
                                   gimp_image_get_item_position (image, item)))
    return NULL;
  gimp_item_set_name (GIMP_ITEM (copy), name);
  return GIMP_DRAWABLE (copy);
}

gboolean
host_mask_by_selection (HostDrawable drawable)
{
  GimpLayer     *layer = GIMP_LAYER (drawable);
  GimpImage     *image = gimp_item_get_image (GIMP_ITEM (layer));
  GimpLayerMask *old = gimp_layer_get_mask (layer), *mask;
  GimpChannel   *selection;

  gimp_layer_set_composite_space (layer, GIMP_LAYER_COLOR_SPACE_RGB_PERCEPTUAL);
  if (old == NULL)
    return gimp_layer_add_mask (layer, gimp_layer_create_mask (layer, GIMP_ADD_MASK_SELECTION));
  if (gimp_selection_is_empty (image))
    return TRUE;
  selection = GIMP_CHANNEL (gimp_selection_save (image));
  gimp_image_select_item (image, GIMP_CHANNEL_OP_INTERSECT, GIMP_ITEM (old));
  gimp_layer_remove_mask (layer, GIMP_MASK_DISCARD);
  mask = gimp_layer_create_mask (layer, GIMP_ADD_MASK_SELECTION);
  gimp_image_select_item (image, GIMP_CHANNEL_OP_REPLACE, GIMP_ITEM (selection));
  gimp_image_remove_channel (image, selection);
  return gimp_layer_add_mask (layer, mask);
}

HostDrawable
host_lift_selection (HostDrawable drawable)
{
  GimpImage   *image = gimp_item_get_image (GIMP_ITEM (drawable));
  HostDrawable selection;

  if (gimp_selection_is_empty (image))
    return HOST_NO_DRAWABLE;
  selection = GIMP_DRAWABLE (gimp_selection_save (image));
  gimp_selection_none (image);
  return selection;
}

void
host_restore_selection (HostDrawable selection)
{
  GimpImage *image = gimp_item_get_image (GIMP_ITEM (selection));

  gimp_image_select_item (image, GIMP_CHANNEL_OP_REPLACE, GIMP_ITEM (selection));
  gimp_image_remove_channel (image, GIMP_CHANNEL (selection));
}

HostDrawable
host_layer_mask (HostDrawable drawable)
{
  GimpLayerMask *mask = GIMP_IS_LAYER (drawable) ? gimp_layer_get_mask (GIMP_LAYER (drawable)) : NULL;

  return mask == NULL ? HOST_NO_DRAWABLE : GIMP_DRAWABLE (mask);
}

HostDrawable *
host_group_layers (HostDrawable group, int *count)
{
  GimpItem **children = gimp_item_get_children (GIMP_ITEM (group));

  *count = (int) g_strv_length ((char **) children);
  return (HostDrawable *) children;
}

/* Takes items, which end with NULL. */
static void
add_groups (GPtrArray *groups, GimpItem **items)
{
  for (int i = 0; items != NULL && items[i] != NULL; i++)
    if (gimp_item_is_group (items[i]))
      {
        g_ptr_array_add (groups, items[i]);
        add_groups (groups, gimp_item_get_children (items[i]));
      }
  g_free (items);
}

HostDrawable *
host_groups (HostDrawable drawable, int *count)
{
  GPtrArray *groups = g_ptr_array_new ();

  add_groups (groups, (GimpItem **) gimp_image_get_layers (gimp_item_get_image (GIMP_ITEM (drawable))));
  *count = (int) groups->len;
  return (HostDrawable *) g_ptr_array_free (groups, FALSE);
}

HostDrawable
host_find_named (HostDrawable drawable, const char *name)
{
  GimpImage   *image = gimp_item_get_image (GIMP_ITEM (drawable));
  GimpLayer   *layer = gimp_image_get_layer_by_name (image, name);
  GimpChannel *channel = layer == NULL ? gimp_image_get_channel_by_name (image, name) : NULL;

  if (layer != NULL)
    return GIMP_DRAWABLE (layer);
  return channel == NULL ? HOST_NO_DRAWABLE : GIMP_DRAWABLE (channel);
}

char *
host_image_text (HostDrawable drawable, const char *name)
{
  GimpParasite *parasite = gimp_image_get_parasite (gimp_item_get_image (GIMP_ITEM (drawable)), name);
  const char   *data;
  guint32       size;
  char         *text;

  if (parasite == NULL)
    return NULL;
  data = gimp_parasite_get_data (parasite, &size);
  text = g_strndup (data, size);
  gimp_parasite_free (parasite);
  return text;
}

void
host_keep_image_text (HostDrawable drawable, const char *name, const char *text)
{
  GimpParasite *parasite = gimp_parasite_new (name, GIMP_PARASITE_PERSISTENT, (guint32) strlen (text), text);

  gimp_image_attach_parasite (gimp_item_get_image (GIMP_ITEM (drawable)), parasite);
  gimp_parasite_free (parasite);
}

int *
host_images (int *count)
{
  GimpImage **images = gimp_get_images ();
  int        *numbers;

  *count = (int) g_strv_length ((char **) images);
  numbers = g_new (int, *count);
  for (int i = 0; i < *count; i++)
    numbers[i] = gimp_image_get_id (images[i]);
  g_free (images);
  return numbers;
}

char *
host_image_name (int image)
{
  return gimp_image_get_name (gimp_image_get_by_id (image));
}

GeglBuffer *
host_image_picture (int image)
{
  GimpImage  *copy = gimp_image_duplicate (gimp_image_get_by_id (image));
  GimpLayer  *layer = gimp_image_merge_visible_layers (copy, GIMP_CLIP_TO_IMAGE);
  GeglBuffer *pixels, *picture = NULL;

  if (layer != NULL)
    {
      pixels = gimp_drawable_get_buffer (GIMP_DRAWABLE (layer));
      picture = gegl_buffer_dup (pixels);
      g_object_unref (pixels);
    }
  gimp_image_delete (copy);
  return picture;
}
