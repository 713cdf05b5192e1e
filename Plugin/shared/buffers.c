/* buffers.c: GeglBuffers as libadain's images, and back. Rectangles are converted as the library asks for
 * them, so no picture is ever held whole as floats here. Everything is sRGB-coded: what is not, babl
 * converts. */
#include "session.h"

/* Rows converted at a time, to keep the extra memory small. */
#define BAND_ROWS 32

static gboolean
rectangle_in_buffer (const AdainGeglPixels *pixels, int64_t x, int64_t y, int64_t width, int64_t height,
                     int64_t row_stride, GeglRectangle *rectangle)
{
  if (x < 0 || y < 0 || width <= 0 || height <= 0 || width > pixels->extent.width - x
      || height > pixels->extent.height - y || row_stride <= 0 || row_stride > G_MAXINT)
    return FALSE;
  *rectangle = *GEGL_RECTANGLE (pixels->extent.x + (int) x, pixels->extent.y + (int) y, (int) width,
                                (int) height);
  return TRUE;
}

/* The next rows of a band that is worked on from top to bottom; FALSE below the last. */
static gboolean
next_band (GeglRectangle *band, const GeglRectangle *whole)
{
  band->y += band->height;
  band->height = MIN (BAND_ROWS, whole->y + whole->height - band->y);
  return band->height > 0;
}

/* Between the buffer's own format and rows of floats, a band at a time. */
static gboolean
transfer_directly (const AdainGeglPixels *pixels, const GeglRectangle *rectangle, float *floats,
                   int64_t row_stride, gboolean is_output)
{
  const Babl   *format = gegl_buffer_get_format (pixels->buffer);
  size_t        width = (size_t) rectangle->width, length = width * babl_format_get_bytes_per_pixel (format);
  GeglRectangle band = { rectangle->x, rectangle->y, rectangle->width, 0 };
  char         *own = g_try_malloc (length * BAND_ROWS), *row = (char *) floats;

  if (own == NULL)
    return FALSE;
  while (next_band (&band, rectangle))
    {
      if (!is_output)
        gegl_buffer_get (pixels->buffer, &band, 1.0, format, own, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      for (int i = 0; i < band.height; i++, row += row_stride)
        if (is_output)
          adain_gegl_from_floats (pixels->direct, (const float *) row, own + (size_t) i * length, width);
        else
          adain_gegl_to_floats (pixels->direct, own + (size_t) i * length, (float *) row, width);
      if (is_output)
        gegl_buffer_set (pixels->buffer, &band, 0, format, own, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (own);
  return TRUE;
}

static int32_t
read_colours (void *user, int64_t x, int64_t y, int64_t width, int64_t height, float *to, int64_t row_stride)
{
  const AdainGeglPixels *pixels = user;
  GeglRectangle          rectangle;

  if (!rectangle_in_buffer (pixels, x, y, width, height, row_stride, &rectangle))
    return 1;
  if (pixels->direct.channels > 0)
    return transfer_directly (pixels, &rectangle, to, row_stride, FALSE) ? 0 : 1;
  gegl_buffer_get (pixels->buffer, &rectangle, 1.0, pixels->format, to, (int) row_stride, GEGL_ABYSS_NONE);
  return 0;
}

static int32_t
read_mask (void *user, int64_t x, int64_t y, int64_t width, int64_t height, float *to, int64_t row_stride)
{
  const AdainGeglPixels *pixels = user;
  GeglRectangle          rectangle, rows;
  float                 *luma_alpha;

  if (!rectangle_in_buffer (pixels, x, y, width, height, row_stride, &rectangle))
    return 1;
  luma_alpha = g_try_new (float, (size_t) width * 2 * BAND_ROWS);
  if (luma_alpha == NULL)
    return 1;
  rows = (GeglRectangle) { rectangle.x, rectangle.y, rectangle.width, 0 };
  while (next_band (&rows, &rectangle))
    {
      gegl_buffer_get (pixels->buffer, &rows, 1.0, pixels->format, luma_alpha, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_NONE);
      for (int row = 0; row < rows.height; row++)
        {
          const float *from = luma_alpha + (size_t) row * 2 * rectangle.width;
          float       *line = (float *) ((char *) to + (rows.y - rectangle.y + row) * row_stride);

          for (int i = 0; i < rectangle.width; i++)
            line[i] = from[2 * i] * from[2 * i + 1];
        }
    }
  g_free (luma_alpha);
  return 0;
}

static int32_t
write_colours (void *user, int64_t x, int64_t y, int64_t width, int64_t height, float *from,
               int64_t row_stride)
{
  const AdainGeglPixels *pixels = user;
  GeglRectangle          rectangle, wanted;
  char                  *start = (char *) from;

  if (!rectangle_in_buffer (pixels, x, y, width, height, row_stride, &rectangle))
    return 1;
  if (!gegl_rectangle_intersect (&wanted, &rectangle, &pixels->area))
    return 0;
  start += (wanted.y - rectangle.y) * row_stride
           + (wanted.x - rectangle.x) * (int64_t) babl_format_get_bytes_per_pixel (pixels->format);
  if (pixels->direct.channels > 0)
    return transfer_directly (pixels, &wanted, (float *) start, row_stride, TRUE) ? 0 : 1;
  gegl_buffer_set (pixels->buffer, &wanted, 0, pixels->format, start, (int) row_stride);
  return 0;
}

static adain_image
image_of (AdainGeglPixels *pixels, GeglBuffer *buffer, const GeglRectangle *extent, const char *format,
          int channels, adain_transfer transfer)
{
  adain_image image = { .struct_size = sizeof image,
                        .width = extent->width,
                        .height = extent->height,
                        .channels = channels,
                        .transfer = transfer,
                        .user = pixels };

  *pixels = (AdainGeglPixels) {
    .buffer = buffer, .extent = *extent, .area = *extent, .format = babl_format (format)
  };
  return image;
}

adain_image
adain_gegl_input (AdainGeglPixels *pixels, GeglBuffer *buffer, const GeglRectangle *extent)
{
  adain_image image = image_of (pixels, buffer, extent, "R'G'B'A float", 4, read_colours);

  pixels->direct = adain_gegl_direct (gegl_buffer_get_format (buffer));
  return image;
}

gboolean
adain_gegl_read_pixels (GeglBuffer *buffer, const GeglRectangle *extent, float *pixels)
{
  AdainGeglPixels from;
  adain_image     image = adain_gegl_input (&from, buffer, extent);

  return read_colours (&from, 0, 0, image.width, image.height, pixels,
                       (int64_t) sizeof (float) * 4 * image.width)
         == 0;
}

adain_image
adain_gegl_mask (AdainGeglPixels *pixels, GeglBuffer *buffer, const GeglRectangle *extent)
{
  return image_of (pixels, buffer, extent, "Y'A float", 1, read_mask);
}

adain_image
adain_gegl_output (AdainGeglPixels *pixels, GeglBuffer *buffer, const GeglRectangle *extent,
                   const GeglRectangle *area)
{
  adain_image image = image_of (pixels, buffer, extent, "R'G'B'A float", 4, write_colours);

  pixels->area = *area;
  pixels->direct = adain_gegl_direct (gegl_buffer_get_format (buffer));
  if (pixels->direct.channels < 3) /* babl makes grey of colours */
    pixels->direct.channels = 0;
  return image;
}

GeglBuffer *
adain_gegl_resize_unlocked (AdainGeglSession *session, GeglBuffer *buffer, gboolean mask, int width,
                            int height, GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);
  const char     *format = babl_format_has_alpha (gegl_buffer_get_format (buffer)) && !mask ? "R'G'B'A float"
                           : mask                                                           ? "Y' float"
                                                                                            : "R'G'B' float";
  GeglRectangle   size = { 0, 0, MAX (width, 1), MAX (height, 1) };
  GeglBuffer     *resized = gegl_buffer_new (&size, babl_format (format));
  AdainGeglPixels from, to;
  adain_image     input, output;
  gboolean        done;

  input = mask ? adain_gegl_mask (&from, buffer, extent) : adain_gegl_input (&from, buffer, extent);
  output = adain_gegl_output (&to, resized, &size, &size);
  output.width = width; /* the library's text when they are not positive */
  output.height = height;
  if (mask)
    {
      output.channels = 1;
      to.format = babl_format (format);
      to.direct.channels = 0;
    }
  done = adain_gegl_check_library (session, error)
         && adain_gegl_check (session, adain_resize (session->context, &input, &output), error);
  if (!done)
    g_clear_object (&resized);
  return resized;
}

GeglBuffer *
adain_gegl_resize (AdainGeglSession *session, GeglBuffer *buffer, gboolean mask, int width, int height,
                   GError **error)
{
  GeglBuffer *resized;

  g_mutex_lock (&session->mutex);
  resized = adain_gegl_resize_unlocked (session, buffer, mask, width, height, error);
  g_mutex_unlock (&session->mutex);
  return resized;
}
