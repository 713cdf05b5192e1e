/* pictures.c: tests adain-gegl-pictures.h without a host: every kind of file in and out, flattening, and
 * what a replaced file keeps; what comes beside the pixels is metadata.c's. It prints a line a case, and its
 * status says whether all passed. The folder it is started in is written to.
 */
#define SUITE "pictures"
#include "checks.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

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
test_kinds_of_files (void)
{
  static const struct
  {
    const char *path, *format;
    int         depth;
    double      levels;
  } kinds[] = {
    { "kind.8.png", "R'G'B' u8", 8, 0.6 },       { "kind.16.png", "R'G'B' u16", 16, 0.01 },
    { "kind.png", "R'G'B' u16", 32, 0.01 },      { "kind.jpg", "R'G'B' u8", 8, 40.0 },
    { "kind.8.tif", "R'G'B' u8", 8, 0.6 },       { "kind.16.tiff", "R'G'B' u16", 16, 0.01 },
    { "kind.32.tif", "R'G'B' float", 32, 0.01 }, { "kind.exr", "RGB float", 32, 0.2 },
    { "kind.webp", "R'G'B' u8", 8, 60.0 },       { "kind.ppm", "R'G'B' u8", 8, 0.6 },
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

static void
test_unwritable (void)
{
  static const struct rlimit small = { 200, RLIM_INFINITY }, unlimited = { RLIM_INFINITY, RLIM_INFINITY };
  GeglBuffer                *buffer = picture (33, 21, 0.05f), *wide = picture (65501, 1, 0.05f);
  int                        files;

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
  static const char *const kinds[] = { "kind.16.png", "kind.jpg",  "kind.8.tif",
                                       "kind.exr",    "kind.webp", "kind.ppm" };
  GError                  *error = NULL;

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
test_flatten (void)
{
  const float background[3] = { 1.0f, 0.5f, 0.0f };
  const float pixels[3][4] = { { 0.2f, 0.4f, 0.6f, 1.0f }, { 0.2f, 0.4f, 0.6f, 0.25f }, { 7, 7, 7, 0 } };
  const float wanted[3][3] = { { 0.2f, 0.4f, 0.6f }, { 0.8f, 0.475f, 0.15f }, { 1.0f, 0.5f, 0.0f } };
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (3, 4, 3, 1), babl_format ("R'G'B'A float")), *flat;
  float       found[3][3];
  double      worst = 0.0;

  gegl_buffer_set (buffer, NULL, 0, babl_format ("R'G'B'A float"), pixels, GEGL_AUTO_ROWSTRIDE);
  flat = adain_gegl_flatten (buffer, background);
  gegl_buffer_get (flat, NULL, 1.0, babl_format ("R'G'B' float"), found, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  for (int i = 0; i < 9; i++)
    worst = MAX (worst, fabs (found[i / 3][i % 3] - wanted[i / 3][i % 3]));
  check (worst < 1e-5 && !babl_format_has_alpha (gegl_buffer_get_format (flat)),
         "transparent parts lie on a colour");
  g_object_unref (buffer);
  g_object_unref (flat);
}

static void
put (const char *path, const char *text, mode_t mode)
{
  g_file_set_contents (path, text, -1, NULL);
  g_chmod (path, mode);
}

static gboolean
holds (const char *path, const char *text)
{
  char    *contents = NULL;
  gboolean same = g_file_get_contents (path, &contents, NULL, NULL) && g_str_equal (contents, text);

  g_free (contents);
  return same;
}

static void
test_placing (void)
{
  struct stat info;
  GError     *error = NULL;

  put ("new", "new", 0644);
  check (adain_gegl_place_file ("new", "fresh", &error) && holds ("fresh", "new"),
         "a file comes to a new place");
  put ("new", "newer and longer", 0644);
  put ("private", "old", 0600);
  check (adain_gegl_place_file ("new", "private", &error) && holds ("private", "newer and longer"),
         "a file takes another's place");
  check (stat ("private", &info) == 0 && (info.st_mode & 07777) == 0600, "with its mode");
  check (!g_file_test ("new", G_FILE_TEST_EXISTS), "and is gone");

  put ("new", "new", 0644);
  put ("one", "old and longer", 0640);
  check (link ("one", "two") == 0 && adain_gegl_place_file ("new", "two", &error),
         "one of two names is written to");
  check (holds ("one", "new") && holds ("two", "new"), "both have the new contents");
  check (stat ("one", &info) == 0 && info.st_nlink == 2 && (info.st_mode & 07777) == 0640,
         "and are one file");

  put ("new", "by link", 0644);
  check (symlink ("private", "link") == 0 && adain_gegl_place_file ("new", "link", &error)
           && g_file_test ("link", G_FILE_TEST_IS_SYMLINK) && holds ("private", "by link"),
         "a link's target is written to");

  put ("new", "new", 0644);
  put ("locked", "old", 0444);
  check (!adain_gegl_place_file ("new", "locked", &error) && holds ("locked", "old"),
         "a write-protected file stays");
  check_error (&error, "write-protected", "and it is said");
  check (symlink ("nowhere", "loose") == 0 && !adain_gegl_place_file ("new", "loose", &error),
         "a loose link stays");
  check_error (&error, "link", "and it is said");
  check (!adain_gegl_check_target (".", &error), "a folder is no target");
  check_error (&error, "folder", "and it is said");
  if (getuid () == 0)
    {
      put ("theirs", "old", 0644);
      check (chown ("theirs", 12, 34) == 0 && adain_gegl_place_file ("new", "theirs", &error)
               && stat ("theirs", &info) == 0 && info.st_uid == 12 && info.st_gid == 34,
             "the owner stays");
    }
  else
    g_print ("skip pictures: the owner stays: this is not root\n");
}

static void
test_sizes (void)
{
  GError *error = NULL;

  put ("bomb.ppm", "P6 2000000 2000000 255\n", 0644);
  check (adain_gegl_load_image ("bomb.ppm", NULL, &error) == NULL, "an absurd size is refused");
  check_error (&error, "2000000x2000000", "and told with the limit");
  put ("bomb.pbm", "P4 200000 100000\n", 0644);
  check (adain_gegl_load_image ("bomb.pbm", NULL, &error) == NULL, "and one that is merely too large");
  check_error (&error, "1073 million", "with the limit");
}

int
main (void)
{
  gegl_init (NULL, NULL);
  test_kinds_of_files ();
  test_unwritable ();
  test_unreadable ();
  test_flatten ();
  test_placing ();
  test_sizes ();
  g_print ("%d %d\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
