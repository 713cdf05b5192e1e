/* session.c: tests adain-gegl.h without a host: names and caches, and a job's area; picture
 * files are pictures.c's and metadata.c's.
 * It expects ADAIN_DATA_DIR to hold models and styles; it prints a line a case, and its status says whether
 * all passed. The folder it is started in is written to.
 */
#include <adain-gegl.h>

#include <string.h>

#define SUITE "session"
#include "checks.h"

static AdainGeglSession *session;

static void
test_names (void)
{
  AdainGeglGalleryEntry **gallery = adain_gegl_gallery (session);
  GError                 *error = NULL;
  const adain_model      *model = adain_gegl_model (session, NULL, &error);
  gboolean                sorted = gallery[0] != NULL, titled = TRUE, starry = FALSE;

  for (int i = 0; gallery[i] != NULL; i++)
    {
      sorted = sorted && (i == 0 || strcmp (gallery[i - 1]->name, gallery[i]->name) < 0);
      titled = titled && strlen (gallery[i]->title) > 0 && g_file_test (gallery[i]->path, G_FILE_TEST_EXISTS);
      starry = starry
               || (g_str_equal (gallery[i]->name, "starry-night")
                   && strstr (gallery[i]->title, "van Gogh") != NULL);
    }
  check (sorted && titled && starry, "the gallery is sorted and has titles");
  adain_gegl_gallery_free (gallery);

  check (model != NULL && adain_gegl_model (session, "standard", NULL) == model, "standard is the default");
  check (adain_gegl_model (session, "", NULL) == model, "and \"\" too");
  check (adain_gegl_model (session, "no-model", &error) == NULL, "an unknown model is none");
  check_error (&error, "compact", "and the error lists those that are there");
  check (adain_gegl_style (session, model, "Starry Nigt", 512, &error) == NULL, "a misspelt style is none");
  check_error (&error, "'starry-night'", "and the error names the nearest");
  check (adain_gegl_style (session, model, "xyzzy", 512, &error) == NULL, "an unknown style is none");
  check_error (&error, "adain style list", "and the error says where the names are");
  check (adain_gegl_style (session, model, "../models/compact", 512, &error) == NULL, "a name is no path");
  g_clear_error (&error);
}

static void
test_caches (void)
{
  const adain_model *model = adain_gegl_model (session, NULL, NULL);
  const adain_style *first, *second;
  GError            *error = NULL;

  save ("painting.png", 70, 50, 0.2f);
  first = adain_gegl_style (session, model, "painting.png", 64, &error);
  check (first != NULL, "a picture becomes a style");
  check (adain_gegl_style (session, model, "painting.png", 64, NULL) == first, "once");
  check (adain_gegl_style (session, model, "./painting.png", 64, NULL) == first, "by any path");
  check (adain_gegl_style (session, model, "painting.png", 32, NULL) != first, "again for another size");
  save ("painting.png", 70, 50, 0.5f);
  second = adain_gegl_style (session, model, "painting.png", 64, NULL);
  check (second != NULL && second != first, "again when the file has changed");
  check (adain_style_model_id (first)[0] != '\0', "and the first is still there");

  check (adain_gegl_save_style (session, &second, 1, "no-ending", "Stripes", &error), "a style is saved");
  first = adain_gegl_style (session, model, "no-ending", 512, &error);
  check (first != NULL && g_str_equal (adain_style_title (first), "Stripes"), "and known without an ending");
  check (!adain_gegl_save_style (session, &second, 1, "no/such/folder", NULL, &error), "but not anywhere");
  check_error (&error, "no/such/folder", "and the error names the place");
}

static void
test_models_change (void)
{
  const char        *data = g_getenv ("ADAIN_DATA_DIR");
  char              *path = g_build_filename (data, "models", "compact.safetensors", NULL);
  GError            *error = NULL;
  const adain_model *first;
  char              *bytes;
  gsize              length;

  check (g_file_get_contents (path, &bytes, &length, NULL), "the model's file is read");
  g_file_set_contents ("model.safetensors", bytes, (gssize) length, NULL);
  first = adain_gegl_model (session, "model.safetensors", &error);
  check (first != NULL && adain_gegl_model (session, "model.safetensors", NULL) == first,
         "a model is read once");
  g_file_set_contents ("model.safetensors", bytes, (gssize) length / 2, NULL);
  check (adain_gegl_model (session, "model.safetensors", &error) == NULL,
         "and again when its file has changed");
  check_error (&error, "model.safetensors", "and the error names the file");
  g_free (bytes);
  g_free (path);
}

static void
test_area (void)
{
  GeglBuffer   *output = gegl_buffer_new (GEGL_RECTANGLE (0, 0, 50, 40), babl_format ("R'G'B'A float"));
  GeglRectangle area = { 10, 5, 20, 15 };
  AdainGeglJob  job;
  GError       *error = NULL;
  float         all[50 * 40 * 4], grey[4] = { 0.25f, 0.5f, 0.75f, 1.0f };
  gboolean      untouched = TRUE, touched = FALSE;

  gegl_buffer_set_color_from_pixel (output, NULL, grey, babl_format ("R'G'B'A float"));
  adain_gegl_job_init (&job);
  job.content = picture (50, 40, 0.1f);
  job.extent = *gegl_buffer_get_extent (job.content);
  job.output = output;
  job.area = area;
  job.styles[0] = "starry-night";
  check (adain_gegl_stylize (session, &job, &error), "a part of a picture is stylised");
  gegl_buffer_get (output, NULL, 1.0, babl_format ("R'G'B'A float"), all, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  for (int i = 0; i < 50 * 40; i++)
    {
      gboolean same = memcmp (all + 4 * i, grey, sizeof grey) == 0;

      if (i % 50 >= 10 && i % 50 < 30 && i / 50 >= 5 && i / 50 < 20)
        touched = touched || !same;
      else
        untouched = untouched && same;
    }
  check (touched && untouched, "and nothing else is written");
  job.extent = *GEGL_RECTANGLE (0, 0, 0, 0);
  check (!adain_gegl_stylize (session, &job, &error), "an empty picture is refused");
  check_error (&error, "empty", "with a clear text");
  g_object_unref (job.content);
  g_object_unref (output);
}

static void
test_resize (void)
{
  GeglBuffer *buffer = picture (40, 30, 0.1f), *resized;
  GError     *error = NULL;

  resized = adain_gegl_resize (session, buffer, FALSE, 20, 15, &error);
  check (resized != NULL && gegl_buffer_get_width (resized) == 20 && gegl_buffer_get_height (resized) == 15,
         "a picture is resized");
  g_clear_object (&resized);
  resized = adain_gegl_resize (session, buffer, TRUE, 80, 7, &error);
  check (resized != NULL && gegl_buffer_get_width (resized) == 80 && gegl_buffer_get_height (resized) == 7,
         "a mask is resized");
  g_clear_object (&resized);
  check (adain_gegl_resize (session, buffer, FALSE, 0, 15, &error) == NULL, "but not to nothing");
  check (error != NULL, "and there is an error");
  g_clear_error (&error);
  g_object_unref (buffer);
}

int
main (void)
{
  gegl_init (NULL, NULL);
  session = adain_gegl_session_new ();
  test_names ();
  test_caches ();
  test_models_change ();
  test_area ();
  test_resize ();
  adain_gegl_session_free (session);
  g_print ("%d %d\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
