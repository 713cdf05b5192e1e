/* metadata.c: tests what adain-gegl-pictures.h reads and writes beside pixels, without a host: orientation
 * and metadata; profiles are profiles.c's. It prints a line a case, and its status says whether all passed.
 * The folder it is started in is written to.
 */
#define SUITE "metadata"
#include "checks.h"

#include <gexiv2/gexiv2.h>

/* A picture of 3x2 pixels, whose grey values are 40 times these digits, row by row. */
static GeglBuffer *
digits (const char *rows)
{
  int         width = (int) strcspn (rows, "/"), height = (int) (strlen (rows) + 1) / (width + 1);
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format ("R'G'B' u8"));

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 value = (guint8) (40 * (rows[y * (width + 1) + x] - '0')), pixel[3] = { value, value, value };

        gegl_buffer_set (buffer, GEGL_RECTANGLE (x, y, 1, 1), 0, babl_format ("R'G'B' u8"), pixel,
                         GEGL_AUTO_ROWSTRIDE);
      }
  return buffer;
}

static void
set_tag (const char *path, const char *tag, const char *value)
{
  GExiv2Metadata *tags = gexiv2_metadata_new ();

  check (gexiv2_metadata_open_path (tags, path, NULL)
           && gexiv2_metadata_try_set_tag_string (tags, tag, value, NULL)
           && gexiv2_metadata_save_file (tags, path, NULL),
         tag);
  g_object_unref (tags);
}

static char *
get_tag (const char *path, const char *tag)
{
  GExiv2Metadata *tags = gexiv2_metadata_new ();
  char           *value = NULL;

  if (gexiv2_metadata_open_path (tags, path, NULL))
    value = gexiv2_metadata_try_get_tag_interpreted_string (tags, tag, NULL);
  g_object_unref (tags);
  return value;
}

static void
check_tag (const char *path, const char *tag, const char *wanted)
{
  char *value = get_tag (path, tag), *name = g_strdup_printf ("%s: %s", path, tag);

  if (g_strcmp0 (value, wanted) != 0)
    g_print ("     it is %s, not %s\n", value == NULL ? "missing" : value,
             wanted == NULL ? "missing" : wanted);
  check (g_strcmp0 (value, wanted) == 0, name);
  g_free (value);
  g_free (name);
}

/* By hand, from EXIF's definition: where row 0 and column 0 of what is stored are to be shown. */
static void
test_orientation (void)
{
  static const char *const stored[] = { "123/456",  "321/654",  "654/321",  "456/123",
                                        "14/25/36", "36/25/14", "63/52/41", "41/52/63" };
  static const char *const endings[] = { "png", "tif" };
  GeglBuffer              *shown = digits ("123/456"), *buffer, *read;

  for (int i = 0; i < 16; i++)
    {
      char   *path = g_strdup_printf ("turned-%d.%s", i / 2 + 1, endings[i % 2]);
      char   *number = g_strdup_printf ("%d", i / 2 + 1);
      GError *error = NULL;

      buffer = digits (stored[i / 2]);
      check (save_image (buffer, path, 8, &error), path);
      set_tag (path, "Exif.Image.Orientation", number);
      read = adain_gegl_load_image (path, NULL, &error);
      check (read != NULL && difference (shown, read) < 0.01, "is upright");
      g_clear_object (&read);
      g_clear_error (&error);
      g_object_unref (buffer);
      g_free (number);
      g_free (path);
    }
  g_object_unref (shown);
}

/* From one file to another, as from a content to its result. */
static gboolean
carry_over (const char *from, const char *to)
{
  AdainGeglMetadata *metadata = NULL;
  AdainGeglSaving    saving;
  GError            *error = NULL;
  GeglBuffer        *buffer = adain_gegl_load_image (from, &metadata, &error);
  gboolean           done;

  adain_gegl_saving_init (&saving);
  saving.metadata = metadata;
  done = buffer != NULL && adain_gegl_save_image (buffer, to, &saving, &error);
  if (!done)
    g_print ("     %s\n", error == NULL ? "no error" : error->message);
  g_clear_error (&error);
  g_clear_object (&buffer);
  adain_gegl_metadata_free (metadata);
  return done;
}

static void
test_metadata (void)
{
  static const char *const kinds[] = { "told.jpg", "told.png", "told.tif", "told.webp" };
  GeglBuffer              *buffer = picture (33, 21, 0.05f);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      check (save_image (buffer, kinds[i], 8, NULL), kinds[i]);
      set_tag (kinds[i], "Exif.Image.Copyright", "Nobody");
      set_tag (kinds[i], "Exif.Photo.PixelXDimension", "9999");
      set_tag (kinds[i], "Exif.Image.Orientation", "6");
      set_tag (kinds[i], "Xmp.dc.title", "A Test");
      if (i < 3)
        set_tag (kinds[i], "Iptc.Application2.Caption", "Words");
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          char *to = g_strdup_printf ("from-%s-%s", kinds[i] + 5, kinds[k]);

          check (carry_over (kinds[i], to), to);
          check_tag (to, "Exif.Image.Copyright", "Nobody");
          check_tag (to, "Exif.Photo.PixelXDimension", "21");
          check_tag (to, "Exif.Image.Orientation", "top, left");
          check_tag (to, "Xmp.dc.title", "lang=\"x-default\" A Test");
          if (i < 3 && k < 3)
            check_tag (to, "Iptc.Application2.Caption", "Words");
          g_free (to);
        }
    }
  check (carry_over ("told.jpg", "told.ppm"), "a format without a place for it is written without it");
  g_object_unref (buffer);
}

/* More than a JPEG's segment holds. */
static void
test_too_much_metadata (void)
{
  char       *text = g_strnfill (70000, 'x');
  GError     *error = NULL;
  GeglBuffer *read;

  save ("much.tif", 5, 4, 0.1f);
  set_tag ("much.tif", "Exif.Image.ImageDescription", text);
  set_tag ("much.tif", "Exif.Image.Copyright", "Nobody");
  check_tag ("much.tif", "Exif.Image.ImageDescription", text);
  check (carry_over ("much.tif", "much.jpg"), "metadata that has no room is left out");
  check_tag ("much.jpg", "Exif.Image.ImageDescription", NULL);
  read = adain_gegl_load_image ("much.jpg", NULL, &error);
  check (read != NULL && gegl_buffer_get_width (read) == 5, "and the picture is whole");
  g_clear_object (&read);
  g_free (text);
}

int
main (void)
{
  gegl_init (NULL, NULL);
  test_orientation ();
  test_metadata ();
  test_too_much_metadata ();
  g_print ("%d %d\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
