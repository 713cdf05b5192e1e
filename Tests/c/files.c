/* files.c: styles from pictures and files, and files that are not what they should be. */
#include "abi.h"

#include <sys/stat.h>
#include <unistd.h>

static char *
in_folder (const char *folder, const char *name)
{
  static char path[4096];

  snprintf (path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void
write_file (const char *path, const void *bytes, size_t length)
{
  FILE *file = fopen (path, "wb");

  if (file == NULL || fwrite (bytes, 1, length, file) != length || fclose (file) != 0)
    {
      perror (path);
      exit (2);
    }
}

void
test_styles (const char *folder)
{
  enum
  {
    W = 90,
    H = 70
  };
  float              painting[W * H * 3], from[40 * 30 * 4], results[2][40 * 30 * 4];
  adain_image        image = image_of (painting, W, H, 3), content = image_of (from, 40, 30, 4), output;
  adain_style       *made = NULL, *again = NULL;
  const adain_style *styles[2];
  double             weights[] = { 1.0, 0.0 };
  adain_region       region = region_of (styles, NULL, 1);

  fill_picture (painting, W, H, 3);
  fill_picture (from, 40, 30, 4);
  expect (adain_style_create (context, model, &image, 64, NULL, &made), ADAIN_OK, "a style from a picture");
  expect (adain_style_save (context, made, in_folder (folder, "made.safetensors"), "A title"), ADAIN_OK,
          "it is saved");
  expect (adain_style_load (context, in_folder (folder, "made.safetensors"), &again), ADAIN_OK,
          "it is loaded");
  check (again != NULL && strcmp (adain_style_title (again), "A title") == 0, "with its title");
  for (int i = 0; i < 2; i++)
    {
      styles[0] = i == 0 ? made : again;
      output = image_of (results[i], 40, 30, 4);
      expect (adain_stylize (context, model, &content, &region, 1, NULL, &output), ADAIN_OK,
              i == 0 ? "it stylises" : "the loaded one too");
    }
  check (difference (results[0], results[1], 40 * 30 * 4) < 0.02, "to nearly the same pixels");
  styles[1] = style;
  region = region_of (styles, weights, 2);
  output = image_of (results[0], 40, 30, 4);
  expect (adain_stylize (context, model, &content, &region, 1, NULL, &output), ADAIN_OK, "weights 1 and 0");
  check (difference (results[0], results[1], 40 * 30 * 4) < 1e-5, "weights 1 and 0 are the first style");
  region.weights = NULL;
  expect (adain_stylize (context, model, &content, &region, 1, NULL, &output), ADAIN_OK, "equal weights");
  check (difference (results[0], results[1], 40 * 30 * 4) > 0.01, "equal weights are a mixture");
  expect (adain_style_save (context, made, "/no/such/folder/x.safetensors", NULL), ADAIN_UNREADABLE,
          "a style in a folder that is not there");
  adain_style_free (made);
  adain_style_free (again);
}

static void
expect_no_model (const char *path, adain_status wanted, const char *name)
{
  adain_model *none = (adain_model *) &none;

  expect (adain_model_load (context, path, &none), wanted, name);
  check (none == NULL, "and there is no model");
}

static void
expect_no_style (const char *path, adain_status wanted, const char *name)
{
  adain_style *none = (adain_style *) &none;

  expect (adain_style_load (context, path, &none), wanted, name);
  check (none == NULL, "and there is no style");
}

void
test_files (const char *folder, const char *other_model)
{
  static const char huge_header[] = "\377\377\377\377\377\377\377\177{}";
  static const char not_json[] = "\004\0\0\0\0\0\0\0{\"a\"";
  static const char no_tensors[] = "\002\0\0\0\0\0\0\0{}";
  float             pixels[8 * 8 * 4] = { 0 };
  adain_image       image = image_of (pixels, 8, 8, 4), output = image_of (pixels, 8, 8, 4);
  adain_model      *other = NULL;
  char             *path;

  expect_no_model ("/no/such/model.safetensors", ADAIN_UNREADABLE, "a missing model");
  expect_no_style ("/no/such/style.safetensors", ADAIN_UNREADABLE, "a missing style");
  expect_no_model (folder, ADAIN_UNREADABLE, "a folder as model");
  path = in_folder (folder, "bad.safetensors");
  write_file (path, "", 0);
  expect_no_model (path, ADAIN_MALFORMED, "an empty model");
  expect_no_style (path, ADAIN_MALFORMED, "an empty style");
  write_file (path, huge_header, sizeof huge_header - 1);
  expect_no_model (path, ADAIN_MALFORMED, "a model with an absurd header length");
  expect_no_style (path, ADAIN_MALFORMED, "a style with an absurd header length");
  write_file (path, not_json, sizeof not_json - 1);
  expect_no_model (path, ADAIN_MALFORMED, "a model whose header is broken");
  expect_no_style (path, ADAIN_MALFORMED, "a style whose header is broken");
  write_file (path, no_tensors, sizeof no_tensors - 1);
  expect_no_model (path, ADAIN_MALFORMED, "a model without tensors");
  expect_no_style (path, ADAIN_MALFORMED, "a style without tensors");
  if (other_model == NULL)
    {
      printf ("skip a style of another model: no other model was given\n");
      return;
    }
  expect (adain_model_load (context, other_model, &other), ADAIN_OK, "another model");
  if (other != NULL)
    {
      const adain_style *styles[] = { style };
      adain_region       region = region_of (styles, NULL, 1);
      float              result[8 * 8 * 4];

      output.pixels = result;
      check (strcmp (adain_model_id (other), adain_model_id (model)) != 0, "it has another id");
      expect (adain_stylize (context, other, &image, &region, 1, NULL, &output), ADAIN_MISMATCH,
              "a style of another model");
    }
  adain_model_free (other);
}
