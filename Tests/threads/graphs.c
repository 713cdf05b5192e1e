/* graphs.c: threads with graphs of their own, of two operations each, on one content and one mask; and
 * threads that stylise in one session of what hosts share (adain-gegl.h), and are cancelled in between. What
 * is finished has to be right. scripts/race.sh builds it, the operations and the library with
 * ThreadSanitizer; without it is a test of the results alone.
 *
 *   graphs ROUNDS     GEGL_PATH and ADAIN_DATA_DIR as for the operations
 */
#include "interrupter.h"

#include <adain-gegl.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum
{
  GRAPHS = 4,
  JOBS = 4,
  WIDTH = 43,
  HEIGHT = 39,
  VALUES = WIDTH * HEIGHT * 4
};

/* What a session keeps of a content is in steps of 2^-14, so that later pictures of it differ from the first
 * by half a step; the second operation of a graph makes some of that. A quarter of a level is more. */
static const float tolerance = 1e-3f;

typedef struct
{
  GeglNode *graph, *first, *last;
} Graph;

static int               rounds;
static GeglBuffer       *content, *mask;
static Graph             graphs[GRAPHS];
static float             of_graph[2][VALUES], of_job[2][VALUES];
static AdainGeglSession *session;
static atomic_int        finished, failures;

static void
fail (const char *what, const char *problem)
{
  fprintf (stderr, "FAIL %s: %s\n", what, problem);
  atomic_fetch_add (&failures, 1);
}

static GeglBuffer *
picture (const char *format, int channels)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, WIDTH, HEIGHT), babl_format (format));
  float       values[VALUES];

  for (int i = 0; i < WIDTH * HEIGHT * channels; i++)
    values[i] = (float) ((i * 37) % 211) / 211.0f;
  gegl_buffer_set (buffer, NULL, 0, babl_format (format), values, GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

static GeglNode *
source_of (GeglNode *graph, GeglBuffer *buffer)
{
  return gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", buffer, NULL);
}

static void
build (Graph *graph)
{
  graph->graph = gegl_node_new ();
  graph->first = gegl_node_new_child (graph->graph, "operation", "adain:stylize", "style", "starry-night",
                                      "model", "compact", "threads", 2, NULL);
  graph->last = gegl_node_new_child (graph->graph, "operation", "adain:effect", "style", "great-wave",
                                     "model", "compact", "strength", 0.5, NULL);
  gegl_node_link_many (source_of (graph->graph, content), graph->first, graph->last, NULL);
  gegl_node_connect_to (source_of (graph->graph, mask), "output", graph->first, "aux2");
}

/* Each round has another strength than the one before, or GEGL would keep the picture. */
static double
strength (int round)
{
  return round % 2 == 0 ? 1.0 : 0.5;
}

static void
process (Graph *graph, int round, float *result)
{
  GeglNode *nodes[] = { graph->first, graph->last };

  gegl_node_set (graph->first, "strength", strength (round), NULL);
  gegl_node_blit (graph->last, 1.0, GEGL_RECTANGLE (0, 0, WIDTH, HEIGHT), babl_format ("R'G'B'A float"),
                  result, GEGL_AUTO_ROWSTRIDE, GEGL_BLIT_DEFAULT);
  for (int i = 0; i < 2; i++)
    {
      char *problem = NULL;

      gegl_node_get (nodes[i], "error", &problem, NULL);
      if (problem == NULL || problem[0] != '\0')
        fail ("an operation", problem == NULL ? "no text" : problem);
      g_free (problem);
    }
}

/* FALSE when it was cancelled. */
static gboolean
stylize (int round, gboolean may_stop, float *result)
{
  GeglBuffer  *output = gegl_buffer_new (GEGL_RECTANGLE (0, 0, WIDTH, HEIGHT), babl_format ("R'G'B'A float"));
  GError      *error = NULL;
  AdainGeglJob job;
  gboolean     good;

  adain_gegl_job_init (&job);
  job.content = content;
  job.extent = *gegl_buffer_get_extent (content);
  job.output = output;
  job.mask = mask;
  job.styles[0] = "starry-night";
  job.styles[1] = "great-wave";
  job.weights[0] = job.weights[1] = 1.0;
  job.model = "compact";
  job.options.strength = strength (round);
  job.options.progress = progress;
  job.options.progress_user = may_stop ? session : NULL;
  good = adain_gegl_stylize (session, &job, &error);
  if (good)
    gegl_buffer_get (output, NULL, 1.0, babl_format ("R'G'B'A float"), result, GEGL_AUTO_ROWSTRIDE,
                     GEGL_ABYSS_NONE);
  else if (!may_stop || error->code != ADAIN_CANCELLED)
    fail ("a job", error->message);
  g_clear_error (&error);
  g_object_unref (output);
  return good;
}

static void
compare (const char *what, const float *result, const float *right)
{
  for (int i = 0; i < VALUES; i++)
    if (!(fabsf (result[i] - right[i]) <= tolerance))
      {
        fail (what, "another picture");
        return;
      }
  atomic_fetch_add (&finished, 1);
}

static gpointer
work_on_graph (gpointer user)
{
  float result[VALUES];

  for (int round = 0; round < rounds; round++)
    {
      process (user, round, result);
      compare ("a graph", result, of_graph[round % 2]);
    }
  return NULL;
}

static gpointer
work_in_session (gpointer user)
{
  int   number = GPOINTER_TO_INT (user);
  float result[VALUES];

  for (int round = number; round < number + rounds; round++)
    if (stylize (round, round % 3 != 0, result))
      compare ("a job", result, of_job[round % 2]);
  return NULL;
}

static void
prepare (void)
{
  content = picture ("R'G'B'A float", 4);
  mask = picture ("Y float", 1);
  session = adain_gegl_session_new ();
  for (int i = 0; i < GRAPHS; i++)
    build (&graphs[i]);
  for (int round = 0; round < 2; round++)
    {
      process (&graphs[0], round, of_graph[round]);
      stylize (round, FALSE, of_job[round]);
    }
}

int
main (int count, char **arguments)
{
  GThread *threads[GRAPHS + JOBS];

  if (count != 2)
    return 2;
  rounds = atoi (arguments[1]);
  gegl_init (NULL, NULL);
  prepare ();
  interrupter_start ();
  for (int i = 0; i < GRAPHS; i++)
    threads[i] = g_thread_new ("graph", work_on_graph, &graphs[i]);
  for (int i = 0; i < JOBS; i++)
    threads[GRAPHS + i] = g_thread_new ("job", work_in_session, GINT_TO_POINTER (i));
  for (int i = 0; i < GRAPHS + JOBS; i++)
    g_thread_join (threads[i]);
  interrupter_stop ();
  for (int i = 0; i < GRAPHS; i++)
    g_object_unref (graphs[i].graph);
  adain_gegl_session_free (session);
  g_object_unref (mask);
  g_object_unref (content);
  printf ("%d pictures finished, %d failures\n", atomic_load (&finished), atomic_load (&failures));
  return atomic_load (&failures) == 0 && atomic_load (&finished) > 0 ? 0 : 1;
}
