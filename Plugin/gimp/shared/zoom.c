/* zoom.c: cuts a part out of the drawable and its masks, with what the network sees around it, and copies the
 * whole drawable in small steps, so that the window goes on. */
#include "zoom.h"
#include "mask-buffer.h"

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
  closeup_clear (&zoom->closeup);
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

/* Reads what is not there from the last time. */
static gboolean
read_closeup (Zoom *zoom, const Settings *settings, const GeglRectangle *place, GError **error)
{
  Place         read = { zoom, *place };
  MaskReader    reader = { read_place, &read, place->width, place->height };
  GeglRectangle shown = zoom_shown (zoom);
  Closeup      *closeup = &zoom->closeup;

  if (!gegl_rectangle_equal (&zoom->place, place))
    {
      masks_clear (&closeup->masks);
      g_clear_object (&closeup->content);
      zoom->place = *place;
    }
  if (!masks_update (&closeup->masks, settings, zoom->drawable, &reader, error))
    return FALSE;
  if (closeup->content == NULL)
    {
      closeup->content = zoom_pixels (zoom, zoom->drawable, place);
      g_debug ("preview: read %d x %d at %d,%d", place->width, place->height, place->x, place->y);
    }
  closeup->shown = *GEGL_RECTANGLE (shown.x - place->x, shown.y - place->y, shown.width, shown.height);
  return TRUE;
}

const Closeup *
zoom_closeup (Zoom *zoom, const Settings *settings, GError **error)
{
  GeglRectangle shown = zoom_shown (zoom);
  GeglRectangle place = closeup_place (&shown, zoom->width, zoom->height, &settings->job.options);

  if (!read_closeup (zoom, settings, &place, error))
    return NULL;
  if (zoom->closeup.whole == NULL && zoom->copied == zoom->height)
    zoom->closeup.whole = g_object_ref (zoom->whole);
  return &zoom->closeup;
}
