/* masks.c: the record of what was found, for threads. Finding it is find-masks.c's. */
#include "masks.h"

void
masks_clear (Masks *masks)
{
  g_clear_object (&masks->mask);
  g_clear_pointer (&masks->parts, g_ptr_array_unref);
  g_clear_pointer (&masks->styles, g_ptr_array_unref);
  masks->is_group = masks->is_found = FALSE;
}

void
masks_copy (Masks *masks, const Masks *from)
{
  *masks = (Masks) { 0 };
  if (from == NULL)
    return;
  masks->mask = from->mask == NULL ? NULL : g_object_ref (from->mask);
  masks->parts = from->parts == NULL ? NULL : g_ptr_array_ref (from->parts);
  masks->styles = from->styles == NULL ? NULL : g_ptr_array_ref (from->styles);
  masks->is_group = from->is_group;
}

/* The last one is NULL. */
static void
free_part (gpointer part)
{
  if (part != NULL)
    g_object_unref (part);
}

GPtrArray *
masks_parts_new (void)
{
  return g_ptr_array_new_with_free_func (free_part);
}

static GPtrArray *
resize_parts (const GPtrArray *parts, AdainGeglSession *session, int width, int height, GError **error)
{
  GPtrArray *resized = masks_parts_new ();

  for (guint i = 0; parts->pdata[i] != NULL; i++)
    {
      GeglBuffer *part = adain_gegl_resize (session, parts->pdata[i], TRUE, width, height, error);

      if (part == NULL)
        {
          g_ptr_array_unref (resized);
          return NULL;
        }
      g_ptr_array_add (resized, part);
    }
  g_ptr_array_add (resized, NULL);
  return resized;
}

gboolean
masks_resize (Masks *resized, const Masks *from, AdainGeglSession *session, int width, int height,
              GError **error)
{
  *resized = (Masks) { .is_group = from->is_group };
  if (from->mask != NULL)
    resized->mask = adain_gegl_resize (session, from->mask, TRUE, width, height, error);
  if (from->parts != NULL)
    resized->parts = resize_parts (from->parts, session, width, height, error);
  resized->styles = from->styles == NULL ? NULL : g_ptr_array_ref (from->styles);
  if ((from->mask == NULL || resized->mask != NULL) && (from->parts == NULL || resized->parts != NULL))
    return TRUE;
  masks_clear (resized);
  return FALSE;
}

void
masks_put (const Masks *masks, AdainGeglJob *job)
{
  job->mask = masks->mask;
  if (!masks->is_group)
    return;
  for (int i = 0; i < ADAIN_MAX_STYLES; i++)
    job->styles[i] = NULL;
  job->styles[0] = job->background_style;
  job->part_masks = (GeglBuffer **) masks->parts->pdata;
  job->part_styles = (char **) masks->styles->pdata;
}
