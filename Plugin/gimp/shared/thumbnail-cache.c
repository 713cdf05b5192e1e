/* thumbnail-cache.c: the folder adain/thumbnails of the user's cache folder: PNG files, named by a hash of
 * what they depend on. The oldest go when there are many. How a thumbnail is painted is worker.c's. */
#include "thumbnail-cache.h"
#include "picture.h"
#include "worker.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* Changes when thumbnails of the same style and model do. */
#define VERSION "1"
#define MOST_FILES 400
#define FEWER_FILES 300

static char *
cache_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "adain", "thumbnails", NULL);
}

static char *
style_file (const char *style)
{
  if (g_file_test (style, G_FILE_TEST_IS_REGULAR))
    return g_strdup (style);
  return adain_gegl_resource_path (ADAIN_STYLES, style);
}

char *
thumbnail_path (const char *style, const char *model)
{
  char *style_path = style_file (style), *model_path = adain_gegl_model_path (model, NULL), *path = NULL;

  if (style_path != NULL && model_path != NULL && g_file_test (style_path, G_FILE_TEST_IS_REGULAR))
    {
      char *style_key = adain_gegl_file_key (style_path), *model_key = adain_gegl_file_key (model_path);
      char *text = g_strdup_printf ("%s|%d|%d|%s|%s|%s", VERSION, THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT,
                                    adain_version (), style_key, model_key);
      char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      char *name = g_strconcat (hash, ".png", NULL), *folder = cache_folder ();

      path = g_build_filename (folder, name, NULL);
      g_free (folder);
      g_free (name);
      g_free (hash);
      g_free (text);
      g_free (model_key);
      g_free (style_key);
    }
  g_free (model_path);
  g_free (style_path);
  return path;
}

guchar *
thumbnail_load (const char *path)
{
  GdkPixbuf *file = gdk_pixbuf_new_from_file (path, NULL), *whole;
  guchar    *pixels = NULL;

  if (file == NULL)
    return NULL;
  if (gdk_pixbuf_get_width (file) == THUMBNAIL_WIDTH && gdk_pixbuf_get_height (file) == THUMBNAIL_HEIGHT)
    {
      whole = gdk_pixbuf_add_alpha (file, FALSE, 0, 0, 0);
      pixels = g_malloc (4 * THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT);
      for (int y = 0; y < THUMBNAIL_HEIGHT; y++)
        memcpy (pixels + 4 * THUMBNAIL_WIDTH * y,
                gdk_pixbuf_read_pixels (whole) + (gsize) y * gdk_pixbuf_get_rowstride (whole),
                4 * THUMBNAIL_WIDTH);
      g_object_unref (whole);
      utimensat (AT_FDCWD, path, NULL, 0); /* used lately */
    }
  g_object_unref (file);
  return pixels;
}

typedef struct
{
  char  *path;
  time_t used;
} CachedFile;

static void
clear_file (gpointer file)
{
  g_free (((CachedFile *) file)->path);
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const CachedFile *one = a, *other = b;

  return (one->used > other->used) - (one->used < other->used);
}

static void
trim (const char *folder)
{
  GArray     *files = g_array_new (FALSE, FALSE, sizeof (CachedFile));
  GDir       *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  GStatBuf    info;

  g_array_set_clear_func (files, clear_file);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      CachedFile file = { .path = g_build_filename (folder, name, NULL) };

      file.used = g_stat (file.path, &info) == 0 ? info.st_mtime : 0;
      g_array_append_val (files, file);
    }
  if (dir != NULL)
    g_dir_close (dir);
  g_array_sort (files, compare_use);
  for (guint i = 0; files->len > MOST_FILES && i < files->len - FEWER_FILES; i++)
    g_unlink (g_array_index (files, CachedFile, i).path);
  g_array_unref (files);
}

void
thumbnail_save (const char *path, guchar *pixels)
{
  char      *folder = g_path_get_dirname (path), *data;
  gsize      length;
  GdkPixbuf *picture = picture_new (g_memdup2 (pixels, 4 * THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT),
                                    THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);

  if (gdk_pixbuf_save_to_buffer (picture, &data, &length, "png", NULL, NULL))
    {
      if (g_mkdir_with_parents (folder, 0700) == 0 && g_file_set_contents (path, data, (gssize) length, NULL))
        trim (folder);
      g_free (data);
    }
  g_object_unref (picture);
  g_free (folder);
}
