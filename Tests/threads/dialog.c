/* dialog.c: the GIMP dialog's second thread (worker.c, painter.c) without a dialog: previews of the whole,
 * behind a mask and of a part, thumbnails and models are asked for at random, given up and replaced at random
 * moments, and the thread is ended in the middle of its work. What it tells in the end has to be right.
 * scripts/race.sh builds it and the library with ThreadSanitizer; without it is a test of the results alone.
 *
 *   dialog ROUNDS     ADAIN_DATA_DIR as for the operations; thumbnails are kept below XDG_CACHE_HOME
 */
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
  WIDTH = 131,
  HEIGHT = 89,
  LARGE = 261, /* from a longer side of 256 on there is a coarse preview first */
  KINDS = 4,
  THUMBNAILS = 2
};

/* What a session keeps of a content is in steps of 2^-14, which may move a value to the next of 256. */
static const int tolerance = 1;

typedef struct
{
  const char *name;
  double      strength;
  gboolean    has_mask;
  Closeup     closeup;
  gsize       bytes;
  guchar     *right; /* NULL: not known yet */
} Kind;

static GRand      *chance;
static GeglBuffer *content[2], *mask[2];
static Kind        kinds[KINDS] = { { .name = "the whole", .strength = 1.0 },
                                    { .name = "half", .strength = 0.5 },
                                    { .name = "a mask", .strength = 1.0, .has_mask = TRUE },
                                    { .name = "a part", .strength = 1.0 } };
static const char *styles[THUMBNAILS] = { "great-wave", "okita" };
static guchar     *thumbnails[THUMBNAILS];
static Settings    settings;
/* What the main loop has heard since the last wish. */
static guchar  *heard;
static gboolean is_estimated;
static int      finished, failures;

static void
fail (const char *what, const char *problem)
{
  fprintf (stderr, "FAIL %s: %s\n", what, problem);
  failures++;
}

static void
compare (const char *what, const guchar *pixels, const guchar *right, gsize bytes)
{
  for (gsize i = 0; i < bytes; i++)
    if (abs (pixels[i] - right[i]) > tolerance)
      {
        fail (what, "another picture");
        return;
      }
  finished++;
}

static void
hear_preview (gpointer user, guchar *pixels, const char *problem)
{
  (void) user;
  if (pixels == NULL)
    fail ("a preview", problem);
  g_free (heard);
  heard = pixels;
}

static void
hear_estimate (gpointer user, const char *text)
{
  (void) user;
  if (text[0] == '\0')
    fail ("an estimate", "no text");
  is_estimated = TRUE;
}

static void
hear_thumbnail (gpointer user, const char *style, guchar *pixels, const char *problem)
{
  int number = 0;

  (void) user;
  while (number < THUMBNAILS && strcmp (style, styles[number]) != 0)
    number++;
  if ((pixels == NULL) != (number == THUMBNAILS))
    fail (style, pixels == NULL ? problem : "it is made, and there is none");
  else if (pixels != NULL && thumbnails[number] == NULL)
    thumbnails[number] = g_steal_pointer (&pixels);
  else if (pixels != NULL)
    compare (style, pixels, thumbnails[number], 4 * THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT);
  g_free (pixels);
}

static const WorkerListener listener = { hear_preview, hear_estimate, hear_thumbnail, NULL };

static GeglBuffer *
picture (const char *format, int width, int channels)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, HEIGHT), babl_format (format));
  int         count = width * HEIGHT * channels;
  guchar     *values = g_malloc ((gsize) count);

  for (int i = 0; i < count; i++)
    values[i] = channels == 4 && i % 4 == 3 ? 255 : (guchar) ((i * 37) % 211);
  gegl_buffer_set (buffer, NULL, 0, babl_format (format), values, GEGL_AUTO_ROWSTRIDE);
  g_free (values);
  return buffer;
}

static void
want (Worker *worker, int size, const Kind *kind)
{
  Masks masks = { .mask = kind->has_mask ? mask[size] : NULL };

  g_clear_pointer (&heard, g_free);
  is_estimated = FALSE;
  settings.job.options.strength = kind->strength;
  worker_want (worker, &settings, &masks, kind->closeup.content == NULL ? NULL : &kind->closeup);
}

/* Asks for it, and waits for all that is told of it. */
static void
settle (Worker *worker, int size, Kind *kind)
{
  want (worker, size, kind);
  while (!is_estimated)
    g_main_context_iteration (NULL, TRUE);
  if (heard == NULL)
    fail (kind->name, "no preview");
  else if (kind->right == NULL)
    kind->right = g_steal_pointer (&heard);
  else
    compare (kind->name, heard, kind->right, kind->bytes);
}

/* One of all that a hasty user does, and some time for it. */
static void
meddle (Worker *worker, int size, Kind *known)
{
  switch (g_rand_int_range (chance, 0, 8))
    {
    case 0: worker_cancel (worker); break;
    case 1: worker_set_model (worker, "compact"); break;
    case 2: worker_want_thumbnail (worker, styles[g_rand_int_range (chance, 0, THUMBNAILS)]); break;
    case 3: worker_want_thumbnail (worker, "no-such-style"); break;
    default: want (worker, size, &known[g_rand_int_range (chance, 0, KINDS)]);
    }
  g_usleep ((gulong) g_rand_int_range (chance, 0, 20000));
  for (int i = g_rand_int_range (chance, 0, 4); i > 0; i--)
    g_main_context_iteration (NULL, FALSE);
}

/* Without meddling first, for what is right. size: 0 for the small picture, 1 for the one that is shown
 * coarsely first. */
static void
try_size (int size, int rounds)
{
  Kind known[KINDS];

  memcpy (known, kinds, sizeof known);
  for (int k = 0; k < KINDS; k++)
    known[k].bytes = (gsize) (size == 0 ? WIDTH : LARGE) * HEIGHT * 4;
  known[KINDS - 1].closeup = (Closeup) { .content = content[0],
                                         .shown = { 7, 5, 57, 41 },
                                         .whole = content[1] };
  known[KINDS - 1].bytes = 57 * 41 * 4;
  for (int round = -KINDS; round < rounds; round++)
    {
      Worker *worker = worker_new (content[size], 4 * WIDTH, 4 * HEIGHT, &listener);

      worker_set_model (worker, "compact");
      worker_start (worker);
      for (int i = round < 0 ? 0 : g_rand_int_range (chance, 0, 12); i > 0; i--)
        meddle (worker, size, known);
      if (round % 3 != 2)
        settle (worker, size, &known[(round + KINDS) % KINDS]);
      worker_free (worker);
      g_clear_pointer (&heard, g_free);
    }
  for (int k = 0; k < KINDS; k++)
    g_free (known[k].right);
}

int
main (int count, char **arguments)
{
  if (count != 2)
    return 2;
  gegl_init (NULL, NULL);
  chance = g_rand_new_with_seed (11);
  settings_init (&settings);
  settings_replace_text (&settings.model, "compact");
  settings_replace_text (&settings.style, "starry-night");
  for (int size = 0; size < 2; size++)
    {
      content[size] = picture ("R'G'B'A u8", size == 0 ? WIDTH : LARGE, 4);
      mask[size] = picture ("Y' u8", size == 0 ? WIDTH : LARGE, 1);
    }
  for (int size = 0; size < 2; size++)
    try_size (size, atoi (arguments[1]));
  for (int size = 0; size < 2; size++)
    {
      g_object_unref (content[size]);
      g_object_unref (mask[size]);
    }
  for (int i = 0; i < THUMBNAILS; i++)
    g_free (thumbnails[i]);
  settings_clear (&settings);
  g_rand_free (chance);
  printf ("%d pictures finished, %d failures\n", finished, failures);
  return failures == 0 && finished > 0 ? 0 : 1;
}
