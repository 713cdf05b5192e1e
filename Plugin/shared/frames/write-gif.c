/* write-gif.c: a GIF by giflib, in sRGB. All frames share one choice of colours (palette.c), for which they
 * wait in a temporary file until the last one has come. What stays the same stays as it is in the file. What
 * is less than half opaque is transparent. */
#include "frames/writer.h"

#include "frames/palette.h"
#include "pictures/encode.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  GifFileType      *gif;
  AdainGeglPalette *palette;
  int               store;  /* a file without a name: the frames' pixels, R'G'B'A */
  GArray           *delays; /* of each frame, in hundredths of a second */
  gint64            told;   /* milliseconds of all frames so far */
  gint64            shown;  /* hundredths of a second that stand for them */
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
  char  *path = g_strconcat (writer->path, ".frames", NULL);

  writer->state = movie;
  movie->delays = g_array_new (FALSE, FALSE, sizeof (int));
  movie->palette = adain_gegl_palette_new ((guint64) count_of (writer) * (guint64) MAX (writer->frames, 1));
  movie->store = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (movie->store >= 0)
    g_unlink (path);
  g_free (path);
  if (writer->width > 65535 || writer->height > 65535)
    return adain_gegl_write_failed (error, "it is too large for a GIF; write a PNG");
  return movie->store >= 0 || adain_gegl_write_failed (error, g_strerror (errno));
}

static gboolean
add (AdainGeglAnimationWriter *writer, GeglBuffer *buffer, int milliseconds, GError **error)
{
  Movie   *movie = writer->state;
  gsize    count = count_of (writer);
  guint8  *pixels = g_try_malloc_n (count, 4);
  int      delay;
  gboolean done;

  if (pixels == NULL)
    return adain_gegl_write_failed (error, "memory has run out");
  gegl_buffer_get (buffer, NULL, 1.0, babl_format ("R'G'B'A u8"), pixels, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  movie->told += milliseconds;
  delay = (int) CLAMP ((movie->told + 5) / 10 - movie->shown, 0, 65535);
  movie->shown += delay;
  g_array_append_val (movie->delays, delay);
  adain_gegl_palette_look (movie->palette, pixels, count);
  done = adain_gegl_write_all (movie->store, pixels, 4 * count);
  g_free (pixels);
  return done || adain_gegl_write_failed (error, g_strerror (errno));
}

/* The numbers of a frame's colours. */
static gboolean
read_frame (AdainGeglAnimationWriter *writer, guint number, GifByteType *numbers)
{
  Movie   *movie = writer->state;
  gsize    bytes = 4 * (gsize) writer->width;
  guint8  *row = g_malloc (bytes);
  gboolean done = TRUE;

  for (int y = 0; done && y < writer->height; y++)
    {
      goffset at = ((goffset) number * writer->height + y) * (goffset) bytes;

      done = pread (movie->store, row, bytes, at) == (gssize) bytes;
      if (done)
        adain_gegl_palette_number (movie->palette, row, writer->width, y,
                                   numbers + (gsize) y * (gsize) writer->width);
    }
  g_free (row);
  return done;
}

/* Whether some pixel is clear where the frame before is not: that one then has to be cleared away. */
static gboolean
uncovers (const GifByteType *before, const GifByteType *numbers, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (numbers[i] == ADAIN_GEGL_CLEAR && before[i] != ADAIN_GEGL_CLEAR)
      return TRUE;
  return FALSE;
}

/* before: what is there already, and is let through; NULL: nothing. */
static gboolean
write_frame (AdainGeglAnimationWriter *writer, const GifByteType *numbers, const GifByteType *before,
             int delay, int disposal)
{
  Movie               *movie = writer->state;
  GraphicsControlBlock control = { disposal, false, delay, ADAIN_GEGL_CLEAR };
  GifByteType          block[4];
  gsize                width = (gsize) writer->width;
  GifByteType         *row = g_malloc (width);
  gboolean             done;

  EGifGCBToExtension (&control, block);
  done = EGifPutExtension (movie->gif, GRAPHICS_EXT_FUNC_CODE, sizeof block, block) == GIF_OK
         && EGifPutImageDesc (movie->gif, 0, 0, writer->width, writer->height, false, NULL) == GIF_OK;
  for (gsize y = 0; done && y < (gsize) writer->height; y++)
    {
      memcpy (row, numbers + y * width, width);
      for (gsize x = 0; before != NULL && x < width; x++)
        if (row[x] == before[y * width + x])
          row[x] = ADAIN_GEGL_CLEAR;
      done = EGifPutLine (movie->gif, row, writer->width) == GIF_OK;
    }
  g_free (row);
  return done;
}

/* Each frame once the one after it is known. planes: room for three frames' numbers. */
static gboolean
write_frames (AdainGeglAnimationWriter *writer, GifByteType *planes)
{
  Movie       *movie = writer->state;
  gsize        count = count_of (writer);
  GifByteType *before = planes, *numbers = before + count, *after = numbers + count;
  guint        frames = movie->delays->len;
  gboolean     done = read_frame (writer, 0, numbers), cleared = TRUE;

  for (guint i = 0; done && i < frames; i++)
    {
      GifByteType *written = numbers;
      gboolean     clears;

      done = i + 1 == frames || read_frame (writer, i + 1, after);
      clears = i + 1 < frames && uncovers (numbers, after, count);
      done = done
             && write_frame (writer, numbers, cleared ? NULL : before, g_array_index (movie->delays, int, i),
                             clears ? DISPOSE_BACKGROUND : DISPOSE_DO_NOT);
      numbers = after;
      after = before;
      before = written;
      cleared = clears;
    }
  return done;
}

static gboolean
finish (AdainGeglAnimationWriter *writer, GError **error)
{
  Movie                *movie = writer->state;
  const ColorMapObject *colours = adain_gegl_palette_choose (movie->palette);
  GifByteType          *planes = g_try_malloc_n (MAX (count_of (writer), 1), 3);
  int                   problem = 0;
  gboolean              done;

  if (colours != NULL && planes != NULL)
    movie->gif = EGifOpen (writer, write_bytes, &problem);
  if (movie->gif == NULL)
    {
      g_free (planes);
      return adain_gegl_write_failed (error, "memory has run out");
    }
  EGifSetGifVersion (movie->gif, true);
  done = EGifPutScreenDesc (movie->gif, writer->width, writer->height, 8, 0, colours) == GIF_OK
         && write_plays (movie->gif, writer->plays) && write_frames (writer, planes);
  g_free (planes);
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

  if (movie->gif != NULL)
    EGifCloseFile (movie->gif, NULL);
  if (movie->store >= 0)
    close (movie->store);
  adain_gegl_palette_free (movie->palette);
  g_array_unref (movie->delays);
  g_free (movie);
}

const AdainGeglWriter adain_gegl_gif_writer = { ".gif", begin, add, finish, close_movie };
