/* session.c: tests adain-gegl.h without a host: names and caches, image files in and out, and a job's area.
 * It expects ADAIN_DATA_DIR to hold models and styles; it prints a line a case, and its status says whether
 * all passed. The folder it is started in is written to.
 */
#include <adain-gegl.h>

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static int               passed, failed;
static AdainGeglSession *session;

static void
check (gboolean good, const char *name)
{
  g_print ("%s session: %s\n", good ? "ok" : "FAIL", name);
  if (good)
    passed++;
  else
    failed++;
}

/* Whether error tells that text; it is freed. */
static void
check_error (GError **error, const char *text, const char *name)
{
  gboolean tells = *error != NULL && strstr ((*error)->message, text) != NULL;

  if (!tells)
    g_print ("     the error is: %s\n", *error == NULL ? "none" : (*error)->message);
  check (tells, name);
  g_clear_error (error);
}

static GeglBuffer *
picture (int width, int height, float shade)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format ("R'G'B' float"));
  float      *rgb = g_new (float, width * height * 3);

  for (int i = 0; i < width * height * 3; i++)
    rgb[i] = 0.5f + 0.4f * sinf (shade * (float) (i % (width * 3)) + (float) (i / (width * 3)) * 0.3f);
  gegl_buffer_set (buffer, NULL, 0, babl_format ("R'G'B' float"), rgb, GEGL_AUTO_ROWSTRIDE);
  g_free (rgb);
  return buffer;
}

static gboolean
save_image (GeglBuffer *buffer, const char *path, int bit_depth, GError **error)
{
  AdainGeglSaving saving;

  adain_gegl_saving_init (&saving);
  saving.bit_depth = bit_depth;
  return adain_gegl_save_image (buffer, path, &saving, error);
}

static void
save (const char *path, int width, int height, float shade)
{
  GeglBuffer *buffer = picture (width, height, shade);

  check (save_image (buffer, path, 8, NULL), path);
  g_object_unref (buffer);
}

/* The largest difference of the colours in levels of 255, or infinity when the sizes differ. */
static double
difference (GeglBuffer *a, GeglBuffer *b)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (a);
  gsize                count = (gsize) extent->width * extent->height * 3;
  float               *one = g_new (float, count), *two = g_new (float, count);
  double               worst = 0.0;

  if (!gegl_rectangle_equal (extent, gegl_buffer_get_extent (b)))
    return INFINITY;
  gegl_buffer_get (a, NULL, 1.0, babl_format ("R'G'B' float"), one, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  gegl_buffer_get (b, NULL, 1.0, babl_format ("R'G'B' float"), two, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (gsize i = 0; i < count; i++)
    worst = MAX (worst, fabs ((double) one[i] - two[i]) * 255.0);
  g_free (one);
  g_free (two);
  return worst;
}

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
      starry = starry || (g_str_equal (gallery[i]->name, "starry-night")
                          && strstr (gallery[i]->title, "van Gogh") != NULL);
    }
  check (sorted && titled && starry, "the gallery is sorted and has titles");
  adain_gegl_gallery_free (gallery);

  check (model != NULL && adain_gegl_model (session, "compact", NULL) == model, "compact is the default");
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

  check (adain_gegl_save_style (session, second, "no-ending", "Stripes", &error), "a style is saved");
  first = adain_gegl_style (session, model, "no-ending", 512, &error);
  check (first != NULL && g_str_equal (adain_style_title (first), "Stripes"), "and known without an ending");
  check (!adain_gegl_save_style (session, second, "no/such/folder", NULL, &error), "but not saved anywhere");
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
test_kinds_of_files (void)
{
  static const struct
  {
    const char *path, *format;
    int         depth;
    double      levels;
  } kinds[] = {
    { "kind.8.png", "R'G'B' u8", 8, 0.6 },      { "kind.16.png", "R'G'B' u16", 16, 0.01 },
    { "kind.png", "R'G'B' u16", 32, 0.01 },     { "kind.jpg", "R'G'B' u8", 8, 40.0 },
    { "kind.8.tif", "R'G'B' u8", 8, 0.6 },      { "kind.16.tiff", "R'G'B' u16", 16, 0.01 },
    { "kind.32.tif", "R'G'B' float", 32, 0.01 }, { "kind.exr", "RGB float", 32, 0.2 },
    { "kind.webp", "R'G'B' u8", 8, 60.0 },      { "kind.ppm", "R'G'B' u8", 8, 0.6 },
    { "KIND.PNG", "R'G'B' u8", 8, 0.6 },
  };
  GeglBuffer *buffer = picture (33, 21, 0.05f);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GError     *error = NULL;
      GeglBuffer *read = NULL;
      double      levels = INFINITY;

      if (save_image (buffer, kinds[i].path, kinds[i].depth, &error))
        read = adain_gegl_load_image (kinds[i].path, NULL, &error);
      if (read != NULL)
        levels = difference (buffer, read);
      if (read == NULL || levels > kinds[i].levels)
        g_print ("     %f levels, error %s\n", levels, error == NULL ? "none" : error->message);
      check (levels <= kinds[i].levels, kinds[i].path);
      check (read != NULL
               && g_str_has_prefix (babl_get_name (gegl_buffer_get_format (read)), kinds[i].format),
             "in its format");
      g_clear_object (&read);
      g_clear_error (&error);
    }
  g_object_unref (buffer);
}

static int
count_files (void)
{
  GDir *folder = g_dir_open (".", 0, NULL);
  int   count = 0;

  while (g_dir_read_name (folder) != NULL)
    count++;
  g_dir_close (folder);
  return count;
}

static void
refuse (GeglBuffer *buffer, const char *path, const char *text)
{
  GError *error = NULL;
  char   *name = g_strdup_printf ("%s is not written", path);

  check (!save_image (buffer, path, 16, &error), name);
  check_error (&error, text, "and the error says why");
  g_free (name);
}

static void
test_unwritable (void)
{
  static const struct rlimit small = { 200, RLIM_INFINITY }, unlimited = { RLIM_INFINITY, RLIM_INFINITY };
  GeglBuffer *buffer = picture (33, 21, 0.05f), *wide = picture (65501, 1, 0.05f);
  int         files;

  g_mkdir ("folder.png", 0777);
  save ("old.png", 5, 5, 0.1f);
  save ("old.tif", 5, 5, 0.1f);
  files = count_files ();
  refuse (buffer, "picture.xyz", "its ending");
  refuse (buffer, "picture", "its ending");
  refuse (buffer, "folder.png", "folder");
  refuse (buffer, "no-folder/a.png", "folder");
  refuse (wide, "wide.jpg", "too large");
  refuse (wide, "wide.webp", "too large");
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &small);
  refuse (buffer, "old.png", "old.png");
  refuse (buffer, "old.tif", "old.tif");
  setrlimit (RLIMIT_FSIZE, &unlimited);
  check (count_files () == files, "no other file was left");
  g_object_unref (buffer);
  g_object_unref (wide);
  buffer = adain_gegl_load_image ("old.png", NULL, NULL);
  check (buffer != NULL && gegl_buffer_get_width (buffer) == 5, "and what was there is whole");
  g_clear_object (&buffer);
}

static void
test_unreadable (void)
{
  static const char *const kinds[] = { "kind.16.png", "kind.jpg", "kind.8.tif", "kind.exr", "kind.webp",
                                       "kind.ppm" };
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (int part = 1; part < 4; part++)
      {
        char *name = g_strdup_printf ("%d/4 of %s is refused", part, kinds[i]), *bytes;
        gsize length;

        g_file_get_contents (kinds[i], &bytes, &length, NULL);
        g_file_set_contents ("cut", bytes, (gssize) length * part / 4, NULL);
        check (adain_gegl_load_image ("cut", NULL, &error) == NULL && error != NULL, name);
        g_clear_error (&error);
        g_free (bytes);
        g_free (name);
      }
  check (adain_gegl_load_image ("nowhere.png", NULL, &error) == NULL, "no file is refused");
  check_error (&error, "does not exist", "with a clear text");
  check (adain_gegl_load_image ("/dev/zero", NULL, &error) == NULL, "a device is refused");
  check_error (&error, "ordinary", "with a clear text");
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
  test_kinds_of_files ();
  test_unwritable ();
  test_unreadable ();
  test_area ();
  test_resize ();
  adain_gegl_session_free (session);
  g_print ("%d %d\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
