/* worker.c: the dialog's second thread without a dialog: wishes that follow each other closely, wishes given
 * up, and an end in the middle of work. Prints a line a case; ./run builds it with the address sanitizer,
 * which ends it on a use of freed memory. */
#include "paint.h"
#include "testing.h"
#include "worker.h"

#include <stdio.h>
#include <string.h>

#define WIDTH 123
#define HEIGHT 77
#define BYTES (WIDTH * HEIGHT * 4)

typedef struct
{
  int     previews, estimates, thumbnails;
  guchar *pixels; /* the last preview's */
  guchar *thumbnail;
  char   *problem;
} Heard;

static void
hear_preview (gpointer user, guchar *pixels, const char *problem)
{
  Heard *heard = user;

  heard->previews++;
  g_free (heard->pixels);
  heard->pixels = pixels;
  g_free (heard->problem);
  heard->problem = g_strdup (problem);
}

static void
hear_estimate (gpointer user, const char *text)
{
  Heard *heard = user;

  heard->estimates += text[0] != '\0';
}

static void
hear_thumbnail (gpointer user, const char *style, guchar *pixels, const char *problem)
{
  Heard *heard = user;

  (void) style;
  heard->thumbnails++;
  g_free (heard->thumbnail);
  heard->thumbnail = pixels;
  g_free (heard->problem);
  heard->problem = g_strdup (problem);
}

static void
forget (Heard *heard)
{
  g_free (heard->pixels);
  g_free (heard->thumbnail);
  g_free (heard->problem);
  memset (heard, 0, sizeof *heard);
}

static void
wait_for (const int *count, int wanted)
{
  while (*count < wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wish (Worker *worker, Settings *settings, double strength)
{
  settings->job.options.strength = strength;
  worker_want (worker, settings, NULL, NULL);
}

/* What it is asked for before it starts it does then; one that never starts ends all the same. */
static void
check_start (Worker *worker, Heard *heard, Settings *settings)
{
  wish (worker, settings, 1.0);
  g_usleep (20000);
  drain ();
  check ("nothing is made before it starts", heard->previews == 0);
  worker_start (worker);
  wait_for (&heard->estimates, 1);
  forget (heard);
}

static void
check_wishes (Worker *worker, Heard *heard, GeglBuffer *picture, Settings *settings)
{
  AdainGeglSession *session = adain_gegl_session_new ();
  AdainGeglJob      job;
  guchar           *expected;

  for (int i = 1; i <= 60; i++)
    {
      wish (worker, settings, i / 60.0);
      if (i % 7 == 0)
        drain ();
    }
  wait_for (&heard->estimates, 1);
  job = settings->job;
  job.content = picture;
  expected = paint (session, &job, settings, NULL, NULL);
  check ("the last of 60 wishes is told",
         heard->pixels != NULL && expected != NULL && memcmp (heard->pixels, expected, BYTES) == 0);
  check ("and most others were given up", heard->previews < 30);
  g_free (expected);
  adain_gegl_session_free (session);
  forget (heard);
}

static void
check_giving_up (Worker *worker, Heard *heard, Settings *settings)
{
  wish (worker, settings, 0.5);
  worker_cancel (worker);
  worker_want_thumbnail (worker, "great-wave"); /* after everything else */
  wait_for (&heard->thumbnails, 1);
  check ("what was given up is not told", heard->previews == 0);
  check ("a thumbnail is made all the same", heard->thumbnail != NULL);
  forget (heard);
}

#define THUMBNAIL_BYTES (4 * THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT)

static void
check_problems (Worker *worker, Heard *heard, Settings *settings)
{
  worker_want_thumbnail (worker, "no-such-style");
  wait_for (&heard->thumbnails, 1);
  check ("a style that is not there: a problem", heard->thumbnail == NULL && heard->problem != NULL);
  forget (heard);
  settings_replace_text (&settings->style, "no-such-style");
  wish (worker, settings, 1.0);
  wait_for (&heard->previews, 1);
  check ("a preview of it: a problem", heard->pixels == NULL && heard->problem != NULL);
  forget (heard);
  settings_replace_text (&settings->style, ADAIN_DEFAULT_STYLE);
}

static void
check_ends (GeglBuffer *picture, const WorkerListener *listener, Heard *heard, Settings *settings)
{
  for (int i = 0; i < 20; i++)
    {
      Worker *worker = worker_new (picture, WIDTH, HEIGHT, listener);

      worker_start (worker);
      wish (worker, settings, 1.0);
      worker_want_thumbnail (worker, "okita");
      g_usleep (i * 1000); /* ends it elsewhere each time */
      worker_free (worker);
      forget (heard);
    }
  drain ();
  check ("after its end nothing is told", heard->previews + heard->estimates + heard->thumbnails == 0);
}

int
main (void)
{
  Heard          heard = { 0 };
  WorkerListener listener = { hear_preview, hear_estimate, hear_thumbnail, &heard };
  Settings       settings;
  GeglBuffer    *picture;
  Worker        *worker;

  gegl_init (NULL, NULL);
  settings_init (&settings);
  picture = make_picture (WIDTH, HEIGHT);
  worker = worker_new (picture, WIDTH, HEIGHT, &listener);
  check_start (worker, &heard, &settings);
  check_wishes (worker, &heard, picture, &settings);
  check_giving_up (worker, &heard, &settings);
  check_problems (worker, &heard, &settings);
  worker_free (worker);
  worker_free (worker_new (picture, WIDTH, HEIGHT, &listener));
  check_ends (picture, &listener, &heard, &settings);
  g_object_unref (picture);
  settings_clear (&settings);
  gegl_exit ();
  return failures != 0;
}
