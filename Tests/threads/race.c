/* race.c: sixteen threads that share a model, styles and a content's statistics, some with a context of their
 * own and some with one for several, stylise, measure and load at the same time, and are cancelled in
 * between. What is finished has to be right. scripts/race.sh builds it and the library with ThreadSanitizer;
 * without it is a test of the results alone.
 *
 *   race MODEL STYLE ROUNDS
 */
#include "interrupter.h"

#include <adain.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum
{
  THREADS = 16,
  SHARED = 4,
  WIDTH = 41,
  HEIGHT = 37,
  VALUES = WIDTH * HEIGHT * 4
};

static const char       *style_path;
static int               rounds;
static adain_context    *contexts[THREADS];
static adain_model      *model;
static adain_style      *style;
static adain_statistics *statistics;
static float             content[VALUES], right[VALUES];
static atomic_int        finished, failures;

static void
fail (const char *what, adain_status status, adain_context *context)
{
  fprintf (stderr, "FAIL %s: status %d, %s\n", what, (int) status, adain_context_error (context));
  atomic_fetch_add (&failures, 1);
}

static adain_image
image_of (float *pixels)
{
  return (adain_image) {
    .struct_size = sizeof (adain_image), .width = WIDTH, .height = HEIGHT, .channels = 4, .pixels = pixels
  };
}

static adain_region
whole (const adain_style *const *list)
{
  return (adain_region) { .struct_size = sizeof (adain_region), .styles = list, .style_count = 1 };
}

static adain_status
stylize (adain_context *context, const adain_style *with, float *result, int threads, int is_cancelled)
{
  adain_image   from = image_of (content), to = image_of (result);
  adain_region  region = whole (&with);
  adain_options options;

  adain_options_init (&options, sizeof options);
  options.threads = threads;
  options.statistics = statistics;
  options.progress = progress;
  options.progress_user = is_cancelled ? content : NULL;
  return adain_stylize (context, model, &from, &region, 1, &options, &to);
}

static void
try_stylizing (adain_context *context, const adain_style *with, unsigned round)
{
  static const size_t size = sizeof (float) * VALUES;
  float              *result = malloc (size);
  adain_status        status = stylize (context, with, result, 1 + (int) (round % 2), round % 3 == 0);

  if (status == ADAIN_OK)
    {
      atomic_fetch_add (&finished, 1);
      for (int i = 0; i < VALUES; i++)
        if (!(fabsf (result[i] - right[i]) <= 1e-5f))
          {
            fail ("another picture", status, context);
            break;
          }
    }
  else if (status != ADAIN_CANCELLED || round % 3 != 0)
    fail ("stylising", status, context);
  free (result);
}

static void
try_the_rest (adain_context *context, unsigned round)
{
  adain_style   *made = NULL;
  adain_image    image = image_of (content);
  adain_estimate estimate = { .struct_size = sizeof estimate };
  adain_status   status = round % 2 == 0 ? adain_style_load (context, style_path, &made)
                                         : adain_style_create (context, model, &image, 0, NULL, &made);

  if (status != ADAIN_OK)
    fail ("a style", status, context);
  if (round % 2 == 0 && made != NULL)
    try_stylizing (context, made, round);
  adain_style_free (made);
  status = adain_estimate_stylize (context, model, 300, 200, NULL, &estimate);
  if (status != ADAIN_OK)
    fail ("an estimate", status, context);
  if (round % 5 == 0)
    adain_context_set_cache_limit (context, round % 2 == 0 ? 0 : 1 << 20);
}

static void *
work (void *user)
{
  unsigned       number = (unsigned) (size_t) user;
  adain_context *context = contexts[number];

  for (unsigned round = 0; round < (unsigned) rounds; round++)
    if ((number + round) % 4 == 0)
      try_the_rest (context, number + round);
    else
      try_stylizing (context, style, number + round);
  return NULL;
}

static void
prepare (const char *model_path)
{
  adain_image  image = image_of (content);
  adain_region region;

  for (int i = 0; i < VALUES; i++)
    content[i] = i % 4 == 3 ? 1.0f : (float) ((i * 37) % 211) / 211.0f;
  for (int i = 0; i < THREADS; i++)
    contexts[i] = i % 2 == 0 && i >= SHARED ? contexts[i % SHARED] : adain_context_create ();
  if (adain_model_load (contexts[0], model_path, &model) != ADAIN_OK
      || adain_style_load (contexts[0], style_path, &style) != ADAIN_OK)
    {
      fail ("beginning", ADAIN_UNREADABLE, contexts[0]);
      exit (2);
    }
  region = whole ((const adain_style *const *) &style);
  if (adain_statistics_add (contexts[0], model, &image, &region, 1, NULL, &statistics) != ADAIN_OK
      || stylize (contexts[0], style, right, 1, 0) != ADAIN_OK)
    fail ("the first picture", ADAIN_UNREADABLE, contexts[0]);
}

int
main (int count, char **arguments)
{
  pthread_t threads[THREADS];

  if (count != 4)
    return 2;
  style_path = arguments[2];
  rounds = atoi (arguments[3]);
  prepare (arguments[1]);
  interrupter_start ();
  for (size_t i = 0; i < THREADS; i++)
    pthread_create (&threads[i], NULL, work, (void *) i);
  for (int i = 0; i < THREADS; i++)
    pthread_join (threads[i], NULL);
  interrupter_stop ();
  for (int i = 0; i < THREADS; i++)
    if (i % 2 != 0 || i < SHARED)
      adain_context_free (contexts[i]);
  adain_statistics_free (statistics);
  adain_style_free (style);
  adain_model_free (model);
  printf ("%d pictures finished, %d failures\n", atomic_load (&finished), atomic_load (&failures));
  return atomic_load (&failures) == 0 && atomic_load (&finished) > 0 ? 0 : 1;
}
