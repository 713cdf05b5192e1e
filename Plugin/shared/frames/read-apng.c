/* read-apng.c: the frames of an APNG. Each is made a PNG of its own, which decode-png.c decodes; 16 bits
 * become
 * 8. A PNG without animation has its one picture as a frame. */
#include "frames/png-chunks.h"
#include "frames/reader.h"

#include <string.h>

typedef struct
{
  gsize         at;          /* of the chunk to come */
  const guint8 *header;      /* IHDR's data */
  GByteArray   *settings;    /* the chunks before the pixels that each frame's PNG needs */
  gboolean      is_animated; /* there is an acTL: the pixels before the first fcTL are no frame */
  gboolean      is_over;
} Frames;

/* What an fcTL chunk says. */
typedef struct
{
  AdainGeglPart part;
  gboolean      blends; /* over what is there, instead of replacing it */
  int           milliseconds;
} Control;

static gboolean
take_control (const AdainGeglChunk *chunk, Control *control, GError **error)
{
  static const AdainGeglDisposal disposals[] = { ADAIN_GEGL_STAYS, ADAIN_GEGL_IS_CLEARED,
                                                 ADAIN_GEGL_IS_RESTORED };
  const guint8                  *data = chunk->data;
  guint32                        sides[4];
  int                            parts;

  if (chunk->length < 26 || data[24] > 2)
    return adain_gegl_damaged (error, "libpng", "a frame's fcTL chunk is damaged");
  for (int i = 0; i < 4; i++)
    sides[i] = MIN (adain_gegl_get_32 (data + 4 + 4 * i), G_MAXINT32);
  control->part = (AdainGeglPart) { .area = { (int) sides[2], (int) sides[3], (int) sides[0],
                                              (int) sides[1] },
                                    .disposal = disposals[data[24]] };
  parts = data[22] << 8 | data[23];
  control->milliseconds = 1000 * (data[20] << 8 | data[21]) / (parts == 0 ? 100 : parts);
  control->blends = data[25] == 1;
  return TRUE;
}

static void
blend (guint8 *below, const guint8 *pixel)
{
  guint alpha = pixel[3], left = (below[3] * (255 - alpha) + 127) / 255, sum = alpha + left;

  for (int k = 0; k < 3 && sum > 0; k++)
    below[k] = (guint8) ((pixel[k] * alpha + below[k] * left + sum / 2) / sum);
  below[3] = (guint8) sum;
}

static void
put_pixels (AdainGeglAnimation *animation, GeglBuffer *pixels, const Control *control)
{
  const GeglRectangle *area = &control->part.area;
  const Babl          *format = babl_format_with_space ("R'G'B'A u8", animation->space);
  guint8              *row = g_malloc_n ((gsize) area->width, 4);

  for (int y = 0; y < area->height; y++)
    {
      GeglRectangle line = { 0, y, area->width, 1 };
      guint8       *to = animation->canvas
                   + 4 * ((gsize) (area->y + y) * (gsize) animation->width + (gsize) area->x);

      gegl_buffer_get (pixels, &line, 1.0, format, row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      if (control->blends)
        for (int x = 0; x < area->width; x++)
          blend (to + 4 * x, row + 4 * x);
      else
        memcpy (to, row, 4 * (gsize) area->width);
    }
  g_free (row);
}

/* A PNG of a frame's size and pixels. */
static gboolean
decode (AdainGeglAnimation *animation, const Control *control, const GByteArray *pixels, GError **error)
{
  Frames          *frames = animation->state;
  GByteArray      *png = g_byte_array_new ();
  AdainGeglDecoded decoded = { 0 };
  AdainGeglFile    file;
  guint8           header[13];
  gboolean         done;

  memcpy (header, frames->header, sizeof header);
  adain_gegl_put_32 (header, (guint32) control->part.area.width);
  adain_gegl_put_32 (header + 4, (guint32) control->part.area.height);
  g_byte_array_append (png, (const guint8 *) ADAIN_GEGL_PNG_MARK, 8);
  adain_gegl_append_chunk (png, "IHDR", NULL, 0, header, sizeof header);
  g_byte_array_append (png, frames->settings->data, frames->settings->len);
  adain_gegl_append_chunk (png, "IDAT", NULL, 0, pixels->data, pixels->len);
  adain_gegl_append_chunk (png, "IEND", NULL, 0, NULL, 0);
  file = (AdainGeglFile) { animation->file.path, png->data, png->len };
  done = adain_gegl_decode_png (&file, &decoded, error);
  if (done)
    {
      animation->space = babl_format_get_space (gegl_buffer_get_format (decoded.pixels));
      put_pixels (animation, decoded.pixels, control);
    }
  adain_gegl_decoded_clear (&decoded);
  g_byte_array_unref (png);
  return done;
}

/* Gathers a frame's pixels, whichever chunks they are in, up to what follows them. */
static gboolean
gather (AdainGeglAnimation *animation, Control *control, gboolean *is_end, GByteArray *pixels, GError **error)
{
  Frames        *frames = animation->state;
  AdainGeglChunk chunk;
  gboolean       has_control = !frames->is_animated;

  for (gsize at = frames->at;
       adain_gegl_next_chunk (animation->file.bytes, animation->file.length, &at, &chunk); frames->at = at)
    {
      gboolean is_first = adain_gegl_chunk_is (&chunk, "IDAT"),
               is_later = adain_gegl_chunk_is (&chunk, "fdAT");

      if (pixels->len > 0 && !is_first && !is_later)
        return TRUE;
      if (adain_gegl_chunk_is (&chunk, "IEND"))
        {
          *is_end = TRUE;
          return !has_control || !frames->is_animated
                 || adain_gegl_damaged (error, "libpng", "a frame has no pixels");
        }
      if (adain_gegl_chunk_is (&chunk, "fcTL"))
        {
          if (!take_control (&chunk, control, error))
            return FALSE;
          has_control = TRUE;
        }
      if (has_control && is_first)
        g_byte_array_append (pixels, chunk.data, (guint) chunk.length);
      if (has_control && is_later && chunk.length > 4)
        g_byte_array_append (pixels, chunk.data + 4, (guint) chunk.length - 4);
    }
  return adain_gegl_damaged (error, "libpng", "the file ends too early");
}

static gboolean
next (AdainGeglAnimation *animation, gboolean *is_end, GError **error)
{
  Frames     *frames = animation->state;
  GByteArray *pixels = g_byte_array_new ();
  Control     control = { .part = { .area = { 0, 0, animation->width, animation->height } } };
  gboolean    done;

  if (frames->is_over)
    *is_end = TRUE;
  done = *is_end || gather (animation, &control, is_end, pixels, error);
  if (done && !*is_end)
    {
      done = adain_gegl_animation_begin (animation, control.part, error)
             && decode (animation, &control, pixels, error);
      animation->milliseconds = control.milliseconds;
      frames->is_over = !frames->is_animated;
    }
  g_byte_array_unref (pixels);
  return done;
}

static void
close_frames (AdainGeglAnimation *animation)
{
  Frames *frames = animation->state;

  g_byte_array_unref (frames->settings);
  g_free (frames);
}

static const AdainGeglReader reader = { next, close_frames };

/* What stands before the first frame. */
static gboolean
read_header (AdainGeglAnimation *animation)
{
  Frames        *frames = animation->state;
  AdainGeglChunk chunk;

  for (gsize at = 8; adain_gegl_next_chunk (animation->file.bytes, animation->file.length, &at, &chunk);
       frames->at = at)
    {
      if (adain_gegl_chunk_is (&chunk, "IHDR") && chunk.length == 13)
        frames->header = chunk.data;
      else if (adain_gegl_chunk_is (&chunk, "acTL") && chunk.length == 8)
        {
          frames->is_animated = TRUE;
          animation->plays = (int) MIN (adain_gegl_get_32 (chunk.data + 4), G_MAXINT32);
        }
      else if (adain_gegl_chunk_is (&chunk, "IDAT") || adain_gegl_chunk_is (&chunk, "fcTL"))
        return frames->header != NULL;
      else
        g_byte_array_append (frames->settings, chunk.type - 4, (guint) chunk.length + 12);
    }
  return FALSE;
}

gboolean
adain_gegl_read_apng (AdainGeglAnimation *animation, GError **error)
{
  Frames *frames = g_new0 (Frames, 1);

  animation->reader = &reader;
  animation->state = frames;
  frames->at = 8;
  frames->settings = g_byte_array_new ();
  if (!read_header (animation))
    return adain_gegl_damaged (error, "libpng", "the file ends too early");
  return adain_gegl_animation_set_size (animation, adain_gegl_get_32 (frames->header),
                                        adain_gegl_get_32 (frames->header + 4), error);
}
