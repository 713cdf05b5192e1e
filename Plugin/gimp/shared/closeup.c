/* closeup.c: the record, for threads. What is in it zoom.c finds. */
#include "closeup.h"

#include <string.h>

void
closeup_copy (Closeup *closeup, const Closeup *from)
{
  *closeup = (Closeup) { 0 };
  if (from == NULL)
    return;
  closeup->content = g_object_ref (from->content);
  closeup->shown = from->shown;
  closeup->whole = from->whole == NULL ? NULL : g_object_ref (from->whole);
  masks_copy (&closeup->masks, &from->masks);
}

void
closeup_clear (Closeup *closeup)
{
  g_clear_object (&closeup->content);
  g_clear_object (&closeup->whole);
  masks_clear (&closeup->masks);
}

void
closeup_put (const Closeup *closeup, AdainGeglJob *job, int width, int height)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (closeup->content);
  double               scale = (double) MIN (width, height) / MIN (extent->width, extent->height);

  job->content = closeup->content;
  job->options.stroke_size = MIN (job->options.stroke_size * scale, ADAIN_STROKE_SIZE_MOST);
  job->options.border = MIN (job->options.border * scale, ADAIN_BORDER_MOST);
}

guchar *
closeup_cut (const Closeup *closeup, guchar *pixels)
{
  const GeglRectangle *shown = &closeup->shown;
  gsize                from = (gsize) gegl_buffer_get_width (closeup->content) * 4;
  gsize                to = (gsize) shown->width * 4;
  guchar              *cut = g_malloc (to * shown->height);

  for (int y = 0; y < shown->height; y++)
    memcpy (cut + y * to, pixels + (y + shown->y) * from + 4 * (gsize) shown->x, to);
  g_free (pixels);
  return cut;
}
