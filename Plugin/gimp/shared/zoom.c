/* zoom.c: cuts a part out of the drawable and its masks, with what the network sees around it, and copies the
 * whole drawable in small steps, so that the window goes on. */
#include "zoom.h"
#include "mask-buffer.h"

/* Pixels around what is shown that its own depend on, and the grid that the network puts on pictures. */
#define MARGIN 128
#define GRID 8
/* Pixels that are copied at once. */
#define STEP (1 << 19)

void
zoom_make (Zoom *zoom, HostDrawable drawable, void (*complete) (gpointer user), gpointer user)
{
  *zoom = (Zoom) { .drawable = drawable, .x = 0.5, .y = 0.5, .complete = complete, .user = user };
  host_size (drawable, &zoom->width, &zoom->height);
}

void
zoom_clear (Zoom *zoom)
{
  if (zoom->copying != 0)
    g_source_remove (zoom->copying);
  g_clear_object (&zoom->source);
  g_clear_object (&zoom->whole);
}

static gboolean
copy_rows (gpointer user)
{
  Zoom         *zoom = user;
  GeglRectangle rows = { 0, zoom->copied, zoom->width, MAX (1, STEP / zoom->width) };

  rows.height = MIN (rows.height, zoom->height - zoom->copied);
  gegl_buffer_copy (zoom->source, &rows, GEGL_ABYSS_NONE, zoom->whole, &rows);
  zoom->copied += rows.height;
  if (zoom->copied < zoom->height)
    return G_SOURCE_CONTINUE;
  zoom->copying = 0;
  zoom->complete (zoom->user);
  return G_SOURCE_REMOVE;
}

void
zoom_in (Zoom *zoom, double x, double y, int most_width, int most_height)
{
  zoom->is_on = TRUE;
  zoom->x = CLAMP (x, 0.0, 1.0);
  zoom->y = CLAMP (y, 0.0, 1.0);
  zoom->most_width = most_width;
  zoom->most_height = most_height;
  if (zoom->source != NULL)
    return;
  zoom->source = host_buffer (zoom->drawable);
  zoom->whole = gegl_buffer_new (gegl_buffer_get_extent (zoom->source),
                                 gegl_buffer_get_format (zoom->source));
  zoom->copying = g_idle_add (copy_rows, zoom);
}

void
zoom_out (Zoom *zoom)
{
  zoom->is_on = FALSE;
}

void
zoom_move (Zoom *zoom, double x, double y)
{
  GeglRectangle shown = zoom_shown (zoom);
  double        half_x = 0.5 * shown.width / zoom->width, half_y = 0.5 * shown.height / zoom->height;

  zoom->x = CLAMP (zoom->x + 2.0 * half_x * x, half_x, 1.0 - half_x);
  zoom->y = CLAMP (zoom->y + 2.0 * half_y * y, half_y, 1.0 - half_y);
}

/* Along one side: where length pixels with middle in their middle begin. */
static int
start (double middle, int length, int whole)
{
  return CLAMP ((int) (middle * whole - length / 2.0), 0, whole - length);
}

GeglRectangle
zoom_shown (const Zoom *zoom)
{
  int width = MIN (zoom->most_width, zoom->width), height = MIN (zoom->most_height, zoom->height);

  return (GeglRectangle) { start (zoom->x, width, zoom->width), start (zoom->y, height, zoom->height), width,
                           height };
}

/* What the shown part depends on, on the grid of the whole picture. */
static GeglRectangle
place_of_content (const Zoom *zoom)
{
  GeglRectangle shown = zoom_shown (zoom);
  int           x = MAX (0, shown.x - MARGIN) / GRID * GRID, y = MAX (0, shown.y - MARGIN) / GRID * GRID;
  int           right = MIN (zoom->width, shown.x + shown.width + MARGIN);
  int           bottom = MIN (zoom->height, shown.y + shown.height + MARGIN);

  return (GeglRectangle) { x, y, right - x, bottom - y };
}

GeglBuffer *
zoom_pixels (const Zoom *zoom, HostDrawable drawable, const GeglRectangle *place)
{
  gboolean      is_itself = drawable == zoom->drawable;
  GeglBuffer   *buffer = is_itself ? host_buffer (drawable) : mask_buffer (drawable, zoom->drawable), *copy;
  GeglRectangle extent = { 0, 0, place->width, place->height };
  const Babl   *format = gegl_buffer_get_format (buffer);

  /* Beyond a layer's border nothing is. */
  if (!babl_format_has_alpha (format) && !is_itself && host_is_layer (drawable))
    format = babl_format ("R'G'B'A float");
  copy = gegl_buffer_new (&extent, format);
  gegl_buffer_copy (buffer, place, GEGL_ABYSS_NONE, copy, &extent);
  g_object_unref (buffer);
  return copy;
}

typedef struct
{
  const Zoom   *zoom;
  GeglRectangle place;
} Place;

static GeglBuffer *
read_place (HostDrawable drawable, gpointer user)
{
  Place *place = user;

  return zoom_pixels (place->zoom, drawable, &place->place);
}

gboolean
zoom_closeup (const Zoom *zoom, const Settings *settings, Closeup *closeup, GError **error)
{
  Place         place = { zoom, place_of_content (zoom) };
  MaskReader    reader = { read_place, &place, place.place.width, place.place.height };
  GeglRectangle shown = zoom_shown (zoom);

  *closeup = (Closeup) { 0 };
  if (!masks_find (&closeup->masks, settings, zoom->drawable, &reader, error))
    return FALSE;
  closeup->content = zoom_pixels (zoom, zoom->drawable, &place.place);
  closeup->shown = *GEGL_RECTANGLE (shown.x - place.place.x, shown.y - place.place.y, shown.width,
                                    shown.height);
  if (zoom->copied == zoom->height)
    closeup->whole = g_object_ref (zoom->whole);
  return TRUE;
}
