/* reader.c: opens an animation, and puts its frames on a canvas, as its format's reader hands them out. */
#include "frames/reader.h"

#include <string.h>

/* What begins the bytes of the formats that are read. */
static gboolean
open_format (AdainGeglAnimation *animation, GError **error)
{
  const AdainGeglFile *file = &animation->file;

  if (file->length > 6 && memcmp (file->bytes, "GIF8", 4) == 0)
    return adain_gegl_read_gif (animation, error);
  if (file->length > 12 && memcmp (file->bytes + 8, "WEBP", 4) == 0)
    return adain_gegl_read_webp (animation, error);
  if (file->length > 8 && memcmp (file->bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
    return adain_gegl_read_apng (animation, error);
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                       "is no GIF, WebP or APNG; name one, a video or a folder of frames");
  return FALSE;
}

static void
explain (AdainGeglAnimation *animation, GError *problem, GError **error)
{
  if (problem->code == ADAIN_MALFORMED)
    g_set_error (
      error, ADAIN_GEGL_ERROR, ADAIN_MALFORMED,
      "The animation '%s' cannot be decoded: it is damaged or cut short (%s); get a whole copy of it.",
      animation->file.path, problem->message);
  else
    g_set_error (error, ADAIN_GEGL_ERROR, problem->code, "The animation '%s' %s.", animation->file.path,
                 problem->message);
  g_error_free (problem);
}

AdainGeglAnimation *
adain_gegl_animation_open (const char *path, GError **error)
{
  AdainGeglAnimation *animation = g_new0 (AdainGeglAnimation, 1);
  GError             *problem = NULL;
  char               *bytes = NULL;

  animation->file.path = g_strdup (path);
  animation->plays = 1;
  if (!g_file_get_contents (path, &bytes, &animation->file.length, &problem))
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                 "The animation '%s' cannot be read: %s; check the path.", path, problem->message);
  else
    {
      animation->file.bytes = (const guint8 *) bytes;
      if (open_format (animation, &problem))
        return animation;
      explain (animation, g_steal_pointer (&problem), error);
    }
  g_clear_error (&problem);
  adain_gegl_animation_close (animation);
  return NULL;
}

void
adain_gegl_animation_close (AdainGeglAnimation *animation)
{
  if (animation->state != NULL)
    animation->reader->close (animation);
  g_free ((char *) animation->file.path);
  g_free ((char *) animation->file.bytes);
  g_free (animation->canvas);
  g_free (animation->saved);
  g_free (animation);
}

int
adain_gegl_animation_plays (const AdainGeglAnimation *animation)
{
  return animation->plays;
}

gboolean
adain_gegl_animation_set_size (AdainGeglAnimation *animation, guint64 width, guint64 height, GError **error)
{
  if (!adain_gegl_check_size (width, height, ADAIN_GEGL_MAX_PIXELS_FRAME, error))
    return FALSE;
  animation->width = (int) width;
  animation->height = (int) height;
  animation->canvas = g_try_malloc0_n (width * height, 4);
  if (animation->canvas != NULL)
    return TRUE;
  return adain_gegl_has_no_room (error);
}

/* Each row of a part of the canvas is cleared, or copied from what was saved. */
static void
reset (AdainGeglAnimation *animation, const GeglRectangle *area, const guint8 *from)
{
  for (int y = area->y; y < area->y + area->height; y++)
    {
      gsize at = 4 * ((gsize) y * (gsize) animation->width + (gsize) area->x),
            count = 4 * (gsize) area->width;

      if (from == NULL)
        memset (animation->canvas + at, 0, count);
      else
        memcpy (animation->canvas + at, from + at, count);
    }
}

gboolean
adain_gegl_animation_begin (AdainGeglAnimation *animation, AdainGeglPart part, GError **error)
{
  const GeglRectangle *area = &part.area;
  gsize                bytes = 4 * (gsize) animation->width * (gsize) animation->height;

  if (area->x < 0 || area->y < 0 || area->width <= 0 || area->height <= 0
      || area->width > animation->width - area->x || area->height > animation->height - area->y)
    return adain_gegl_damaged (error, "header", "a frame lies outside the picture");
  if (animation->last.disposal == ADAIN_GEGL_IS_CLEARED)
    reset (animation, &animation->last.area, NULL);
  if (animation->last.disposal == ADAIN_GEGL_IS_RESTORED)
    reset (animation, &animation->last.area, animation->saved);
  if (part.disposal == ADAIN_GEGL_IS_RESTORED)
    {
      if (animation->saved == NULL)
        animation->saved = g_try_malloc (bytes);
      if (animation->saved == NULL)
        return adain_gegl_has_no_room (error);
      memcpy (animation->saved, animation->canvas, bytes);
    }
  animation->last = part;
  return TRUE;
}

GeglBuffer *
adain_gegl_animation_next (AdainGeglAnimation *animation, int *milliseconds, GError **error)
{
  GError     *problem = NULL;
  gboolean    is_end = FALSE;
  GeglBuffer *frame;

  if (!animation->reader->next (animation, &is_end, &problem))
    {
      explain (animation, problem, error);
      return NULL;
    }
  if (is_end)
    return NULL;
  *milliseconds = animation->milliseconds;
  frame = adain_gegl_pixels_new (animation->width, animation->height, "R'G'B'A u8", animation->space);
  adain_gegl_pixels_set (frame, 0, animation->height, animation->canvas, GEGL_AUTO_ROWSTRIDE);
  return frame;
}
