/* masks.c: the record of what was found, for threads. Finding it is find-masks.c's. */
#include "masks.h"

void
masks_clear (Masks *masks)
{
  g_clear_object (&masks->mask);
  g_clear_pointer (&masks->parts, g_ptr_array_unref);
  g_clear_pointer (&masks->styles, g_ptr_array_unref);
  masks->is_group = FALSE;
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
