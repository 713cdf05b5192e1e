/* labels.c: the colours that name parts, and which pixels of an image are of which. It reads no files. */
#include "labels.h"

#include <adain-words.h>
#include <string.h>

static void
clear_label (gpointer label)
{
  g_free (((AdainGeglLabel *) label)->style);
}

GArray *
labels_new (void)
{
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (AdainGeglLabel));

  g_array_set_clear_func (labels, clear_label);
  return labels;
}

gboolean
labels_parse (GArray *labels, char **texts, GError **error)
{
  for (int i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      AdainGeglLabel label;

      if (!adain_gegl_parse_label (texts[i], label.color, &label.style, error))
        return FALSE;
      for (guint k = 0; k < labels->len; k++)
        if (memcmp (g_array_index (labels, AdainGeglLabel, k).color, label.color, sizeof label.color) == 0)
          {
            g_free (label.style);
            g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                         _ ("The label '%s' has the colour of another one; give each colour one style."),
                         texts[i]);
            return FALSE;
          }
      g_array_append_val (labels, label);
      if (labels->len > 256) /* their numbers are bytes */
        {
          g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                               _ ("There are more than 256 labels; leave some out."));
          return FALSE;
        }
    }
  return TRUE;
}

char *
labels_division (const GArray *labels, guint number)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "label %u of", number);
  for (guint i = 0; i < labels->len; i++)
    {
      const guint8 *color = g_array_index (labels, AdainGeglLabel, i).color;

      g_string_append_printf (text, " %02x%02x%02x", color[0], color[1], color[2]);
    }
  return g_string_free (text, FALSE);
}

static guint
nearest_label (const GArray *labels, const guint8 *pixel)
{
  guint nearest = 0;
  int   least = G_MAXINT;

  for (guint i = 0; i < labels->len; i++)
    {
      const guint8 *color = g_array_index (labels, AdainGeglLabel, i).color;
      int           distance = 0;

      for (int k = 0; k < 3; k++)
        distance += (pixel[k] - color[k]) * (pixel[k] - color[k]);
      if (distance < least)
        {
          least = distance;
          nearest = i;
        }
    }
  return nearest;
}

GeglBuffer *
labels_nearest (const GArray *labels, GeglBuffer *image)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (image);
  const Babl          *numbers = babl_format ("Y'A u8");
  GeglBuffer          *nearest = gegl_buffer_new (extent, numbers);
  guint8              *colours = g_new (guint8, (gsize) extent->width * 4);
  guint8              *values = g_new (guint8, (gsize) extent->width * 2);

  for (int y = 0; y < extent->height; y++)
    {
      GeglRectangle row = { extent->x, extent->y + y, extent->width, 1 };

      gegl_buffer_get (image, &row, 1.0, babl_format ("R'G'B'A u8"), colours, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_NONE);
      for (int x = 0; x < extent->width; x++)
        {
          values[2 * x] = (guint8) nearest_label (labels, colours + 4 * x);
          values[2 * x + 1] = colours[4 * x + 3];
        }
      gegl_buffer_set (nearest, &row, 0, numbers, values, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (colours);
  g_free (values);
  return nearest;
}

GeglBuffer *
labels_mask (GeglBuffer *nearest, guint number)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (nearest);
  GeglBuffer          *mask = gegl_buffer_new (extent, babl_format ("Y' u8"));
  guint8              *values = g_new (guint8, (gsize) extent->width * 2);

  for (int y = 0; y < extent->height; y++)
    {
      GeglRectangle row = { extent->x, extent->y + y, extent->width, 1 };

      gegl_buffer_get (nearest, &row, 1.0, babl_format ("Y'A u8"), values, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_NONE);
      for (int x = 0; x < extent->width; x++)
        values[x] = values[2 * x] == number ? values[2 * x + 1] : 0;
      gegl_buffer_set (mask, &row, 0, babl_format ("Y' u8"), values, GEGL_AUTO_ROWSTRIDE);
    }
  g_free (values);
  return mask;
}
