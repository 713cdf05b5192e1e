/* styles.c: from the word a user gave (a picture's path, a saved style's path or a gallery name) or from a
 * picture in memory to a style of the library, each encoded once. It mixes and applies none of them. */
#include "session.h"

#include <adain-words.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* Whether the file begins like a safetensors file (8 bytes of header length, then JSON), or is called one. */
static gboolean
is_saved_style (const char *path)
{
  guint8 start[9] = { 0 };
  FILE  *file;
  size_t read;

  if (g_str_has_suffix (path, ".safetensors"))
    return TRUE;
  file = g_fopen (path, "rb");
  if (file == NULL)
    return FALSE;
  read = fread (start, 1, sizeof start, file);
  fclose (file);
  return read == sizeof start && start[8] == '{' && start[4] == 0 && start[5] == 0 && start[6] == 0
         && start[7] == 0;
}

static void
set_unknown_style_error (const char *style, GError **error)
{
  char      **names = adain_gegl_resource_names ("styles");
  const char *nearest = adain_gegl_nearest_name (names, style);

  if (g_file_test (style, G_FILE_TEST_IS_DIR))
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                 _ ("The style '%s' is a folder; name a picture in it."), style);
  else if (strchr (style, '/') != NULL)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                 _ ("There is no style file '%s'; check the path."), style);
  else if (names[0] == NULL)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                 _ ("There is no style file '%s', and no gallery of styles is installed. Name an existing "
                    "picture, or set ADAIN_DATA_DIR to the folder that holds models/ and styles/."),
                 style);
  else
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                 nearest == NULL
                   ? _ ("There is no style file '%s' and no gallery style of that name. "
                        "`adain style list` shows the gallery.")
                   : _ ("There is no style file '%s' and no gallery style of that name. Did you mean '%s'? "
                        "`adain style list` shows the gallery."),
                 style, nearest);
  g_strfreev (names);
}

/* The file that a style's path or gallery name stands for, or NULL and an error. */
static char *
style_path (const char *style, GError **error)
{
  char *path;

  if (style == NULL || style[0] == '\0')
    {
      g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                           _ ("No style was given: name a picture, a saved style or a gallery style."));
      return NULL;
    }
  if (g_file_test (style, G_FILE_TEST_EXISTS) && !g_file_test (style, G_FILE_TEST_IS_DIR))
    return g_strdup (style);
  path = adain_gegl_resource_path ("styles", style);
  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return path;
  g_free (path);
  set_unknown_style_error (style, error);
  return NULL;
}

/* Takes status's style into the cache. */
static const adain_style *
keep (AdainGeglSession *session, const char *key, adain_status status, adain_style *style, GError **error)
{
  if (!adain_gegl_check (session, status, error))
    return NULL;
  adain_gegl_cache_insert (&session->styles, key, style);
  return style;
}

const adain_style *
adain_gegl_load_style (AdainGeglSession *session, const char *path, GError **error)
{
  char              *key = adain_gegl_file_key (path);
  const adain_style *style = adain_gegl_cache_lookup (&session->styles, key);

  if (style == NULL)
    {
      adain_style *loaded = NULL;
      adain_status status = adain_style_load (session->context, path, &loaded);

      style = keep (session, key, status, loaded, error);
    }
  g_free (key);
  return style;
}

static const adain_style *
encode_style (AdainGeglSession *session, const adain_model *model, GeglBuffer *buffer, int style_size,
              const adain_options *options, const char *key, GError **error)
{
  AdainGeglPixels pixels;
  adain_image     image = adain_gegl_input (&pixels, buffer, gegl_buffer_get_extent (buffer));
  adain_style    *style = NULL;
  adain_status    status;

  status = adain_style_create (session->context, model, &image, style_size, options, &style);
  return keep (session, key, status, style, error);
}

/* A style depends on its picture, the size it is encoded at and the encoder. */
static char *
encoded_key (char *picture_key, const adain_model *model, int style_size)
{
  char *key = g_strdup_printf ("%s|%d|%s", picture_key, style_size, adain_model_id (model));

  g_free (picture_key);
  return key;
}

const adain_style *
adain_gegl_style_unlocked (AdainGeglSession *session, const adain_model *model, const char *style,
                           int style_size, const adain_options *options, GError **error)
{
  char              *path = style_path (style, error), *key;
  const adain_style *found;
  GeglBuffer        *picture;

  if (path == NULL)
    return NULL;
  if (is_saved_style (path))
    {
      found = adain_gegl_load_style (session, path, error);
      g_free (path);
      return found;
    }
  key = encoded_key (adain_gegl_file_key (path), model, style_size);
  found = adain_gegl_cache_lookup (&session->styles, key);
  if (found == NULL && (picture = adain_gegl_load_image (path, NULL, error)) != NULL)
    {
      found = encode_style (session, model, picture, style_size, options, key, error);
      if (found == NULL)
        g_prefix_error (error, "The style '%s': ", style);
      g_object_unref (picture);
    }
  g_free (key);
  g_free (path);
  return found;
}

/* A text that names the picture's contents: hashing costs a hundredth of encoding. */
static char *
pixels_key (GeglBuffer *pixels)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (pixels);
  const Babl          *format = gegl_buffer_get_format (pixels);
  size_t               stride = (size_t) extent->width * babl_format_get_bytes_per_pixel (format);
  GChecksum           *sum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar              *row = g_malloc (stride);
  char                *key;

  for (int y = 0; y < extent->height; y++)
    {
      GeglRectangle line = { extent->x, extent->y + y, extent->width, 1 };

      gegl_buffer_get (pixels, &line, 1.0, format, row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      g_checksum_update (sum, row, (gssize) stride);
    }
  key = g_strdup_printf ("pixels %s|%s|%dx%d", g_checksum_get_string (sum), babl_get_name (format),
                         extent->width, extent->height);
  g_free (row);
  g_checksum_free (sum);
  return key;
}

const adain_style *
adain_gegl_style_of_pixels (AdainGeglSession *session, const adain_model *model, GeglBuffer *pixels,
                            int style_size, const adain_options *options, GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (pixels);
  const adain_style   *style;
  char                *key;

  if (extent->width <= 0 || extent->height <= 0 || gegl_rectangle_is_infinite_plane (extent))
    {
      g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                           _ ("The style image is empty or endless; connect a picture, or crop it to one."));
      return NULL;
    }
  key = encoded_key (pixels_key (pixels), model, style_size);
  style = adain_gegl_cache_lookup (&session->styles, key);
  if (style == NULL)
    {
      style = encode_style (session, model, pixels, style_size, options, key, error);
      if (style == NULL)
        g_prefix_error (error, "The style image: ");
    }
  g_free (key);
  return style;
}

const adain_style *
adain_gegl_style (AdainGeglSession *session, const adain_model *model, const char *style, int style_size,
                  GError **error)
{
  const adain_style *found;

  g_mutex_lock (&session->mutex);
  adain_gegl_session_trim (session);
  found = adain_gegl_style_unlocked (session, model, style, style_size, NULL, error);
  adain_gegl_cache_pin (&session->styles, found);
  g_mutex_unlock (&session->mutex);
  return found;
}
