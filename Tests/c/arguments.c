/* arguments.c: arguments that no host should give; each has to end in a status and a text, not in a crash. */
#include "abi.h"

#define W 16
#define H 12
#define IMPOSSIBLE 1e300

static float              from[W * H * 4], to[W * H * 4], mask_pixels[W * H];
static const adain_style *styles[1];

/* A good call, of which each test spoils one thing. */
typedef struct
{
  const adain_context *context;
  const adain_model   *model;
  adain_image          content, output, mask;
  adain_region         region;
  size_t               region_count;
  adain_options        options;
} Call;

static Call
good_call (void)
{
  Call call = { 0 };

  styles[0] = style;
  fill_picture (from, W, H, 4);
  for (int i = 0; i < W * H; i++)
    mask_pixels[i] = 0.5f;
  call.content = image_of (from, W, H, 4);
  call.output = image_of (to, W, H, 4);
  call.mask = image_of (mask_pixels, W, H, 1);
  call.region = region_of (styles, NULL, 1);
  call.region_count = 1;
  adain_options_init (&call.options, sizeof call.options);
  return call;
}

static void
expect_call (Call *call, adain_status wanted, const char *name)
{
  expect (adain_stylize (context, model, &call->content, &call->region, call->region_count, &call->options,
                         &call->output),
          wanted, name);
}

#define SPOILED(change, wanted, name)    \
  do                                     \
    {                                    \
      Call call = good_call ();          \
                                         \
      change;                            \
      expect_call (&call, wanted, name); \
    }                                    \
  while (0)
#define BAD(change) SPOILED (change, ADAIN_INVALID_ARGUMENT, #change)

static void
test_nulls (void)
{
  Call               call = good_call ();
  adain_model       *no_model = NULL;
  adain_style       *no_style = NULL;
  adain_estimate     estimate = { sizeof estimate, 0, 0, 0.0 };
  const adain_status bad = ADAIN_INVALID_ARGUMENT;

  /* Without a context there is only the status. */
  check (adain_model_load (NULL, "x", &no_model) == bad, "adain_model_load: no context");
  check (adain_style_load (NULL, "x", &no_style) == bad, "adain_style_load: no context");
  check (adain_style_create (NULL, model, &call.content, 0, NULL, &no_style) == bad,
         "adain_style_create: no context");
  check (adain_style_save (NULL, style, "x", NULL) == bad, "adain_style_save: no context");
  check (adain_stylize (NULL, model, &call.content, &call.region, 1, NULL, &call.output) == bad,
         "adain_stylize: no context");
  check (adain_resize (NULL, &call.content, &call.output) == bad, "adain_resize: no context");
  check (adain_estimate_stylize (NULL, model, 9, 9, NULL, &estimate) == bad, "adain_estimate: no context");
  check (adain_context_set_cache_limit (NULL, 0) == bad, "adain_context_set_cache_limit: no context");
  check (adain_context_error (NULL) != NULL, "adain_context_error: no context");
  check (adain_model_id (NULL) == NULL && adain_model_description (NULL) == NULL, "no model has no texts");
  check (adain_style_title (NULL) == NULL && adain_style_model_id (NULL) == NULL, "no style has no texts");
  adain_options_init (NULL, sizeof (adain_options));

  expect (adain_model_load (context, NULL, &no_model), bad, "adain_model_load: no path");
  expect (adain_model_load (context, "x", NULL), bad, "adain_model_load: no result");
  expect (adain_style_load (context, NULL, &no_style), bad, "adain_style_load: no path");
  expect (adain_style_load (context, "x", NULL), bad, "adain_style_load: no result");
  expect (adain_style_create (context, NULL, &call.content, 0, NULL, &no_style), bad, "a style: no model");
  expect (adain_style_create (context, model, NULL, 0, NULL, &no_style), bad, "a style: no picture");
  expect (adain_style_create (context, model, &call.content, 0, NULL, NULL), bad, "a style: no result");
  expect (adain_style_save (context, NULL, "x", NULL), bad, "adain_style_save: no style");
  expect (adain_style_save (context, style, NULL, NULL), bad, "adain_style_save: no path");
  expect (adain_stylize (context, NULL, &call.content, &call.region, 1, NULL, &call.output), bad,
          "adain_stylize: no model");
  expect (adain_stylize (context, model, NULL, &call.region, 1, NULL, &call.output), bad,
          "adain_stylize: no content");
  expect (adain_stylize (context, model, &call.content, NULL, 1, NULL, &call.output), bad,
          "adain_stylize: no regions");
  expect (adain_stylize (context, model, &call.content, &call.region, 1, NULL, NULL), bad,
          "adain_stylize: no output");
  expect (adain_resize (context, NULL, &call.output), bad, "adain_resize: no input");
  expect (adain_resize (context, &call.content, NULL), bad, "adain_resize: no output");
  expect (adain_estimate_stylize (context, NULL, 9, 9, NULL, &estimate), bad, "adain_estimate: no model");
  expect (adain_estimate_stylize (context, model, 9, 9, NULL, NULL), bad, "adain_estimate: no result");
}

static void
test_structs (void)
{
  BAD (call.content.struct_size = 0);
  BAD (call.content.struct_size = sizeof (adain_image) - 8);
  BAD (call.output.struct_size = 3);
  BAD (call.region.struct_size = 0);
  BAD (call.options.struct_size = 1);
  BAD (call.mask.struct_size = 0; call.region.mask = &call.mask);
  BAD (call.region_count = 0);
  BAD (call.region.styles = NULL);
  BAD (call.region.style_count = 0);
  BAD (static const adain_style *none[1]; call.region.styles = none);
  BAD (call.content.pixels = NULL);
  BAD (call.output.pixels = NULL);
  BAD (call.mask.pixels = NULL; call.region.mask = &call.mask);
  BAD (call.content.channels = 1);
  BAD (call.content.channels = 5);
  BAD (call.content.channels = -4);
  BAD (call.content.channels = 3);
  BAD (call.output.channels = 3);
  BAD (call.mask.channels = 4; call.region.mask = &call.mask);
  BAD (call.output.width = W - 1);
  BAD (call.output.height = H + 1);
  BAD (call.mask.width = W - 1; call.region.mask = &call.mask);
  BAD (call.content.row_stride = 4);
  BAD (call.content.row_stride = sizeof (float) * W * 4 + 2);
  BAD (call.content.row_stride = -(int64_t) sizeof (float) * W * 4);
  BAD (call.output.row_stride = INT64_MAX);
}

static void
spoil_size (Call *call, int64_t width, int64_t height)
{
  call->content.width = call->output.width = width;
  call->content.height = call->output.height = height;
}

static void
test_sizes (void)
{
  static const int64_t sizes[][2] = { { 0, 0 },
                                      { 0, H },
                                      { W, 0 },
                                      { -1, H },
                                      { W, -1 },
                                      { INT64_MIN, H },
                                      { INT64_MAX, H },
                                      { W, INT64_MAX },
                                      { INT64_MAX, INT64_MAX },
                                      { (int64_t) 1 << 40, (int64_t) 1 << 40 },
                                      { (int64_t) 1 << 32, (int64_t) 1 << 31 } };
  adain_estimate       estimate = { sizeof estimate, 0, 0, 0.0 };
  adain_style         *none = NULL;

  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    {
      Call call = good_call ();
      char name[96];

      spoil_size (&call, sizes[i][0], sizes[i][1]);
      snprintf (name, sizeof name, "a picture of %lldx%lld", (long long) sizes[i][0],
                (long long) sizes[i][1]);
      expect_call (&call, ADAIN_INVALID_ARGUMENT, name);
      expect (adain_style_create (context, model, &call.content, 0, NULL, &none), ADAIN_INVALID_ARGUMENT,
              "as a style");
      expect (adain_estimate_stylize (context, model, sizes[i][0], sizes[i][1], NULL, &estimate),
              ADAIN_INVALID_ARGUMENT, "as an estimate");
    }
  expect (adain_estimate_stylize (context, model, 1024, 768, NULL, &estimate), ADAIN_OK, "a sane estimate");
  check (estimate.memory_bytes > 1024 * 768 && estimate.memory_bytes < (uint64_t) 1 << 40
           && estimate.seconds > 0.0 && isfinite (estimate.seconds),
         "is neither nothing nor everything");
  for (int i = 0; i < 3; i++)
    {
      static const int64_t bad[] = { -1, INT64_MAX, INT64_MIN };
      Call                 call = good_call ();

      expect (adain_style_create (context, model, &call.content, bad[i], NULL, &none), ADAIN_INVALID_ARGUMENT,
              "an absurd style size");
    }
}

void
test_arguments (void)
{
  test_nulls ();
  test_structs ();
  test_sizes ();
  SPOILED ((void) 0, ADAIN_OK, "after all that a good call works");
}

static int32_t
cancel_in_the_middle (void *user, double fraction)
{
  double *last = user;

  if (fraction < *last || !(fraction >= 0.0 && fraction <= 1.0))
    *last = IMPOSSIBLE;
  else
    *last = fraction;
  return fraction > 0.0;
}

static int32_t
watch (void *user, double fraction)
{
  double *last = user;

  *last = fraction < *last || !(fraction <= 1.0) ? IMPOSSIBLE : fraction;
  return 0;
}

static void
test_progress (void)
{
  double last = 0.0;

  SPOILED (call.options.progress = watch; call.options.progress_user = &last, ADAIN_OK, "progress");
  check (last == 1.0, "progress ends at 1 and never goes back");
  last = 0.0;
  SPOILED (call.options.progress = cancel_in_the_middle;
           call.options.progress_user = &last, ADAIN_CANCELLED, "a progress callback that cancels");
  check (last > 0.0 && last < IMPOSSIBLE, "is not asked again");
  SPOILED ((void) 0, ADAIN_OK, "the next call works");
}

static void
test_pixels (void)
{
  static const float bad[] = { NAN, INFINITY, -INFINITY };
  adain_style       *none = NULL;

  for (int i = 0; i < 3; i++)
    {
      Call call = good_call ();

      from[4 * (W * 5 + 3) + 1] = bad[i];
      expect_call (&call, ADAIN_INVALID_PIXELS, "a NaN or infinite colour");
      expect (adain_style_create (context, model, &call.content, 0, NULL, &none), ADAIN_INVALID_PIXELS,
              "as a style");
      call = good_call ();
      from[4 * (W * 5 + 3) + 3] = bad[i];
      expect_call (&call, ADAIN_INVALID_PIXELS, "a NaN or infinite alpha");
      call = good_call ();
      mask_pixels[7] = bad[i];
      call.region.mask = &call.mask;
      expect_call (&call, ADAIN_INVALID_PIXELS, "a NaN or infinity in the mask");
    }
  SPOILED (from[5] = 3.0f; from[6] = -2.0f, ADAIN_OK, "colours outside 0 to 1");
  SPOILED (for (int i = 0; i < W * H; i++) from[4 * i + 3] = 0.0f, ADAIN_OK, "nothing but transparency");
  for (int i = 0; i < W * H * 4; i++)
    if (!isfinite (to[i]))
      to[0] = NAN;
  check (isfinite (to[0]), "gives finite numbers");
  SPOILED (for (int i = 0; i < W * H; i++) mask_pixels[i] = 0.0f;
           call.region.mask = &call.mask, ADAIN_OK, "a black mask");
  check (difference (from, to, W * H * 4) <= 1e-6, "leaves the content");
}

/* Their sum is infinite: to be refused or mixed, but not to become NaN. */
static void
test_huge_weights (void)
{
  const adain_style *both[] = { style, style };
  double             weights[] = { 1.7e308, 1.7e308 };
  Call               call = good_call ();
  adain_status       status;
  int                finite = 1;

  call.region = region_of (both, weights, 2);
  status = adain_stylize (context, model, &call.content, &call.region, 1, NULL, &call.output);
  for (int i = 0; i < W * H * 4; i++)
    finite = finite && isfinite (to[i]);
  check (status == ADAIN_INVALID_ARGUMENT || (status == ADAIN_OK && finite), "weights whose sum is infinite");
}

void
test_numbers (void)
{
  static const double strengths[] = { -0.01, 1.01, 1e300, -1e300, NAN, INFINITY, -INFINITY };
  static const double weights[] = { 0.0, -0.0, -1.0, -1e-300, NAN, INFINITY, -INFINITY };

  for (size_t i = 0; i < sizeof strengths / sizeof *strengths; i++)
    SPOILED (call.options.strength = strengths[i], ADAIN_INVALID_ARGUMENT, "a strength outside 0 to 1");
  for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
    SPOILED (call.region.weights = &weights[i], ADAIN_INVALID_ARGUMENT,
             "a weight that is negative, not finite or 0 in sum");
  test_huge_weights ();
  BAD (call.options.preserve_color = 3);
  BAD (call.options.preserve_color = -1);
  BAD (call.options.trade_off = 2);
  BAD (call.options.trade_off = -1);
  BAD (call.options.threads = -1);
  BAD (call.options.picture_side = -1);
  BAD (call.options.picture_side = ADAIN_MAX_SIDE + 1);
  SPOILED (call.options.picture_side = ADAIN_MAX_SIDE, ADAIN_OK, "a part of a large picture");
  SPOILED (call.options.threads = 1, ADAIN_OK, "one thread");
  SPOILED (call.options.threads = 64, ADAIN_OK, "more threads than cores");
  test_pixels ();
  test_progress ();
  expect (adain_context_set_cache_limit (context, 0), ADAIN_OK, "no cache");
  SPOILED ((void) 0, ADAIN_OK, "works");
}
