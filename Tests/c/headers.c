/* headers.c: options of callers that were compiled with another header: an older one, whose struct ends
 * sooner, and a newer one. */
#include "abi.h"

#include <stddef.h>

#define W 19
#define H 14
#define UNTOUCHED 0xff /* as a double it is a NaN, which is refused where it is read */

enum
{
  OLDEST = offsetof (adain_options, tone),
  NEWER = sizeof (adain_options) + 8
};

static float        pixels[W * H * 3], wanted[W * H * 3], found[W * H * 3];
static adain_status status;

/* A call with strength 0.4 and all else by default. */
static void
stylize (adain_options *options, float *to)
{
  const adain_style *styles[] = { style };
  adain_region       region = region_of (styles, NULL, 1);
  adain_image        content = image_of (pixels, W, H, 3), output = image_of (to, W, H, 3);

  options->strength = 0.4;
  status = adain_stylize (context, model, &content, &region, 1, options, &output);
}

static int
is_untouched (const unsigned char *memory, size_t from, size_t to)
{
  while (from < to && memory[from] == UNTOUCHED)
    from++;
  return from == to;
}

static void
test_older (unsigned char *memory, size_t size)
{
  char name[80];

  memset (memory, UNTOUCHED, NEWER);
  adain_options_init ((adain_options *) memory, size);
  snprintf (name, sizeof name, "options of %d bytes: the defaults, and nothing behind them", (int) size);
  check (is_untouched (memory, size, NEWER) && ((adain_options *) memory)->strength == 1.0, name);
  stylize ((adain_options *) memory, found);
  snprintf (name, sizeof name, "options of %d bytes: the others have their defaults", (int) size);
  check (status == ADAIN_OK && memcmp (wanted, found, sizeof found) == 0, name);
}

void
test_headers (void)
{
  adain_options  options;
  unsigned char *memory = malloc (NEWER);

  if (memory == NULL)
    abort ();
  fill_picture (pixels, W, H, 3);
  adain_options_init (&options, sizeof options);
  stylize (&options, wanted);
  check (status == ADAIN_OK, "options of this header");
  for (size_t size = OLDEST; size <= sizeof options; size += 8)
    test_older (memory, size);

  memset (memory, UNTOUCHED, NEWER);
  adain_options_init ((adain_options *) memory, NEWER);
  check (is_untouched (memory, sizeof options, NEWER), "a newer header's options: what is unknown stays");
  expect (adain_options_check (context, (adain_options *) memory), ADAIN_INVALID_ARGUMENT,
          "a newer header's options are refused");
  check (strstr (adain_context_error (context), "built for a newer one") != NULL, "and the text says why");
  check (adain_options_are_neutral ((adain_options *) memory) == 0, "nor are they neutral");

  memset (memory, UNTOUCHED, NEWER);
  adain_options_init ((adain_options *) memory, sizeof (size_t) - 1);
  check (is_untouched (memory, 0, NEWER), "no room for anything: nothing is written");
  free (memory);
}
