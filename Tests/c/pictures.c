/* pictures.c: what adain_stylize() makes of good pictures: sizes, strides, callbacks, masks, threads. */
#include "abi.h"

#include <pthread.h>

#define W 61
#define H 43

int
stylizes (int width, int height)
{
  size_t             count = (size_t) width * height * 4;
  float             *from = malloc (count * sizeof (float)), *to = calloc (count, sizeof (float));
  const adain_style *styles[] = { style };
  adain_region       region = region_of (styles, NULL, 1);
  adain_image        content = image_of (from, width, height, 4), output = image_of (to, width, height, 4);
  double             worst;

  fill_picture (from, width, height, 4);
  if (adain_stylize (context, model, &content, &region, 1, NULL, &output) != ADAIN_OK)
    worst = -1.0;
  else
    worst = difference (from, to, count);
  free (from);
  free (to);
  return worst > 0.001 && isfinite (worst);
}

static adain_status
stylize (adain_image *content, adain_image *output, const adain_options *options)
{
  const adain_style *styles[] = { style };
  adain_region       region = region_of (styles, NULL, 1);

  return adain_stylize (context, model, content, &region, 1, options, output);
}

static void
test_sizes (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 1, 9 }, { 9, 1 },   { 2, 2 },
                                  { 7, 5 }, { 8, 8 }, { 17, 33 }, { 200, 3 } };

  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    {
      char name[64];

      snprintf (name, sizeof name, "a picture of %dx%d", sizes[i][0], sizes[i][1]);
      check (stylizes (sizes[i][0], sizes[i][1]), name);
    }
}

/* Rows that do not follow each other closely, of which the gaps must stay. */
static void
test_strides (const float *picture, const float *expected)
{
  enum
  {
    STRIDE = W * 4 + 13
  };
  float      *from = malloc (sizeof (float) * STRIDE * H), *to = malloc (sizeof (float) * STRIDE * H);
  adain_image content = image_of (from, W, H, 4), output = image_of (to, W, H, 4);
  int         gaps = 1;
  double      worst = 0.0;

  for (int i = 0; i < STRIDE * H; i++)
    from[i] = to[i] = -77.0f;
  for (int y = 0; y < H; y++)
    memcpy (from + y * STRIDE, picture + y * W * 4, sizeof (float) * W * 4);
  content.row_stride = output.row_stride = sizeof (float) * STRIDE;
  expect (stylize (&content, &output, NULL), ADAIN_OK, "strided buffers");
  for (int y = 0; y < H; y++)
    {
      worst = fmax (worst, difference (to + y * STRIDE, expected + y * W * 4, W * 4));
      for (int x = W * 4; x < STRIDE; x++)
        gaps = gaps && to[y * STRIDE + x] == -77.0f;
    }
  check (worst <= 1e-6, "strided buffers give the same pixels");
  check (gaps, "and leave the gaps alone");
  free (from);
  free (to);
}

typedef struct
{
  float    *pixels;
  int       calls, outside, wrong_thread, fail;
  pthread_t thread;
} Host;

static int32_t
transfer (Host *host, int64_t x, int64_t y, int64_t width, int64_t height, float *pixels, int64_t row_stride,
          int write)
{
  host->calls++;
  host->wrong_thread |= !pthread_equal (host->thread, pthread_self ());
  if (x < 0 || y < 0 || width <= 0 || height <= 0 || x + width > W || y + height > H)
    {
      host->outside = 1;
      return 1;
    }
  for (int64_t row = 0; row < height; row++)
    {
      float *theirs = (float *) ((char *) pixels + row * row_stride);
      float *ours = host->pixels + ((y + row) * W + x) * 4;

      memcpy (write ? ours : theirs, write ? theirs : ours, sizeof (float) * (size_t) width * 4);
    }
  return host->fail;
}

static int32_t
give (void *user, int64_t x, int64_t y, int64_t width, int64_t height, float *pixels, int64_t row_stride)
{
  return transfer (user, x, y, width, height, pixels, row_stride, 0);
}

static int32_t
take (void *user, int64_t x, int64_t y, int64_t width, int64_t height, float *pixels, int64_t row_stride)
{
  return transfer (user, x, y, width, height, pixels, row_stride, 1);
}

static void
test_callbacks (float *picture, const float *expected)
{
  float       result[W * H * 4] = { 0 };
  Host        from = { .pixels = picture, .thread = pthread_self () };
  Host        to = { .pixels = result, .thread = pthread_self () };
  adain_image content = image_of (NULL, W, H, 4), output = image_of (NULL, W, H, 4);

  content.transfer = give;
  content.user = &from;
  output.transfer = take;
  output.user = &to;
  expect (stylize (&content, &output, NULL), ADAIN_OK, "transfer callbacks");
  check (difference (result, expected, W * H * 4) <= 1e-6, "transfer callbacks give the same pixels");
  check (!from.outside && !to.outside, "they stay inside the picture");
  check (!from.wrong_thread && !to.wrong_thread, "they are called from the calling thread");
  from.fail = 1;
  expect (stylize (&content, &output, NULL), ADAIN_UNREADABLE, "a content callback that fails");
  from.fail = 0;
  to.fail = 1;
  expect (stylize (&content, &output, NULL), ADAIN_UNREADABLE, "an output callback that fails");
}

static void
test_regions (const float *picture, const float *expected)
{
  float              mask_pixels[W * H], result[W * H * 4];
  const adain_style *styles[] = { style };
  adain_image        mask = image_of (mask_pixels, W, H, 1);
  adain_image        content = image_of ((float *) picture, W, H, 4), output = image_of (result, W, H, 4);
  adain_region       regions[] = { region_of (styles, NULL, 1), region_of (styles, NULL, 1) };

  for (int i = 0; i < W * H; i++)
    mask_pixels[i] = 1.0f;
  regions[0].mask = regions[1].mask = &mask;
  expect (adain_stylize (context, model, &content, regions, 1, NULL, &output), ADAIN_OK, "a white mask");
  check (difference (result, expected, W * H * 4) <= 1e-4, "a white mask is no mask");
  regions[0].invert_mask = 1;
  expect (adain_stylize (context, model, &content, regions, 1, NULL, &output), ADAIN_OK,
          "an inverted white mask");
  check (difference (result, picture, W * H * 4) <= 1e-6, "an inverted white mask leaves the content");
  for (int i = 0; i < W * H; i++)
    mask_pixels[i] = i % W < W / 2 ? 1.0f : 0.0f;
  regions[0].invert_mask = 0;
  regions[1].invert_mask = 1;
  expect (adain_stylize (context, model, &content, regions, 2, NULL, &output), ADAIN_OK, "two regions");
  check (difference (result, picture, W * H * 4) > 0.01, "two regions change the picture");
}

void
test_pictures (void)
{
  static float  picture[W * H * 4], three[W * H * 3], expected[W * H * 4], result[W * H * 4];
  adain_image   content = image_of (picture, W, H, 4), output = image_of (expected, W, H, 4);
  adain_options options;

  test_sizes ();
  fill_picture (picture, W, H, 4);
  for (int i = 0; i < W * H; i++)
    picture[4 * i + 3] = (float) (i % W) / W;
  expect (stylize (&content, &output, NULL), ADAIN_OK, "a picture with alpha");
  check (difference (picture, expected, W * H * 4) > 0.01, "it changes");
  for (int i = 0; i < W * H; i++)
    result[i] = picture[4 * i + 3] - expected[4 * i + 3];
  check (difference (result, (float[W * H]) { 0 }, W * H) == 0.0, "but not its alpha");
  test_strides (picture, expected);
  test_callbacks (picture, expected);
  test_regions (picture, expected);

  adain_options_init (&options, sizeof options);
  check (options.struct_size == sizeof options && options.strength == 1.0, "the default options");
  options.strength = 0.0;
  output.pixels = result;
  expect (stylize (&content, &output, &options), ADAIN_OK, "strength 0");
  check (memcmp (result, picture, sizeof picture) == 0, "strength 0 gives every bit back");

  fill_picture (three, W, H, 3);
  content = image_of (three, W, H, 3);
  output = image_of (result, W, H, 3);
  expect (stylize (&content, &output, NULL), ADAIN_OK, "three channels");
  check (difference (three, result, W * H * 3) > 0.01, "three channels change");
}

static void *
work_alone (void *result)
{
  float              from[W * H * 4], *to = result;
  adain_context     *own = adain_context_create ();
  const adain_style *styles[] = { style };
  adain_region       region = region_of (styles, NULL, 1);
  adain_image        content = image_of (from, W, H, 4), output = image_of (to, W, H, 4);
  int                good = own != NULL;

  fill_picture (from, W, H, 4);
  for (int i = 0; i < 3; i++)
    good = good && adain_stylize (own, model, &content, &region, 1, NULL, &output) == ADAIN_OK;
  adain_context_free (own);
  return good ? result : NULL;
}

void
test_threads (void)
{
  static float results[2][W * H * 4];
  pthread_t    threads[2];
  void        *done[2];

  for (int i = 0; i < 2; i++)
    pthread_create (&threads[i], NULL, work_alone, results[i]);
  for (int i = 0; i < 2; i++)
    pthread_join (threads[i], &done[i]);
  check (done[0] != NULL && done[1] != NULL, "two threads share a model and a style");
  check (difference (results[0], results[1], W * H * 4) == 0.0, "and get the same pixels");
}
