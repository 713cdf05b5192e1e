/* memory.c: a host whose memory is short: the same calls of adain.h with a little more room each time, from
 * none to all that they need. Each time they are told as ADAIN_OUT_OF_MEMORY or succeed, and no process dies.
 *
 *   memory MODEL STYLE
 */
#include <adain.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum
{
  WIDTH = 211,
  HEIGHT = 163,
  STEPS = 80,
  STEP = 1 << 20,
  FIRST = 2 << 20
};

static float pixels[WIDTH * HEIGHT * 4], mask[WIDTH * HEIGHT], result[WIDTH * HEIGHT * 4];

static int
is_told (adain_context *context, adain_status status)
{
  if (status == ADAIN_OUT_OF_MEMORY && adain_context_error (context)[0] != '\0')
    exit (1);
  if (status != ADAIN_OK)
    {
      fprintf (stderr, "status %d: %s\n", (int) status, adain_context_error (context));
      exit (2);
    }
  return 1;
}

static adain_image
image (float *at, int channels)
{
  return (adain_image) {
    .struct_size = sizeof (adain_image), .width = WIDTH, .height = HEIGHT, .channels = channels, .pixels = at
  };
}

/* Exits with 0: all done; 1: memory ran out, and that was said; 2: another failure. */
static void
call (const char *model_path, const char *style_path)
{
  adain_context *context = adain_context_create ();
  adain_model   *model = NULL;
  adain_style   *styles[2] = { NULL, NULL };
  adain_image    content = image (pixels, 4), grey = image (mask, 1), output = image (result, 4);
  adain_region   regions[2] = { { .struct_size = sizeof (adain_region), .mask = &grey, .style_count = 1 },
                                { .struct_size = sizeof (adain_region), .mask = &grey, .style_count = 1 } };
  adain_options  options;

  adain_options_init (&options, sizeof options);
  options.threads = 2;
  regions[0].styles = (const adain_style *const *) &styles[0];
  regions[1].styles = (const adain_style *const *) &styles[1];
  regions[1].invert_mask = 1;
  is_told (context, adain_model_load (context, model_path, &model));
  is_told (context, adain_style_load (context, style_path, &styles[0]));
  is_told (context, adain_style_create (context, model, &content, 100, &options, &styles[1]));
  is_told (context, adain_stylize (context, model, &content, regions, 2, &options, &output));
  exit (0);
}

static long
size_now (void)
{
  FILE *file = fopen ("/proc/self/statm", "r");
  long  pages = 0;

  if (file == NULL || fscanf (file, "%ld", &pages) != 1)
    exit (2);
  fclose (file);
  return pages * sysconf (_SC_PAGESIZE);
}

int
main (int count, char **arguments)
{
  int outcomes[3] = { 0 };

  if (count != 3)
    return 2;
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      mask[i] = (float) (i % WIDTH) / WIDTH;
      for (int c = 0; c < 4; c++)
        pixels[4 * i + c] = (float) ((i * 7 + c * 31) % 101) / 101.0f;
    }
  for (int step = 0; step < STEPS; step++)
    {
      pid_t process = fork ();
      int   status = 0;

      if (process == 0)
        {
          struct rlimit limit = { 0 };

          limit.rlim_cur = limit.rlim_max = (rlim_t) (size_now () + FIRST + (long) step * STEP);
          if (setrlimit (RLIMIT_AS, &limit) != 0)
            exit (2);
          call (arguments[1], arguments[2]);
        }
      if (process < 0 || waitpid (process, &status, 0) != process)
        return 2;
      if (!WIFEXITED (status) || WEXITSTATUS (status) > 1)
        {
          printf ("with %d MiB: %s %d\n", (FIRST + step * STEP) >> 20,
                  WIFEXITED (status) ? "status" : "signal",
                  WIFEXITED (status) ? WEXITSTATUS (status) : WTERMSIG (status));
          outcomes[2]++;
        }
      else
        outcomes[WEXITSTATUS (status)]++;
    }
  printf ("%d done, %d told, %d broken\n", outcomes[0], outcomes[1], outcomes[2]);
  return outcomes[0] > 0 && outcomes[1] > 0 && outcomes[2] == 0 ? 0 : 1;
}
