/* write-gif.c: a GIF by giflib, in sRGB. Each frame has up to 255 colours of its own, chosen among what
 * changes; what stays the same stays as it is in the file, so that the choice does not flicker. What is less
 * than half opaque is transparent. */
#include "frames/writer.h"

#include "pictures/encode.h"

#include <gif_lib.h>
#include <string.h>

#define TRANSPARENT 255

/* A frame that is written once it is known what comes after it. */
typedef struct
{
  GifByteType    *numbers; /* of colours, for each pixel */
  guint8         *pixels;  /* R'G'B'A, what they stand for */
  ColorMapObject *colours;
  int             delay; /* in hundredths of a second */
} Frame;

typedef struct
{
  GifFileType *gif;
  Frame        pending;
  gint64       told;  /* milliseconds of all frames so far */
  gint64       shown; /* hundredths of a second that stand for them */
} Movie;

static gboolean
failed (GifFileType *gif, GError **error)
{
  const char *text = GifErrorString (gif->Error);

  return adain_gegl_write_failed (error, text != NULL ? text : "giflib cannot write it");
}

static gsize
count_of (const AdainGeglAnimationWriter *writer)
{
  return (gsize) writer->width * (gsize) writer->height;
}

static int
write_bytes (GifFileType *gif, const GifByteType *bytes, int count)
{
  AdainGeglAnimationWriter *writer = gif->UserData;

  return adain_gegl_write_all (writer->file, bytes, (gsize) count) ? count : 0;
}

/* How often it is played: as everybody tells it since Netscape, without the first time. */
static gboolean
write_plays (GifFileType *gif, int plays)
{
  int         more = plays == 0 ? 0 : MIN (plays - 1, 65535);
  GifByteType block[3] = { 1, (GifByteType) more, (GifByteType) (more >> 8) };

  return plays == 1
         || (EGifPutExtensionLeader (gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK
             && EGifPutExtensionBlock (gif, 11, "NETSCAPE2.0") == GIF_OK
             && EGifPutExtensionBlock (gif, 3, block) == GIF_OK && EGifPutExtensionTrailer (gif) == GIF_OK);
}

static gboolean
begin (AdainGeglAnimationWriter *writer, GError **error)
{
  Movie *movie = g_new0 (Movie, 1);
  int    problem = 0;

  writer->state = movie;
  if (writer->width > 65535 || writer->height > 65535)
    return adain_gegl_write_failed (error, "it is too large for a GIF; write a PNG");
  movie->gif = EGifOpen (writer, write_bytes, &problem);
  if (movie->gif == NULL)
    return adain_gegl_write_failed (error, "memory has run out");
  EGifSetGifVersion (movie->gif, true);
  return (EGifPutScreenDesc (movie->gif, writer->width, writer->height, 8, 0, NULL) == GIF_OK
          && write_plays (movie->gif, writer->plays))
         || failed (movie->gif, error);
}

static gboolean
is_clear (const guint8 *pixel)
{
  return pixel[3] < 128;
}

/* Whether some pixel is clear where the frame before is not: that one then has to be cleared away. */
static gboolean
uncovers (const Frame *before, const guint8 *pixels, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (is_clear (pixels + 4 * i) && !is_clear (before->pixels + 4 * i))
      return TRUE;
  return FALSE;
}

/* Chooses colours for the pixels that are not clear and, if before is given, differ from it; all others are
 * transparent, and let what is there be seen. */
static gboolean
choose_colours (Frame *frame, const Frame *before, gsize count)
{
  GifByteType *planes = g_try_malloc_n (count, 4);
  GifByteType *red = planes, *green = red + count, *blue = green + count, *chosen = blue + count;
  gsize        changed = 0;
  int          colours = TRANSPARENT;
  gboolean     done;

  if (planes == NULL)
    return FALSE;
  memset (frame->numbers, TRANSPARENT, count);
  for (gsize i = 0; i < count; i++)
    {
      const guint8 *pixel = frame->pixels + 4 * i;

      if (is_clear (pixel) || (before != NULL && memcmp (pixel, before->pixels + 4 * i, 4) == 0))
        continue;
      frame->numbers[i] = 0;
      red[changed] = pixel[0];
      green[changed] = pixel[1];
      blue[changed++] = pixel[2];
    }
  frame->colours = GifMakeMapObject (256, NULL);
  done = frame->colours != NULL
         && (changed == 0
             || GifQuantizeBuffer ((unsigned) changed, 1, &colours, red, green, blue, chosen,
                                   frame->colours->Colors)
                  == GIF_OK);
  for (gsize i = 0, next = 0; done && i < count; i++)
    if (frame->numbers[i] == 0)
      frame->numbers[i] = chosen[next++];
  g_free (planes);
  return done;
}

static void
clear_frame (Frame *frame)
{
  g_free (frame->numbers);
  g_free (frame->pixels);
  GifFreeMapObject (frame->colours);
  memset (frame, 0, sizeof *frame);
}

static gboolean
write_frame (AdainGeglAnimationWriter *writer, const Frame *frame, int disposal)
{
  Movie               *movie = writer->state;
  GraphicsControlBlock control = { disposal, false, frame->delay, TRANSPARENT };
  GifByteType          block[4];
  gboolean             done;

  EGifGCBToExtension (&control, block);
  done = EGifPutExtension (movie->gif, GRAPHICS_EXT_FUNC_CODE, sizeof block, block) == GIF_OK
         && EGifPutImageDesc (movie->gif, 0, 0, writer->width, writer->height, false, frame->colours)
              == GIF_OK;
  for (int y = 0; done && y < writer->height; y++)
    done = EGifPutLine (movie->gif, frame->numbers + (gsize) y * (gsize) writer->width, writer->width)
           == GIF_OK;
  return done;
}

static gboolean
add (AdainGeglAnimationWriter *writer, GeglBuffer *buffer, int milliseconds, GError **error)
{
  Movie   *movie = writer->state;
  gsize    count = count_of (writer);
  Frame    frame = { .numbers = g_try_malloc (count), .pixels = g_try_malloc_n (count, 4) };
  gboolean done = TRUE, clears = FALSE;

  if (frame.numbers == NULL || frame.pixels == NULL)
    {
      clear_frame (&frame);
      return adain_gegl_write_failed (error, "memory has run out");
    }
  gegl_buffer_get (buffer, NULL, 1.0, babl_format ("R'G'B'A u8"), frame.pixels, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  movie->told += milliseconds;
  frame.delay = (int) CLAMP ((movie->told + 5) / 10 - movie->shown, 0, 65535);
  movie->shown += frame.delay;
  if (writer->added > 0)
    {
      clears = uncovers (&movie->pending, frame.pixels, count);
      done = write_frame (writer, &movie->pending, clears ? DISPOSE_BACKGROUND : DISPOSE_DO_NOT);
    }
  done = done && choose_colours (&frame, writer->added > 0 && !clears ? &movie->pending : NULL, count);
  clear_frame (&movie->pending);
  movie->pending = frame;
  return done || failed (movie->gif, error);
}

static gboolean
finish (AdainGeglAnimationWriter *writer, GError **error)
{
  Movie   *movie = writer->state;
  gboolean done = writer->added == 0 || write_frame (writer, &movie->pending, DISPOSE_DO_NOT);
  int      problem = 0;

  if (!done)
    return failed (movie->gif, error);
  done = EGifCloseFile (movie->gif, &problem) == GIF_OK;
  movie->gif = NULL;
  return done || adain_gegl_write_failed (error, "the disk is full, or giflib has failed");
}

static void
close_movie (AdainGeglAnimationWriter *writer)
{
  Movie *movie = writer->state;

  clear_frame (&movie->pending);
  if (movie->gif != NULL)
    EGifCloseFile (movie->gif, NULL);
  g_free (movie);
}

const AdainGeglWriter adain_gegl_gif_writer = { ".gif", begin, add, finish, close_movie };
