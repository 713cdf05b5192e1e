/* metadata-true.c: what of a content's metadata is not true of its result, is corrected or left out. */
#include "pictures/metadata.h"

#include <gexiv2/gexiv2.h>
#include <string.h>

/* Whether a tag describes the file that was read and not the picture in it: the layout of a TIFF, and
 * small or further pictures. */
static gboolean
is_layout (const char *tag)
{
  static const char *const groups[] = { "Image2", "Image3", "SubImage", "SubThumb", "Thumbnail", "MpfInfo" };
  /* clang-format off */
  static const char *const names[] = {
    "NewSubfileType", "SubfileType", "ImageWidth", "ImageLength", "BitsPerSample", "Compression",
    "PhotometricInterpretation", "FillOrder", "StripOffsets", "SamplesPerPixel", "RowsPerStrip",
    "StripByteCounts", "PlanarConfiguration", "Predictor", "TileWidth", "TileLength", "TileOffsets",
    "TileByteCounts", "ColorMap", "ExtraSamples", "SampleFormat", "InterColorProfile", "SubIFDs",
    "JPEGTables", "PageNumber", "XMLPacket", "IPTCNAA", "ImageResources",
  };
  /* clang-format on */

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_has_prefix (tag + strlen ("Exif."), groups[i]))
      return TRUE;
  for (guint i = 0; g_str_has_prefix (tag, "Exif.Image.") && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (tag + strlen ("Exif.Image."), names[i]))
      return TRUE;
  return FALSE;
}

static void
correct (GExiv2Metadata *tags, const char *tag, int value)
{
  if (gexiv2_metadata_try_has_tag (tags, tag, NULL))
    gexiv2_metadata_try_set_tag_long (tags, tag, value, NULL);
}

/* The tags become those of an upright picture of its own size. */
void
adain_gegl_metadata_make_true (GExiv2Metadata *tags, int width, int height)
{
  char **all = gexiv2_metadata_get_exif_tags (tags);

  for (int i = 0; all[i] != NULL; i++)
    if (is_layout (all[i]))
      gexiv2_metadata_try_clear_tag (tags, all[i], NULL);
  g_strfreev (all);
  gexiv2_metadata_try_erase_exif_thumbnail (tags, NULL);
  correct (tags, "Exif.Image.Orientation", 1);
  correct (tags, "Exif.Photo.PixelXDimension", width);
  correct (tags, "Exif.Photo.PixelYDimension", height);
  correct (tags, "Xmp.tiff.Orientation", 1);
  correct (tags, "Xmp.tiff.ImageWidth", width);
  correct (tags, "Xmp.tiff.ImageLength", height);
  correct (tags, "Xmp.exif.PixelXDimension", width);
  correct (tags, "Xmp.exif.PixelYDimension", height);
}
