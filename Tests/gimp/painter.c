/* painter.c: what the dialog's second thread computes, without the thread: parts of a picture at 1:1, and the
 * thumbnails that are kept. Prints a line a case; ./run builds it with the address sanitizer. $XDG_CACHE_HOME
 * is an empty folder. */
#include "paint.h"
#include "painter.h"
#include "testing.h"
#include "thumbnail-cache.h"
#include "worker.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 640
#define HEIGHT 504
#define THUMBNAIL_BYTES (4 * THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT)

typedef struct
{
  int     count;
  guchar *pixels; /* the last ones */
} Shown;

static void
show (gpointer user, int number, guchar *pixels, GError *error)
{
  Shown *shown = user;

  (void) number;
  g_clear_error (&error);
  g_free (shown->pixels);
  shown->pixels = pixels;
  shown->count++;
}

/* No step apart from what the whole picture has there. */
static gboolean
is_part (const guchar *part, const GeglRectangle *place, const guchar *whole)
{
  for (int y = 0; part != NULL && y < place->height; y++)
    for (int i = 0; i < 4 * place->width; i++)
      if (abs (part[4 * place->width * y + i] - whole[4 * (WIDTH * (y + place->y) + place->x) + i]) > 1)
        return FALSE;
  return part != NULL;
}

/* Half of every pixel counts, so that a mask of any size says the same. */
static GeglBuffer *
make_mask (int width, int height)
{
  GeglRectangle extent = { 0, 0, width, height };
  GeglBuffer   *mask = gegl_buffer_new (&extent, babl_format ("Y' float"));
  float        *halves = g_new (float, (gsize) width *height);

  for (int i = 0; i < width * height; i++)
    halves[i] = 0.5f;
  gegl_buffer_set (mask, &extent, 0, babl_format ("Y' float"), halves, GEGL_AUTO_ROWSTRIDE);
  g_free (halves);
  return mask;
}

/* wish has a closeup of the whole picture, at place. */
static void
check_masked (Painter *painter, Wish *wish, GeglBuffer *whole, const GeglRectangle *place)
{
  AdainGeglJob         job = wish->settings.job;
  const GeglRectangle *extent = gegl_buffer_get_extent (wish->closeup.content);
  Shown               *shown = wish->user;
  Masks                masks = { .mask = make_mask (WIDTH, HEIGHT) };
  guchar              *expected;

  job.content = whole;
  expected = paint (painter->session, &job, &wish->settings, &masks, NULL);
  wish->masks.mask = make_mask (123, 77);
  wish->closeup.masks.mask = make_mask (extent->width, extent->height);
  shown->count = 0;
  painter_preview (painter, wish);
  check ("one with a mask is as in the whole picture, too",
         shown->count == 2 && is_part (shown->pixels, place, expected));
  painter_preview (painter, wish);
  check ("and at once the next time", shown->count == 3 && is_part (shown->pixels, place, expected));
  g_object_unref (wish->masks.mask);
  wish->masks.mask = make_mask (123, 77);
  painter_preview (painter, wish);
  check ("another mask: what is measured is measured again", shown->count == 5);
  g_free (expected);
  masks_clear (&masks);
}

static void
check_closeup (Painter *painter, GeglBuffer *whole)
{
  GeglRectangle shown_place = { 270, 210, 101, 83 }, place, extent;
  Shown         shown = { 0 };
  Wish         *wish = g_new0 (Wish, 1);
  AdainGeglJob  job;
  guchar       *expected;

  settings_init (&wish->settings);
  place = closeup_place (&shown_place, WIDTH, HEIGHT, &wish->settings.job.options);
  extent = *GEGL_RECTANGLE (0, 0, place.width, place.height);
  wish->closeup.shown = *GEGL_RECTANGLE (shown_place.x - place.x, shown_place.y - place.y, shown_place.width,
                                         shown_place.height);
  wish->closeup.whole = g_object_ref (whole);
  wish->closeup.content = gegl_buffer_new (&extent, babl_format ("R'G'B'A u8"));
  wish->show = show;
  wish->user = &shown;
  gegl_buffer_copy (whole, &place, GEGL_ABYSS_NONE, wish->closeup.content, &extent);
  job = wish->settings.job;
  job.content = whole;
  expected = paint (painter->session, &job, &wish->settings, NULL, NULL);

  painter_preview (painter, wish);
  check ("a part at 1:1 is shown twice", shown.count == 2);
  check ("and is as in the whole picture then", is_part (shown.pixels, &shown_place, expected));
  painter_preview (painter, wish);
  check ("the next time it is so at once",
         shown.count == 3 && is_part (shown.pixels, &shown_place, expected));
  wish->settings.job.options.stroke_size = 4.0;
  painter_preview (painter, wish);
  check ("another stroke size: what is measured is measured again", shown.count == 5);
  wish->settings.job.options.stroke_size = 0.0;
  check_masked (painter, wish, whole, &shown_place);
  g_free (expected);
  g_free (shown.pixels);
  wish_free (wish);
}

static void
check_coarse (void)
{
  GeglBuffer  *content = make_picture (301, 203);
  Painter      painter;
  Shown        shown = { 0 };
  Wish        *wish = g_new0 (Wish, 1);
  AdainGeglJob job;
  guchar      *expected;

  painter_init (&painter, content, 4 * 301, 4 * 203);
  settings_init (&wish->settings);
  wish->show = show;
  wish->user = &shown;
  job = wish->settings.job;
  job.content = content;
  expected = paint (painter.session, &job, &wish->settings, NULL, NULL);
  painter_preview (&painter, wish);
  check ("a preview is shown coarse and fine", shown.count == 2);
  check ("the fine one is as painted alone",
         shown.pixels != NULL && memcmp (shown.pixels, expected, 4 * 301 * 203) == 0);
  wish->masks.mask = make_picture (301, 203);
  painter_preview (&painter, wish);
  check ("one with a mask is shown once", shown.count == 3);
  g_free (expected);
  g_free (shown.pixels);
  wish_free (wish);
  painter_clear (&painter);
  g_object_unref (content);
}

static gboolean
is_thumbnail (Painter *painter, const guchar *expected)
{
  guchar  *pixels = painter_thumbnail (painter, "okita", "", NULL);
  gboolean same = pixels != NULL && memcmp (pixels, expected, THUMBNAIL_BYTES) == 0;

  g_free (pixels);
  return same;
}

static int
count_files (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  int   count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  g_dir_close (dir);
  return count;
}

static void
check_thumbnails (Painter *painter)
{
  char   *path = thumbnail_path ("okita", ""), *other = thumbnail_path ("okita", "compact");
  char   *folder = g_path_get_dirname (path);
  guchar *made = painter_thumbnail (painter, "okita", "", NULL), *black = g_malloc0 (THUMBNAIL_BYTES);

  for (int i = 3; i < THUMBNAIL_BYTES; i += 4)
    black[i] = 255;
  check ("a thumbnail is kept", g_file_test (path, G_FILE_TEST_IS_REGULAR));
  check ("another model's is another one", g_strcmp0 (path, other) != 0);
  thumbnail_save (path, black);
  check ("what is kept is shown", is_thumbnail (painter, black));
  g_file_set_contents (path, "no picture", -1, NULL);
  check ("what is damaged is made again", is_thumbnail (painter, made));
  for (int i = 0; i < 500; i++)
    {
      char *name = g_strdup_printf ("%s/%d.png", folder, i);

      g_file_set_contents (name, "old", -1, NULL);
      g_free (name);
    }
  thumbnail_save (path, made);
  check ("there are never too many", count_files (folder) <= 400);
  check ("and the newest is among them", is_thumbnail (painter, made));
  g_free (made);
  g_free (black);
  g_free (folder);
  g_free (other);
  g_free (path);
}

int
main (void)
{
  GeglBuffer *small, *whole;
  Painter     painter;

  gegl_init (NULL, NULL);
  small = make_picture (123, 77);
  whole = make_picture (WIDTH, HEIGHT);
  painter_init (&painter, small, WIDTH, HEIGHT);
  check_closeup (&painter, whole);
  check_coarse ();
  check_thumbnails (&painter);
  painter_clear (&painter);
  g_object_unref (small);
  g_object_unref (whole);
  gegl_exit ();
  return failures != 0;
}
