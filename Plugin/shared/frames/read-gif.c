/* read-gif.c: the frames of a GIF by giflib, one after the other. */
#include "frames/reader.h"

#include <gif_lib.h>
#include <string.h>

typedef struct
{
  GifFileType         *gif;
  const guint8        *next, *end;
  GraphicsControlBlock control; /* of the frame to come */
} Frames;

static int
read_bytes (GifFileType *gif, GifByteType *to, int count)
{
  Frames *frames = gif->UserData;
  gsize   have = MIN ((gsize) MAX (count, 0), (gsize) (frames->end - frames->next));

  memcpy (to, frames->next, have);
  frames->next += have;
  return (int) have;
}

static gboolean
failed (int code, GError **error)
{
  const char *text = GifErrorString (code);

  return adain_gegl_damaged (error, "giflib", text != NULL ? text : "the file ends too early");
}

static void
forget_control (Frames *frames)
{
  frames->control = (GraphicsControlBlock) { .TransparentColor = NO_TRANSPARENT_COLOR };
}

/* What is told between frames: delays and how often all is played. */
static gboolean
read_extension (AdainGeglAnimation *animation, GError **error)
{
  Frames      *frames = animation->state;
  GifByteType *block;
  gboolean     counts_plays = FALSE;
  int          code;

  if (DGifGetExtension (frames->gif, &code, &block) == GIF_ERROR)
    return failed (frames->gif->Error, error);
  if (code == GRAPHICS_EXT_FUNC_CODE && block != NULL)
    DGifExtensionToGCB (block[0], block + 1, &frames->control);
  if (code == APPLICATION_EXT_FUNC_CODE && block != NULL && block[0] == 11)
    counts_plays = memcmp (block + 1, "NETSCAPE2.0", 11) == 0;
  while (block != NULL)
    {
      if (DGifGetExtensionNext (frames->gif, &block) == GIF_ERROR)
        return failed (frames->gif->Error, error);
      if (counts_plays && block != NULL && block[0] >= 3 && block[1] == 1)
        {
          int more = block[2] | block[3] << 8; /* plays after the first; 0: without end */

          animation->plays = more == 0 ? 0 : more + 1;
        }
    }
  return TRUE;
}

/* One row of colour numbers on the canvas. */
static void
put_row (AdainGeglAnimation *animation, const GifByteType *row, int y, const ColorMapObject *colours)
{
  const Frames        *frames = animation->state;
  const GeglRectangle *area = &animation->last.area;
  guint8              *pixel = animation->canvas
                  + 4 * ((gsize) (area->y + y) * (gsize) animation->width + (gsize) area->x);

  for (int x = 0; x < area->width; x++, pixel += 4)
    if (row[x] != frames->control.TransparentColor && row[x] < colours->ColorCount)
      {
        const GifColorType *colour = &colours->Colors[row[x]];

        pixel[0] = colour->Red;
        pixel[1] = colour->Green;
        pixel[2] = colour->Blue;
        pixel[3] = 255;
      }
}

static gboolean
read_rows (AdainGeglAnimation *animation, GError **error)
{
  static const int      starts[] = { 0, 4, 2, 1 }, steps[] = { 8, 8, 4, 2 };
  Frames               *frames = animation->state;
  GifImageDesc         *image = &frames->gif->Image;
  const ColorMapObject *colours = image->ColorMap != NULL ? image->ColorMap : frames->gif->SColorMap;
  GifByteType          *row;
  gboolean              done = colours != NULL;

  if (!done)
    return adain_gegl_damaged (error, "giflib", "a frame has no colours");
  row = g_malloc ((gsize) image->Width);
  for (int pass = 0; done && pass < (image->Interlace ? 4 : 1); pass++)
    for (int y = image->Interlace ? starts[pass] : 0; done && y < image->Height;
         y += image->Interlace ? steps[pass] : 1)
      {
        done = DGifGetLine (frames->gif, row, image->Width) != GIF_ERROR;
        if (done)
          put_row (animation, row, y, colours);
      }
  g_free (row);
  return done || failed (frames->gif->Error, error);
}

static gboolean
read_frame (AdainGeglAnimation *animation, GError **error)
{
  Frames       *frames = animation->state;
  GifImageDesc *image = &frames->gif->Image;
  AdainGeglPart part = { .disposal = ADAIN_GEGL_STAYS };

  if (DGifGetImageDesc (frames->gif) == GIF_ERROR)
    return failed (frames->gif->Error, error);
  part.area = (GeglRectangle) { image->Left, image->Top, image->Width, image->Height };
  if (frames->control.DisposalMode == DISPOSE_BACKGROUND)
    part.disposal = ADAIN_GEGL_IS_CLEARED;
  if (frames->control.DisposalMode == DISPOSE_PREVIOUS)
    part.disposal = ADAIN_GEGL_IS_RESTORED;
  if (!adain_gegl_animation_begin (animation, part, error) || !read_rows (animation, error))
    return FALSE;
  animation->milliseconds = 10 * frames->control.DelayTime;
  forget_control (frames);
  return TRUE;
}

static gboolean
next (AdainGeglAnimation *animation, gboolean *is_end, GError **error)
{
  Frames       *frames = animation->state;
  GifRecordType record;

  for (;;)
    {
      if (DGifGetRecordType (frames->gif, &record) == GIF_ERROR)
        return failed (frames->gif->Error, error);
      if (record == IMAGE_DESC_RECORD_TYPE)
        return read_frame (animation, error);
      if (record == TERMINATE_RECORD_TYPE)
        {
          *is_end = TRUE;
          return TRUE;
        }
      if (record == EXTENSION_RECORD_TYPE && !read_extension (animation, error))
        return FALSE;
    }
}

static void
close_frames (AdainGeglAnimation *animation)
{
  Frames *frames = animation->state;

  if (frames->gif != NULL)
    DGifCloseFile (frames->gif, NULL);
  g_free (frames);
}

static const AdainGeglReader reader = { next, close_frames };

gboolean
adain_gegl_read_gif (AdainGeglAnimation *animation, GError **error)
{
  Frames *frames = g_new0 (Frames, 1);
  int     problem = 0;

  animation->reader = &reader;
  animation->state = frames;
  frames->next = animation->file.bytes;
  frames->end = frames->next + animation->file.length;
  forget_control (frames);
  frames->gif = DGifOpen (frames, read_bytes, &problem);
  if (frames->gif == NULL)
    return failed (problem, error);
  return adain_gegl_animation_set_size (animation, (guint64) frames->gif->SWidth,
                                        (guint64) frames->gif->SHeight, error);
}
