/* abi.c: a whole life with adain.h and nothing else of this project: models, styles, pictures, every status,
 * and arguments that no host should give. It prints a line a case; its status says whether all passed.
 *
 *   abi MODEL STYLE FOLDER [OTHER-MODEL]    STYLE is a saved style of MODEL; FOLDER may be written to
 *   abi                                     lists what is installed
 */
#include "abi.h"

int passed, failed;

void
check (int good, const char *name)
{
  printf ("%s %s\n", good ? "ok" : "FAIL", name);
  if (!good && context != NULL)
    printf ("     the last error: %s\n", adain_context_error (context));
  if (good)
    passed++;
  else
    failed++;
}

/* The status, and a text exactly when it is a failure that has one. */
void
expect (adain_status status, adain_status wanted, const char *name)
{
  const char *text = adain_context_error (context);

  check (status == wanted && (status == ADAIN_OK || (text != NULL && text[0] != '\0')), name);
  if (status != wanted)
    printf ("     the status is %d, not %d\n", (int) status, (int) wanted);
}

adain_context *context;
adain_model   *model;
adain_style   *style;

/* Something with slopes, edges and fine texture. */
void
fill_picture (float *pixels, int width, int height, int channels)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int c = 0; c < channels; c++)
        {
          double u = (x + 0.5) / width, v = (y + 0.5) / height;
          double value = 0.3 + 0.4 * (c == 1 ? v : u) + 0.15 * sin (30.0 * (u + c) * (v + 1.0));

          if (c == 3)
            value = 1.0;
          pixels[(y * width + x) * channels + c] = (float) fmin (fmax (value, 0.0), 1.0);
        }
}

adain_image
image_of (float *pixels, int64_t width, int64_t height, int channels)
{
  adain_image image = { 0 };

  image.struct_size = sizeof image;
  image.width = width;
  image.height = height;
  image.channels = channels;
  image.pixels = pixels;
  return image;
}

adain_region
region_of (const adain_style *const *styles, const double *weights, size_t count)
{
  adain_region region = { 0 };

  region.struct_size = sizeof region;
  region.styles = styles;
  region.weights = weights;
  region.style_count = count;
  return region;
}

double
difference (const float *a, const float *b, size_t count)
{
  double worst = 0.0;

  for (size_t i = 0; i < count; i++)
    {
      double d = fabs ((double) a[i] - (double) b[i]);

      if (!(d <= worst))
        worst = d;
    }
  return worst;
}

static void
test_begin (const char *model_path, const char *style_path)
{
  check (adain_abi_version () == ADAIN_ABI_VERSION, "the interface has the header's version");
  check (adain_version () != NULL && strchr (adain_version (), '.') != NULL, "there is a version text");
  context = adain_context_create ();
  check (context != NULL, "a context");
  check (adain_context_error (context)[0] == '\0', "no error before any failure");
  expect (adain_model_load (context, model_path, &model), ADAIN_OK, "a model");
  check (model != NULL && adain_model_id (model)[0] != '\0', "it has an id");
  check (strchr (adain_model_description (model), '\n') != NULL, "and a description of several lines");
  expect (adain_style_load (context, style_path, &style), ADAIN_OK, "a saved style");
  check (style != NULL && adain_style_fits (style, model), "it is of that model");
  check (adain_style_title (style)[0] != '\0', "it has a title");
}

static void
test_end (void)
{
  adain_context *other = adain_context_create ();

  adain_context_free (context);
  context = other;
  /* Models and styles outlive the context they were read with. */
  check (stylizes (31, 17), "a model and a style work with another context");
  adain_style_free (style);
  adain_model_free (model);
  adain_context_free (context);
  adain_context_free (NULL);
  adain_model_free (NULL);
  adain_style_free (NULL);
  context = NULL;
  check (1, "everything is freed, and NULL too");
}

int
main (int count, char **arguments)
{
  if (count == 1)
    return list_installed ();
  if (count < 4)
    {
      fprintf (stderr, "usage: abi MODEL STYLE FOLDER [OTHER-MODEL]\n");
      return 2;
    }
  test_begin (arguments[1], arguments[2]);
  if (model == NULL || style == NULL)
    {
      printf ("%d passed, %d failed\n", passed, failed);
      return 1;
    }
  test_pictures ();
  test_styles (arguments[3]);
  test_files (arguments[3], count > 4 ? arguments[4] : NULL);
  test_arguments ();
  test_numbers ();
  test_headers ();
  test_installed ();
  test_threads ();
  test_end ();
  printf ("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
