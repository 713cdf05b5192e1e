/* decode-heif.c: HEIC and AVIF by libheif: the primary picture, turned as the file says, with its profile.
 * HDR (the PQ and HLG curves) is refused: its brightness has no counterpart in what the network learned. */
#include "pictures/decode.h"

#include <libheif/heif.h>
#include <string.h>

static gboolean
good (struct heif_error result, GError **error)
{
  return result.code == heif_error_Ok || adain_gegl_damaged (error, "libheif", result.message);
}

static const Babl *
space_of_profile (const struct heif_image_handle *handle, AdainGeglDecoded *decoded)
{
  size_t      length = heif_image_handle_get_raw_color_profile_size (handle);
  void       *profile = g_malloc (MAX (length, 1));
  const Babl *space = NULL;

  if (heif_image_handle_get_raw_color_profile (handle, profile).code == heif_error_Ok)
    space = adain_gegl_profile_space (profile, length, ADAIN_GEGL_RGB, decoded);
  g_free (profile);
  return space;
}

/* Colours told by numbers (nclx). What is left untold, or has a video's curve, is taken for sRGB's. */
static gboolean
space_of_numbers (const struct heif_image_handle *handle, const Babl **space, GError **error)
{
  struct heif_color_profile_nclx *told = NULL;
  gboolean                        known = TRUE;

  *space = NULL;
  if (heif_image_handle_get_nclx_color_profile (handle, &told).code != heif_error_Ok)
    return TRUE;
  if (told->transfer_characteristics == heif_transfer_characteristic_ITU_R_BT_2100_0_PQ
      || told->transfer_characteristics == heif_transfer_characteristic_ITU_R_BT_2100_0_HLG)
    {
      g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                           "is in HDR (PQ or HLG), which is not read; save it in standard brightness");
      known = FALSE;
    }
  else if (told->color_primaries != heif_color_primaries_ITU_R_BT_709_5
           && told->color_primaries != heif_color_primaries_unspecified && told->color_primary_white_y > 0)
    {
      const Babl *curve = babl_trc ("sRGB");

      *space = babl_space_from_chromaticities (
        NULL, told->color_primary_white_x, told->color_primary_white_y, told->color_primary_red_x,
        told->color_primary_red_y, told->color_primary_green_x, told->color_primary_green_y,
        told->color_primary_blue_x, told->color_primary_blue_y, curve, curve, curve, 0);
    }
  heif_nclx_color_profile_free (told);
  return known;
}

static gboolean
find_space (const struct heif_image_handle *handle, const Babl **space, AdainGeglDecoded *decoded,
            GError **error)
{
  enum heif_color_profile_type kind = heif_image_handle_get_color_profile_type (handle);

  if (kind != heif_color_profile_type_rICC && kind != heif_color_profile_type_prof)
    return space_of_numbers (handle, space, error);
  *space = space_of_profile (handle, decoded);
  return TRUE;
}

static GBytes *
read_block (const struct heif_image_handle *handle, heif_item_id id, size_t skip)
{
  size_t  length = heif_image_handle_get_metadata_size (handle, id);
  guint8 *block = g_malloc (MAX (length, 1));
  GBytes *bytes = NULL;

  if (length > skip && heif_image_handle_get_metadata (handle, id, block).code == heif_error_Ok)
    bytes = g_bytes_new (block + skip, length - skip);
  g_free (block);
  return bytes;
}

static void
read_metadata (const struct heif_image_handle *handle, AdainGeglDecoded *decoded)
{
  heif_item_id ids[16];
  int          count = heif_image_handle_get_list_of_metadata_block_IDs (handle, NULL, ids, 16);

  for (int i = 0; i < count; i++)
    {
      const char *content = heif_image_handle_get_metadata_content_type (handle, ids[i]);

      if (g_strcmp0 (heif_image_handle_get_metadata_type (handle, ids[i]), "Exif") == 0
          && decoded->exif == NULL)
        decoded->exif = read_block (handle, ids[i], 4); /* the offset of the TIFF header comes first */
      else if (g_strcmp0 (content, "application/rdf+xml") == 0 && decoded->xmp == NULL)
        decoded->xmp = read_block (handle, ids[i], 0);
    }
}

/* Samples of 9 to 16 bits, spread over 16. */
static void
spread (guint16 *samples, gsize count, int bits)
{
  guint most = (1u << bits) - 1;

  for (gsize i = 0; i < count; i++)
    samples[i] = (guint16) ((MIN (samples[i], most) * 65535u + most / 2) / most);
}

static gboolean
take_pixels (const struct heif_image *image, gboolean deep, gboolean alpha, gboolean premultiplied,
             const Babl *space, AdainGeglDecoded *decoded)
{
  int     width = heif_image_get_width (image, heif_channel_interleaved), stride;
  int     height = heif_image_get_height (image, heif_channel_interleaved);
  guint8 *rows = (guint8 *) heif_image_get_plane_readonly (image, heif_channel_interleaved, &stride);
  char   *format = g_strconcat (!alpha          ? "R'G'B'"
                                : premultiplied ? "R'aG'aB'aA"
                                                : "R'G'B'A",
                              deep ? " u16" : " u8", NULL);

  if (rows != NULL && width > 0 && height > 0)
    decoded->pixels = adain_gegl_pixels_new (width, height, format, space);
  for (int y = 0; decoded->pixels != NULL && y < height; y++)
    {
      guint8 *row = rows + (gsize) y * stride;

      if (deep) /* the image is this file's own, and is freed after this */
        spread ((guint16 *) row, (gsize) width * (alpha ? 4 : 3),
                heif_image_get_bits_per_pixel_range (image, heif_channel_interleaved));
      adain_gegl_pixels_set (decoded->pixels, y, 1, row, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (format);
  return decoded->pixels != NULL;
}

static gboolean
decode_primary (const struct heif_image_handle *handle, AdainGeglDecoded *decoded, GError **error)
{
  static const enum heif_chroma layouts[2][2] = {
    { heif_chroma_interleaved_RGB, heif_chroma_interleaved_RGBA },
    { heif_chroma_interleaved_RRGGBB_LE, heif_chroma_interleaved_RRGGBBAA_LE },
  };
  gboolean                      alpha = heif_image_handle_has_alpha_channel (handle) != 0;
  gboolean                      deep = heif_image_handle_get_luma_bits_per_pixel (handle) > 8, done;
  const Babl                   *space;
  struct heif_image            *image = NULL;
  struct heif_decoding_options *options;

  if (!adain_gegl_check_size ((guint64) heif_image_handle_get_width (handle),
                              (guint64) heif_image_handle_get_height (handle), ADAIN_GEGL_MAX_PIXELS_WHOLE,
                              error)
      || !find_space (handle, &space, decoded, error))
    return FALSE;
  options = heif_decoding_options_alloc ();
  options->strict_decoding = 1;
  done = good (heif_decode_image (handle, &image, heif_colorspace_RGB, layouts[deep][alpha], options), error);
  heif_decoding_options_free (options);
  if (done)
    done = take_pixels (image, deep, alpha, heif_image_handle_is_premultiplied_alpha (handle), space, decoded)
           || adain_gegl_damaged (error, "libheif", "it has no pixels");
  heif_image_release (image);
  if (done)
    read_metadata (handle, decoded);
  return done;
}

/* Makes of a file's part, or of a box's contents, those of the first box of a kind in it. */
static gboolean
enter_box (const guint8 **bytes, gsize *length, const char *kind)
{
  gsize at = 0;

  while (at + 8 <= *length)
    {
      const guint8 *box = *bytes + at;
      gsize         size = (gsize) box[0] << 24 | box[1] << 16 | box[2] << 8 | box[3];

      if (size == 0)
        size = *length - at;               /* the last one */
      if (size < 8 || size > *length - at) /* or one of more than 4 GiB, such as no picture has */
        return FALSE;
      if (memcmp (box + 4, kind, 4) == 0)
        {
          *bytes = box + 8;
          *length = size - 8;
          return TRUE;
        }
      at += size;
    }
  return FALSE;
}

/* The samples of an animation's first track; libheif reads the still picture beside it. */
static int
sequence_frames (const AdainGeglFile *file)
{
  static const char *const way[] = { "moov", "trak", "mdia", "minf", "stbl", "stsz" };
  const guint8            *bytes = file->bytes;
  gsize                    length = file->length;

  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    if (!enter_box (&bytes, &length, way[i]))
      return 0;
  return length < 12 || bytes[8] > 0 ? 0 : bytes[9] << 16 | bytes[10] << 8 | bytes[11];
}

gboolean
adain_gegl_decode_heif (const AdainGeglFile *file, AdainGeglDecoded *decoded, GError **error)
{
  struct heif_context      *context = heif_context_alloc ();
  struct heif_image_handle *handle = NULL;
  gboolean                  done;

  done = good (heif_context_read_from_memory_without_copy (context, file->bytes, file->length, NULL), error)
         && good (heif_context_get_primary_image_handle (context, &handle), error)
         && decode_primary (handle, decoded, error);
  decoded->frames = MAX (heif_context_get_number_of_top_level_images (context), sequence_frames (file));
  heif_image_handle_release (handle);
  heif_context_free (context);
  return done;
}
