/* closeup.c: the record, for threads. What is in it zoom.c finds. */
#include "closeup.h"

#include <math.h>
#include <string.h>

/* Pixels on each side that a painted one depends on, and the grid that the network puts on pictures. */
#define MARGIN 64
#define GRID 8
/* A stroke of the network in its own pixels, as the library has it. */
#define BRUSH 16.0
/* Beyond this the distant ones of a much reduced picture do not count. */
#define MOST_MARGIN 256

GeglRectangle
closeup_place (const GeglRectangle *shown, int width, int height, const adain_options *options)
{
  double reduction = options->stroke_size / 100.0 * MIN (width, height) / BRUSH;
  int    margin = (int) ceil (CLAMP (MARGIN * reduction, MARGIN, MOST_MARGIN));
  int    x = MAX (0, shown->x - margin) / GRID * GRID, y = MAX (0, shown->y - margin) / GRID * GRID;
  int    right = (shown->x + shown->width + margin + GRID - 1) / GRID * GRID;
  int    bottom = (shown->y + shown->height + margin + GRID - 1) / GRID * GRID;

  return (GeglRectangle) { x, y, MIN (width, right) - x, MIN (height, bottom) - y };
}

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
  job->content = closeup->content;
  job->options.picture_side = MIN (width, height);
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
