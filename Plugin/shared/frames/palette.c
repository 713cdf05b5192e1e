/* palette.c: up to 255 colours for an animation, and which of them stands where. If the animation has no
 * more, they are its own; else giflib chooses them, and what lies between is a pattern of several.
 *
 * The pattern is ordered: the colours that together make up a pixel's are sorted from dark to light, and its
 * place picks one of them (T. Knoll, US 6606166, expired). Error diffusion would look a little finer, but one
 * pixel that changes moves all patterns after it, so that a film would boil. */
#include "frames/palette.h"

#include <string.h>

#define COLOURS ADAIN_GEGL_CLEAR
/* Colours that make up a pixel's. */
#define SHARES 16
/* Pixels by which colours are chosen. */
#define SAMPLES (1 << 20)

struct _AdainGeglPalette
{
  ColorMapObject *map;
  GHashTable     *own; /* the animation's colours, plus 1, and their numbers; NULL: they are too many */
  guint64         seen, step;
  guint8         *red, *green, *blue; /* the samples, each in one piece of memory */
  guint           samples, room;
  guint16         nearest[1 << 18]; /* the number for each colour of 6 bits, plus 1 */
};

AdainGeglPalette *
adain_gegl_palette_new (guint64 pixels)
{
  AdainGeglPalette *palette = g_new0 (AdainGeglPalette, 1);

  /* Odd: by an even one, every second column of most pictures would be passed over. */
  palette->step = (pixels / SAMPLES) | 1;
  palette->room = (guint) (pixels / palette->step) + 1;
  palette->red = g_malloc_n (palette->room, 3);
  palette->green = palette->red + palette->room;
  palette->blue = palette->green + palette->room;
  palette->own = g_hash_table_new (NULL, NULL);
  return palette;
}

void
adain_gegl_palette_free (AdainGeglPalette *palette)
{
  if (palette == NULL)
    return;
  GifFreeMapObject (palette->map);
  g_clear_pointer (&palette->own, g_hash_table_unref);
  g_free (palette->red);
  g_free (palette);
}

static gboolean
is_clear (const guint8 *pixel)
{
  return pixel[3] < 128;
}

static gpointer
key_of (const guint8 *pixel)
{
  return GUINT_TO_POINTER ((guint) (pixel[0] << 16 | pixel[1] << 8 | pixel[2]) + 1);
}

static void
look_at (AdainGeglPalette *palette, const guint8 *pixel)
{
  if (palette->own != NULL)
    {
      g_hash_table_add (palette->own, key_of (pixel));
      if (g_hash_table_size (palette->own) > COLOURS)
        g_clear_pointer (&palette->own, g_hash_table_unref);
    }
  if (palette->seen++ % palette->step == 0 && palette->samples < palette->room)
    {
      palette->red[palette->samples] = pixel[0];
      palette->green[palette->samples] = pixel[1];
      palette->blue[palette->samples++] = pixel[2];
    }
}

void
adain_gegl_palette_look (AdainGeglPalette *palette, const guint8 *pixels, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (!is_clear (pixels + 4 * i))
      look_at (palette, pixels + 4 * i);
}

/* Dark to light: Rec. 601, in thousandths. */
static int
luma (const GifColorType *colour)
{
  return 299 * colour->Red + 587 * colour->Green + 114 * colour->Blue;
}

static int
compare_luma (const void *a, const void *b)
{
  return luma (a) - luma (b);
}

static void
take_own (AdainGeglPalette *palette)
{
  GHashTableIter iter;
  gpointer       key;
  int            number = 0;

  g_hash_table_iter_init (&iter, palette->own);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint colour = GPOINTER_TO_UINT (key) - 1;

      palette->map->Colors[number++] = (GifColorType) { (GifByteType) (colour >> 16),
                                                        (GifByteType) (colour >> 8), (GifByteType) colour };
    }
  qsort (palette->map->Colors, (size_t) number, sizeof (GifColorType), compare_luma);
  for (int i = 0; i < number; i++)
    {
      const GifColorType *colour = palette->map->Colors + i;
      const guint8        pixel[] = { colour->Red, colour->Green, colour->Blue };

      g_hash_table_insert (palette->own, key_of (pixel), GINT_TO_POINTER (i));
    }
}

const ColorMapObject *
adain_gegl_palette_choose (AdainGeglPalette *palette)
{
  int          colours = COLOURS;
  GifByteType *chosen;
  gboolean     done;

  palette->map = GifMakeMapObject (256, NULL);
  if (palette->map == NULL || palette->own != NULL)
    {
      if (palette->map != NULL)
        take_own (palette);
      return palette->map;
    }
  chosen = g_malloc (palette->samples);
  done = GifQuantizeBuffer (palette->samples, 1, &colours, palette->red, palette->green, palette->blue,
                            chosen, palette->map->Colors)
         == GIF_OK;
  g_free (chosen);
  qsort (palette->map->Colors, COLOURS, sizeof (GifColorType), compare_luma);
  return done ? palette->map : NULL;
}

static int
nearest (AdainGeglPalette *palette, const int colour[3])
{
  guint16 *known = palette->nearest + ((colour[0] >> 2) << 12 | (colour[1] >> 2) << 6 | colour[2] >> 2);
  int      least = G_MAXINT;

  if (*known > 0)
    return *known - 1;
  for (int i = 0; i < COLOURS; i++)
    {
      const GifColorType *own = palette->map->Colors + i;
      /* From the middle of all colours with these 6 bits. */
      int red = own->Red - (colour[0] | 3) + 1, green = own->Green - (colour[1] | 3) + 1,
          blue = own->Blue - (colour[2] | 3) + 1;
      int distance = 299 * red * red + 587 * green * green + 114 * blue * blue;

      if (distance < least)
        {
          least = distance;
          *known = (guint16) (i + 1);
        }
    }
  return *known - 1;
}

/* The numbers of the colours whose mean comes near a pixel's, from dark to light, as the map is. */
static void
make_up (AdainGeglPalette *palette, const guint8 *pixel, GifByteType numbers[SHARES])
{
  int missing[3] = { 0, 0, 0 };

  for (int n = 0; n < SHARES; n++)
    {
      int wanted[3], at = n;

      for (int k = 0; k < 3; k++)
        wanted[k] = CLAMP (pixel[k] + missing[k], 0, 255);
      int                 number = nearest (palette, wanted);
      const GifColorType *colour = palette->map->Colors + number;

      missing[0] += pixel[0] - colour->Red;
      missing[1] += pixel[1] - colour->Green;
      missing[2] += pixel[2] - colour->Blue;
      for (; at > 0 && numbers[at - 1] > number; at--)
        numbers[at] = numbers[at - 1];
      numbers[at] = (GifByteType) number;
    }
}

/* Which of the shares a place takes: interleaved gradient noise (Jimenez 2014), whose values are evenly
 * spread in each small window and form no lines. */
static int
share_at (int x, int y)
{
  double value = 0.06711056 * x + 0.00583715 * y;

  value = 52.9829189 * (value - (int) value);
  return (int) ((value - (int) value) * SHARES);
}

void
adain_gegl_palette_number (AdainGeglPalette *palette, const guint8 *pixels, int width, int y,
                           GifByteType *numbers)
{
  GifByteType   shares[SHARES];
  const guint8 *last = NULL;

  for (int x = 0; x < width; x++)
    {
      const guint8 *pixel = pixels + 4 * x;

      if (is_clear (pixel))
        numbers[x] = ADAIN_GEGL_CLEAR;
      else if (palette->own != NULL)
        numbers[x] = (GifByteType) GPOINTER_TO_INT (g_hash_table_lookup (palette->own, key_of (pixel)));
      else
        {
          if (last == NULL || memcmp (pixel, last, 3) != 0)
            make_up (palette, pixel, shares);
          last = pixel;
          numbers[x] = shares[share_at (x, y)];
        }
    }
}
