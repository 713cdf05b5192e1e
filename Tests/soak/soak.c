/* soak.c: thousands of small pictures in one process, through adain.h, as long as memory stays as it is
 * (resident.h).
 *
 *   soak MODEL STYLE CALLS
 */
#include "resident.h"

#include <adain.h>

static float pixels[97 * 97 * 4], result[97 * 97 * 4];

static adain_image
image (float *at, int width, int height)
{
  return (adain_image) {
    .struct_size = sizeof (adain_image), .width = width, .height = height, .channels = 4, .pixels = at
  };
}

/* Of every size: styles that are made and loaded, colours kept in each way, strengths from 0 to 1. */
static adain_status
call (adain_context *context, const adain_model *model, const char *style_path, int number)
{
  int           width = 17 + number * 7 % 81, height = 17 + number * 13 % 81;
  adain_image   content = image (pixels, width, height), output = image (result, width, height);
  adain_style  *style = NULL;
  adain_region  region = { .struct_size = sizeof region, .style_count = 1 };
  adain_options options;
  adain_status  status;

  adain_options_init (&options, sizeof options);
  options.threads = 2;
  options.strength = number % 5 / 4.0;
  options.preserve_color = number % 3;
  for (int i = 0; i < width * height * 4; i++)
    pixels[i] = i % 4 == 3 ? 1.0f : (float) ((i * 31 + number) % 127) / 127.0f;
  status = number % 2 == 0 ? adain_style_load (context, style_path, &style)
                           : adain_style_create (context, model, &content, 0, &options, &style);
  region.styles = (const adain_style *const *) &style;
  if (status == ADAIN_OK)
    status = adain_stylize (context, model, &content, &region, 1, &options, &output);
  adain_style_free (style);
  return status;
}

int
main (int count, char **arguments)
{
  adain_context *context = adain_context_create ();
  adain_model   *model = NULL;
  Resident       resident = { 0 };
  int            calls = count == 4 ? atoi (arguments[3]) : 0;

  if (calls < 10 || adain_model_load (context, arguments[1], &model) != ADAIN_OK)
    return 2;
  /* By default a context keeps 512 MiB of encoded contents, which take thousands of calls to gather. */
  adain_context_set_cache_limit (context, 8 << 20);
  for (int i = 0; i < calls; i++)
    {
      adain_status status = call (context, model, arguments[2], i);

      if (status != ADAIN_OK)
        {
          fprintf (stderr, "call %d: %s\n", i, adain_context_error (context));
          return 1;
        }
      resident_add (&resident, i, calls);
    }
  adain_model_free (model);
  adain_context_free (context);
  return resident_is_flat (&resident, calls) ? 0 : 1;
}
