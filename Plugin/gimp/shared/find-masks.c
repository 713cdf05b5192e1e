/* find-masks.c: finds the mask, and makes regions of a group's layers: what a layer covers is its own, and
 * what an upper one leaves goes to the next, so that soft edges blend. How pixels are read is the
 * caller's. */
#include "masks.h"
#include "style-names.h"

#include <adain-words.h>

/* Rows read at a time. */
#define BAND 64

/* A layer's alpha, and its mask's grey where it has one. */
typedef struct
{
  GeglBuffer *pixels, *mask;
} Cover;

static void
clear_cover (gpointer cover)
{
  g_clear_object (&((Cover *) cover)->pixels);
  g_clear_object (&((Cover *) cover)->mask);
}

/* Y'A of a band, in pairs; 1 and 1 without a buffer. */
static void
read_band (GeglBuffer *buffer, const GeglRectangle *band, float *pairs)
{
  gsize count = (gsize) band->width * band->height;

  if (buffer != NULL)
    gegl_buffer_get (buffer, band, 1.0, babl_format ("Y'A float"), pairs, GEGL_AUTO_ROWSTRIDE,
                     GEGL_ABYSS_NONE);
  else
    for (gsize i = 0; i < 2 * count; i++)
      pairs[i] = 1.0f;
}

/* What the layer leaves of left goes on to the next one, and its own share into part. */
static void
take_share (const Cover *cover, const GeglRectangle *band, float *pairs, float *mask, float *left,
            GeglBuffer *part)
{
  gsize count = (gsize) band->width * band->height;

  read_band (cover->pixels, band, pairs);
  read_band (cover->mask, band, mask);
  for (gsize i = 0; i < count; i++)
    {
      float covered = CLAMP (pairs[2 * i + 1] * mask[2 * i] * mask[2 * i + 1], 0.0f, 1.0f);

      mask[i] = covered * left[i];
      left[i] *= 1.0f - covered;
    }
  gegl_buffer_set (part, band, 0, babl_format ("Y' float"), mask, GEGL_AUTO_ROWSTRIDE);
}

static GPtrArray *
make_parts (GArray *covers, int width, int height)
{
  GPtrArray *parts = masks_parts_new ();
  gsize      most = (gsize) width * BAND;
  float     *pairs = g_new (float, 2 * most), *mask = g_new (float, 2 * most), *left = g_new (float, most);

  for (guint i = 0; i < covers->len; i++)
    g_ptr_array_add (parts, gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format ("Y' float")));
  for (int y = 0; y < height; y += BAND)
    {
      GeglRectangle band = { 0, y, width, MIN (BAND, height - y) };

      for (gsize i = 0; i < most; i++)
        left[i] = 1.0f;
      for (guint i = 0; i < covers->len; i++)
        take_share (&g_array_index (covers, Cover, i), &band, pairs, mask, left, parts->pdata[i]);
    }
  g_free (pairs);
  g_free (mask);
  g_free (left);
  g_ptr_array_add (parts, NULL);
  return parts;
}

/* Also what no reader has pixels of is a region: an empty one. */
static gboolean
add_layer (HostDrawable layer, const MaskReader *reader, GArray *covers, GPtrArray *styles, GError **error)
{
  char        *name = host_name (layer), *style = style_named (name, error);
  HostDrawable mask = host_layer_mask (layer);
  Cover        cover = { 0 };

  g_free (name);
  if (style == NULL)
    return FALSE;
  cover.pixels = reader->read (layer, reader->user);
  cover.mask = mask == HOST_NO_DRAWABLE ? NULL : reader->read (mask, reader->user);
  g_array_append_val (covers, cover);
  g_ptr_array_add (styles, style);
  return TRUE;
}

static gboolean
find_parts (Masks *masks, HostDrawable group, const MaskReader *reader, GError **error)
{
  GArray       *covers = g_array_new (FALSE, FALSE, sizeof (Cover));
  int           count;
  HostDrawable *layers = host_group_layers (group, &count);
  gboolean      found = TRUE;

  g_array_set_clear_func (covers, clear_cover);
  masks->is_group = TRUE;
  masks->styles = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; found && i < count; i++)
    if (host_is_visible (layers[i]))
      found = add_layer (layers[i], reader, covers, masks->styles, error);
  if (found && covers->len == 0)
    found = refuse (error, _ ("The group has no visible layer: paint a layer in it for each region, and name "
                              "it by its style."));
  g_ptr_array_add (masks->styles, NULL);
  if (found)
    masks->parts = make_parts (covers, reader->width, reader->height);
  g_array_unref (covers);
  g_free (layers);
  return found;
}

static gboolean
find_mask (Masks *masks, HostDrawable mask, const MaskReader *reader, const char *problem, GError **error)
{
  if (mask == HOST_NO_DRAWABLE)
    return refuse (error, problem);
  masks->mask = reader->read (mask, reader->user);
  return TRUE;
}

gboolean
masks_find (Masks *masks, const Settings *settings, HostDrawable drawable, const MaskReader *reader,
            GError **error)
{
  gboolean found;

  *masks = (Masks) { 0 };
  switch (settings->mask_from)
    {
    case MASK_SELECTION:
      found = find_mask (masks, host_selection (drawable), reader,
                         _ ("The mask is to be the selection, and nothing is selected: select a part."),
                         error);
      break;
    case MASK_LAYER_MASK:
      found = find_mask (
        masks, host_layer_mask (drawable), reader,
        _ ("The mask is to be the layer's own, and it has none: add one, or choose another."), error);
      break;
    case MASK_GROUP:
      found = settings->mask != HOST_NO_DRAWABLE && host_is_group (settings->mask)
                ? find_parts (masks, settings->mask, reader, error)
                : refuse (error, _ ("Regions are the layers of a group: give a layer group as the mask."));
      break;
    default:
      found = settings->mask == HOST_NO_DRAWABLE || find_mask (masks, settings->mask, reader, "", error);
    }
  if (!found)
    masks_clear (masks);
  masks->is_found = found;
  masks->from = settings->mask_from;
  masks->of = settings->mask;
  return found;
}

gboolean
masks_update (Masks *masks, const Settings *settings, HostDrawable drawable, const MaskReader *reader,
              GError **error)
{
  if (masks->is_found && masks->from == settings->mask_from && masks->of == settings->mask)
    return TRUE;
  masks_clear (masks);
  return masks_find (masks, settings, drawable, reader, error);
}
