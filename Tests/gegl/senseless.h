/* senseless.h: numbers, texts and buffers that nobody means an operation to get, the same ones for a seed
 * (properties.c).
 */
#ifndef ADAIN_TEST_SENSELESS_H
#define ADAIN_TEST_SENSELESS_H

#include <gegl.h>
#include <math.h>

static guint64 state;

static guint
below (guint count)
{
  state = state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
  return (guint) (state >> 33) % count;
}

static double
any_double (void)
{
  const double values[] = { NAN,  INFINITY, -INFINITY, 0.0,    -0.0, 1.0,  0.5,
                            0.25, 1e-300,   1e308,     -1e308, -1.0, 20.0, 5.0 };

  return values[below (G_N_ELEMENTS (values))];
}

/* None that asks for a thousand threads, or for a style of 8192 pixels. */
static int
any_integer (void)
{
  const int values[] = { 0, 1, 2, 3, -1, 17, 33, 64, G_MININT, 8 };

  return values[below (G_N_ELEMENTS (values))];
}

static char *
any_text (void)
{
  static const char *const texts[] = {
    "",
    "starry-night",
    "great-wave",
    "starry-night:0.5",
    "nowhere.png",
    "/",
    ".",
    "/dev/null",
    "%s%n%d",
    "a\nb",
    "\xff\xfe",
    "starry-night;great-wave",
    ":",
    "#",
    "#ff0000:starry-night",
    "nowhere.png:starry-night",
    "small.png",
    "small.png:starry-night",
    "small.png:small.png",
    "cut.png",
    "-",
    "compact",
    "standard",
    "model",
    " ",
    "#00ff00:nowhere #0000ff:great-wave",
    "small.png:great-wave small.png:starry-night",
  };
  guint which = below (G_N_ELEMENTS (texts) + 2);

  if (which < G_N_ELEMENTS (texts))
    return g_strdup (texts[which]);
  return which == G_N_ELEMENTS (texts) ? NULL : g_strnfill (1 << below (17), 'x');
}

/* Of any size and place, with any values; *strange: with a NaN or an infinity. */
static GeglBuffer *
any_buffer (gboolean *strange)
{
  static const char *const formats[] = { "R'G'B'A float", "R'G'B' u8",     "Y' u8",       "YA float",
                                         "RGBA half",     "RaGaBaA float", "R'G'B'A u16", "CIE Lab float",
                                         "cmyk u8",       "Y' double",     "R'G'B'A u8",  "HSVA float",
                                         "RGB u32",       "CMYKA float" };
  GeglRectangle extent = { (int) below (90) - 45, (int) below (90) - 45, (int) below (44), (int) below (44) };
  const Babl   *format = babl_format (formats[below (G_N_ELEMENTS (formats))]);
  GeglBuffer   *buffer = gegl_buffer_new (&extent, format);
  float        *values = g_new (float, 4 * 44 * 44);

  for (int i = 0; i < 4 * 44 * 44; i++)
    values[i] = (float) below (1000) / 999.0f;
  *strange = below (8) == 0;
  if (*strange)
    values[below (12)] = (float) any_double ();
  gegl_buffer_set (buffer, NULL, 0, babl_format ("R'G'B'A float"), values, GEGL_AUTO_ROWSTRIDE);
  g_free (values);
  return buffer;
}

#endif
