/* profiles.c: tests that pictures are read in the colours that their ICC profile tells, whether it is a
 * matrix or tables, and that what cannot be used is told. It prints a line a case, and its status says
 * whether all passed. The folder it is started in is written to.
 */
#define SUITE "profiles"
#include "checks.h"

#include <glib/gstdio.h>
#include <lcms2.h>
#include <png.h>

/* One strong colour of a wide space: read as sRGB it would be another. */
static void
test_profiles (void)
{
  static const char *const paths[] = { "wide.png", "wide.jpg", "wide.tif", "wide.webp" };
  const Babl              *wide = babl_space ("Adobish");
  GeglBuffer              *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, 16, 16),
                                                     babl_format_with_space ("R'G'B' u8", wide));
  const guint8             green[3] = { 60, 180, 90 };
  float                    wanted[3], found[3];

  gegl_buffer_set_color_from_pixel (buffer, NULL, green, babl_format_with_space ("R'G'B' u8", wide));
  gegl_buffer_get (buffer, GEGL_RECTANGLE (8, 8, 1, 1), 1.0, babl_format ("R'G'B' float"), wanted,
                   GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  check (wanted[0] < 0.1f, "the colour is another one in sRGB");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      GeglBuffer *read = NULL;
      double      worst = 1.0;

      if (save_image (buffer, paths[i], 8, NULL))
        read = adain_gegl_load_image (paths[i], NULL, NULL);
      if (read != NULL)
        {
          gegl_buffer_get (read, GEGL_RECTANGLE (8, 8, 1, 1), 1.0, babl_format ("R'G'B' float"), found,
                           GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
          worst = MAX (fabs (found[1] - wanted[1]), fabs (found[2] - wanted[2]));
        }
      /* Two levels of a lossy file, which the stronger curve of sRGB may double. */
      if (worst > 4.0 / 255)
        g_print ("     %f %f %f, not %f %f %f\n", found[0], found[1], found[2], wanted[0], wanted[1],
                 wanted[2]);
      check (worst <= 4.0 / 255, paths[i]);
      g_clear_object (&read);
    }
  g_object_unref (buffer);
}

/* An RGB profile of tables, for which babl has no space: red is what sRGB calls green, and green is red. */
static gsize
make_tables (guint8 profile[65536])
{
  static const double to_xyz[9] = { 0.3851, 0.4360, 0.1431, 0.7169, 0.2225, 0.0606, 0.0971, 0.0139, 0.7141 };
  double              matrix[9];
  cmsHPROFILE         made = cmsCreateProfilePlaceholder (NULL);
  cmsPipeline        *tables = cmsPipelineAlloc (NULL, 3, 3);
  cmsFloat64Number    curve[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
  cmsToneCurve       *srgb = cmsBuildParametricToneCurve (NULL, 4, curve), *curves[] = { srgb, srgb, srgb };
  cmsUInt32Number     length = 0;

  for (int i = 0; i < 9; i++)
    matrix[i] = to_xyz[i] * 32768 / 65535; /* how XYZ is encoded */
  cmsSetProfileVersion (made, 4.3);
  cmsSetDeviceClass (made, cmsSigDisplayClass);
  cmsSetColorSpace (made, cmsSigRgbData);
  cmsSetPCS (made, cmsSigXYZData);
  cmsPipelineInsertStage (tables, cmsAT_END, cmsStageAllocToneCurves (NULL, 3, curves));
  cmsPipelineInsertStage (tables, cmsAT_END, cmsStageAllocMatrix (NULL, 3, 3, matrix, NULL));
  cmsPipelineInsertStage (tables, cmsAT_END, cmsStageAllocToneCurves (NULL, 3, NULL));
  if (!cmsWriteTag (made, cmsSigAToB0Tag, tables) || !cmsSaveProfileToMem (made, NULL, &length)
      || length > 65536 || !cmsSaveProfileToMem (made, profile, &length))
    length = 0;
  cmsFreeToneCurve (srgb);
  cmsPipelineFree (tables);
  cmsCloseProfile (made);
  return length;
}

static void
write_with_profile (const char *path, const void *profile, gsize length)
{
  FILE       *file = g_fopen (path, "wb");
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop   info = png_create_info_struct (png);
  guint8      row[] = { 200, 40, 90, 0, 255, 10 };

  png_set_option (png, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
  png_init_io (png, file);
  png_set_IHDR (png, info, 2, 1, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                PNG_FILTER_TYPE_DEFAULT);
  png_set_iCCP (png, info, "profile", PNG_COMPRESSION_TYPE_BASE, profile, (png_uint_32) length);
  png_write_info (png, info);
  png_write_row (png, row);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  fclose (file);
}

static char *told;

static void
take_message (const char *domain, GLogLevelFlags level, const char *message, gpointer user)
{
  (void) domain;
  (void) level;
  (void) user;
  g_free (told);
  told = g_strdup (message);
}

static void
test_tables (void)
{
  static guint8 profile[65536];
  gsize         length = make_tables (profile);
  GError       *error = NULL;
  guint8        found[6] = { 0 };
  GeglBuffer   *read;
  guint         handler = g_log_set_handler (NULL, G_LOG_LEVEL_MESSAGE, take_message, NULL);

  check (length > 0, "a profile of tables can be made");
  write_with_profile ("tables.png", profile, length);
  read = adain_gegl_load_image ("tables.png", NULL, &error);
  check (read != NULL && told == NULL, "a picture with a profile of tables is read");
  if (read != NULL)
    gegl_buffer_get (read, NULL, 1.0, babl_format ("R'G'B' u8"), found, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  /* The matrix has four digits: a level. */
  check (ABS (found[0] - 40) <= 1 && ABS (found[1] - 200) <= 1 && ABS (found[2] - 90) <= 1 && found[3] >= 254
           && found[4] <= 1 && ABS (found[5] - 10) <= 1,
         "in the colours that it tells");
  g_clear_object (&read);

  memset (profile + 128, 0, 4); /* no tags */
  write_with_profile ("no-tags.png", profile, length);
  read = adain_gegl_load_image ("no-tags.png", NULL, &error);
  check (read != NULL, "a picture whose profile cannot be used is read");
  check (told != NULL && strstr (told, "no-tags.png cannot be used") != NULL, "with a note");
  if (read != NULL)
    gegl_buffer_get (read, NULL, 1.0, babl_format ("R'G'B' u8"), found, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  check (found[0] == 200 && found[1] == 40 && found[2] == 90, "and as sRGB");
  g_clear_object (&read);
  g_clear_pointer (&told, g_free);
  g_log_remove_handler (NULL, handler);
}

int
main (void)
{
  gegl_init (NULL, NULL);
  test_profiles ();
  test_tables ();
  g_print ("%d %d\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
