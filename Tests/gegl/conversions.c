/* conversions.c: tests direct.h against babl's own conversions, and that a program started without GEGL's
 * operations gets them when a picture needs one. Nothing of models or styles. It prints a line a case. */
#include <adain-gegl.h>

#include <direct.h>
#include <operations.h>

#include <string.h>

#define SUITE "conversions"
#include "checks.h"

#define COUNT 65537

typedef struct
{
  const char *format;
  int         channels, bytes; /* of a channel */
} Case;

static const Case cases[] = {
  { "Y' u8", 1, 1 },    { "Y'A u8", 2, 1 },    { "R'G'B' u8", 3, 1 },    { "R'G'B'A u8", 4, 1 },
  { "Y' u16", 1, 2 },   { "Y'A u16", 2, 2 },   { "R'G'B' u16", 3, 2 },   { "R'G'B'A u16", 4, 2 },
  { "Y' float", 1, 4 }, { "Y'A float", 2, 4 }, { "R'G'B' float", 3, 4 }, { "R'G'B'A float", 4, 4 },
};

/* Every value of bytes and words, and floats from -0.1 to 1.1. */
static void
fill (const Case *of, void *pixels)
{
  for (size_t i = 0; i < (size_t) COUNT * (size_t) of->channels; i++)
    switch (of->bytes)
      {
      case 1: ((guint8 *) pixels)[i] = (guint8) (i * 7 + i / 256); break;
      case 2: ((guint16 *) pixels)[i] = (guint16) (i * 7 + i / 65536); break;
      default: ((float *) pixels)[i] = (float) (i * 7919 % 100003) / 83336.0f - 0.1f;
      }
}

static double
value_at (const Case *of, const void *pixels, size_t i)
{
  switch (of->bytes)
    {
    case 1: return ((const guint8 *) pixels)[i];
    case 2: return ((const guint16 *) pixels)[i];
    default: return ((const float *) pixels)[i];
    }
}

static double
largest_difference (const Case *of, const void *a, const void *b, size_t count)
{
  double worst = 0.0;

  for (size_t i = 0; i < count; i++)
    worst = MAX (worst, fabs (value_at (of, a, i) - value_at (of, b, i)));
  return worst;
}

/* What babl's own ways of making floats of numbers of so many bytes differ by. It divides by 255 or 65535, or
 * multiplies with the inverse, which is up to a float's last bit apart: it takes the way that was the fastest
 * when it tried them in this process, so that the same test may meet either. */
static double
float_tolerance (int bytes)
{
  switch (bytes)
    {
    case 1: return 0x1p-24;
    case 2: return 0x1p-23;
    default: return 0.0;
    }
}

/* Babl rounds words where our sum is a half. Its other conversions from floats are exact, and so have to be
 * ours. */
static void
test_format (const Case *of)
{
  static const Case floats_of = { "R'G'B'A float", 4, 4 };
  const Babl       *own = babl_format (of->format), *wide = babl_format ("R'G'B'A float");
  AdainGeglDirect   direct = adain_gegl_direct (own);
  void             *pixels = g_malloc0 ((gsize) COUNT * 16), *back = g_malloc0 ((gsize) COUNT * 16);
  float            *ours = g_new (float, COUNT * 4), *theirs = g_new (float, COUNT * 4);
  char             *name = g_strdup_printf ("%s becomes floats as babl makes them", of->format);

  fill (of, pixels);
  adain_gegl_to_floats (direct, pixels, ours, COUNT);
  babl_process (babl_fish (own, wide), pixels, theirs, COUNT);
  check (direct.channels == of->channels
           && largest_difference (&floats_of, ours, theirs, COUNT * 4) <= float_tolerance (of->bytes),
         name);
  g_free (name);
  if (of->channels > 2)
    {
      name = g_strdup_printf ("floats become %s as babl makes them", of->format);
      fill (&floats_of, theirs);
      adain_gegl_from_floats (direct, theirs, pixels, COUNT);
      babl_process (babl_fish (wide, own), theirs, back, COUNT);
      check (largest_difference (of, pixels, back, COUNT * (size_t) of->channels)
               <= (of->bytes == 2 ? 1.0 : 0.0),
             name);
      g_free (name);
    }
  g_free (pixels);
  g_free (back);
  g_free (ours);
  g_free (theirs);
}

static void
test_bounds (void)
{
  float  floats[8] = { NAN, -INFINITY, INFINITY, 1.0f, -0.0f, 2.0f, 0.5f, 0.25f };
  guint8 bytes[8];

  adain_gegl_from_floats ((AdainGeglDirect) { ADAIN_GEGL_BYTES, 4 }, floats, bytes, 2);
  check (memcmp (bytes, "\0\0\xff\xff\0\xff\x80\x40", 8) == 0, "what is no value becomes the nearest");
}

static void
test_other_spaces (void)
{
  const Babl *wide = babl_space ("ProPhoto");

  check (adain_gegl_direct (babl_format_with_space ("R'G'B' u8", wide)).channels == 0,
         "other spaces are left to babl");
  check (adain_gegl_direct (babl_format ("RGB u8")).channels == 0, "and so are linear colours");
}

int
main (void)
{
  adain_gegl_start (NULL, NULL);
  check (!gegl_has_operation ("gegl:tiff-load"), "a program starts without operations");
  check (adain_gegl_has_operation ("gegl:tiff-load"), "and gets them when it needs one");
  check (!gegl_has_operation ("gegl:tiff-save"), "and only that one");
  check (adain_gegl_has_operation ("gegl:tiff-save"), "until another is wanted");
  check (!adain_gegl_has_operation ("adain:nothing"), "but none that does not exist");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    test_format (&cases[i]);
  test_bounds ();
  test_other_spaces ();
  g_print ("%d %d\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
