/* operation.c: tests adain:stylize inside one process, where its properties, its progress and the bits of its
 * buffers can be seen. The gegl command cannot show those. It expects GEGL_PATH to hold the operation and
 * ADAIN_DATA_DIR the models and styles; it prints a line a case, and its status says whether all passed.
 */
#include <gegl-paramspecs.h>
#include <gegl.h>
#include <math.h>
#include <string.h>

#define WIDTH 61
#define HEIGHT 47

static int passed, failed;

static void
check (gboolean good, const char *name)
{
  g_print ("%s operation: %s\n", good ? "ok" : "FAIL", name);
  if (good)
    passed++;
  else
    failed++;
}

/* A graph of a picture, the operation, and what was seen of it. */
typedef struct
{
  GeglNode   *graph, *source, *op;
  GeglBuffer *input;
  GArray     *progress; /* of doubles */
} Fixture;

static void
take_progress (GeglNode *node, double fraction, Fixture *fixture)
{
  (void) node;
  g_array_append_val (fixture->progress, fraction);
}

static GeglBuffer *
picture (const char *format)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, WIDTH, HEIGHT), babl_format (format));
  float      *rgba = g_new (float, WIDTH *HEIGHT * 4);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      rgba[4 * i] = (float) (i % WIDTH) / WIDTH;
      rgba[4 * i + 1] = (float) (i / WIDTH) / HEIGHT;
      rgba[4 * i + 2] = (float) ((i * 7) % 97) / 97.0f;
      rgba[4 * i + 3] = (float) (i % 5) / 4.0f;
    }
  gegl_buffer_set (buffer, NULL, 0, babl_format ("R'G'B'A float"), rgba, GEGL_AUTO_ROWSTRIDE);
  g_free (rgba);
  return buffer;
}

static Fixture *
fixture_new (const char *format)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->input = picture (format);
  fixture->progress = g_array_new (FALSE, FALSE, sizeof (double));
  fixture->graph = gegl_node_new ();
  fixture->source = gegl_node_new_child (fixture->graph, "operation", "gegl:buffer-source", "buffer",
                                         fixture->input, NULL);
  fixture->op = gegl_node_new_child (fixture->graph, "operation", "adain:stylize", NULL);
  gegl_node_link (fixture->source, fixture->op);
  g_signal_connect (fixture->op, "progress", G_CALLBACK (take_progress), fixture);
  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  g_object_unref (fixture->graph);
  g_object_unref (fixture->input);
  g_array_unref (fixture->progress);
  g_free (fixture);
}

/* The operation's output in that format, WIDTH x HEIGHT pixels. */
static guchar *
render (Fixture *fixture, const char *format)
{
  const Babl *babl = babl_format (format);
  guchar     *bytes = g_malloc0 ((gsize) WIDTH * HEIGHT * babl_format_get_bytes_per_pixel (babl));

  gegl_node_blit (fixture->op, 1.0, GEGL_RECTANGLE (0, 0, WIDTH, HEIGHT), babl, bytes, GEGL_AUTO_ROWSTRIDE,
                  GEGL_BLIT_DEFAULT);
  return bytes;
}

static gboolean
gives_input (Fixture *fixture, const char *format)
{
  gsize    length = (gsize) WIDTH * HEIGHT * babl_format_get_bytes_per_pixel (babl_format (format));
  guchar  *result = render (fixture, format), *expected = g_malloc (length);
  gboolean same;

  gegl_buffer_get (fixture->input, NULL, 1.0, babl_format (format), expected, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  same = memcmp (result, expected, length) == 0;
  g_free (result);
  g_free (expected);
  return same;
}

static char *
error_of (Fixture *fixture)
{
  char *text;

  gegl_node_get (fixture->op, "error", &text, NULL);
  return text;
}

static gboolean
error_has (Fixture *fixture, const char *word)
{
  char    *text = error_of (fixture);
  gboolean has, told;

  gegl_node_get (fixture->op, "failed", &told, NULL);
  if (word[0] == '\0')
    has = text == NULL || text[0] == '\0';
  else
    has = text != NULL && strstr (text, word) != NULL;
  if (!has)
    g_print ("     the error is: %s\n", text);
  g_free (text);
  return has && told == (word[0] != '\0');
}

static void
test_strength_0 (void)
{
  static const char *const formats[] = { "R'G'B'A u8",    "R'G'B'A u16", "R'G'B'A float", "RGBA float",
                                         "RaGaBaA float", "R'G'B' u8",   "Y' u8",         "Y'A u16",
                                         "Y float",       "RGBA half" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      Fixture *fixture = fixture_new (formats[i]);
      char    *name = g_strdup_printf ("strength 0 gives every bit of %s", formats[i]);

      gegl_node_set (fixture->op, "strength", 0.0, NULL);
      check (gives_input (fixture, formats[i]) && error_has (fixture, ""), name);
      g_free (name);
      fixture_free (fixture);
    }
}

static void
test_error (void)
{
  Fixture *fixture = fixture_new ("RGBA float");

  gegl_node_set (fixture->op, "style", "no-such-style", NULL);
  check (gives_input (fixture, "RGBA float"), "an unknown style gives every bit of the input");
  check (error_has (fixture, "no-such-style"), "its error names the style");
  check (gives_input (fixture, "RGBA float") && error_has (fixture, "no-such-style"),
         "and still does when asked again");
  gegl_node_set (fixture->op, "style", "starry-night", NULL);
  check (!gives_input (fixture, "RGBA float"), "a good style then changes the picture");
  check (error_has (fixture, ""), "and empties the error");
  gegl_node_set (fixture->op, "strength", NAN, NULL);
  check (gives_input (fixture, "RGBA float") && error_has (fixture, "strength"),
         "a NaN as strength is refused");
  gegl_node_set (fixture->op, "strength", 1.0, "weight", INFINITY, NULL);
  check (gives_input (fixture, "RGBA float") && error_has (fixture, "weight"),
         "an infinity as weight is refused");
  fixture_free (fixture);
}

/* How GIMP decides what its GEGL tool shows: by expressions of boolean properties. */
static void
test_panel (void)
{
  guint        count;
  GParamSpec **properties = gegl_operation_list_properties ("adain:stylize", &count);

  for (guint i = 0; i < count; i++)
    {
      const char *visible = gegl_param_spec_get_property_key (properties[i], "visible");

      if (g_str_equal (properties[i]->name, "error"))
        check (g_strcmp0 (visible, "failed") == 0, "the error is shown when there is one");
      else if (g_str_equal (properties[i]->name, "failed"))
        check (g_strcmp0 (visible, "0") == 0 && G_IS_PARAM_SPEC_BOOLEAN (properties[i]),
               "by a property that is never shown");
    }
  g_free (properties);
}

static void
test_invalid_pixels (void)
{
  Fixture *fixture = fixture_new ("R'G'B'A float");
  float    pixel[4] = { 0.5f, NAN, INFINITY, 1.0f };

  gegl_buffer_set (fixture->input, GEGL_RECTANGLE (20, 30, 1, 1), 0, babl_format ("R'G'B'A float"), pixel,
                   GEGL_AUTO_ROWSTRIDE);
  check (gives_input (fixture, "R'G'B'A float"), "NaN pixels give every bit of the input");
  check (error_has (fixture, "NaN"), "the error speaks of the NaN");
  pixel[3] = 0.0f;
  gegl_buffer_set (fixture->input, GEGL_RECTANGLE (20, 30, 1, 1), 0, babl_format ("R'G'B'A float"), pixel,
                   GEGL_AUTO_ROWSTRIDE);
  check (!gives_input (fixture, "R'G'B'A float") && error_has (fixture, ""), "a NaN that is hidden is none");
  fixture_free (fixture);
}

/* Each run is 0 … 1 and never goes back. */
static gboolean
is_whole_progress (const GArray *progress)
{
  gboolean whole = progress->len >= 2 && g_array_index (progress, double, 0) == 0.0
                   && g_array_index (progress, double, progress->len - 1) == 1.0;

  for (guint i = 1; i < progress->len; i++)
    if (g_array_index (progress, double, i) < g_array_index (progress, double, i - 1)
        && g_array_index (progress, double, i) != 0.0)
      whole = FALSE;
  return whole;
}

static void
test_progress (void)
{
  Fixture *fixture = fixture_new ("R'G'B'A float");

  g_free (render (fixture, "R'G'B'A float"));
  check (is_whole_progress (fixture->progress), "progress goes from exactly 0 to exactly 1");
  g_array_set_size (fixture->progress, 0);
  gegl_node_set (fixture->op, "style", "no-such-style", NULL);
  g_free (render (fixture, "R'G'B'A float"));
  check (is_whole_progress (fixture->progress), "also when the work fails");
  fixture_free (fixture);
}

static void
test_cache (void)
{
  Fixture *fixture = fixture_new ("R'G'B'A float");
  float    part[10 * 10 * 4], *whole = (float *) render (fixture, "R'G'B'A float");
  gboolean same = TRUE;

  g_array_set_size (fixture->progress, 0);
  gegl_node_blit (fixture->op, 1.0, GEGL_RECTANGLE (13, 17, 10, 10), babl_format ("R'G'B'A float"), part,
                  GEGL_AUTO_ROWSTRIDE, GEGL_BLIT_DEFAULT);
  for (int y = 0; y < 10; y++)
    same = same && memcmp (part + y * 40, whole + ((17 + y) * WIDTH + 13) * 4, sizeof (float) * 40) == 0;
  check (same, "a part is the same part of the whole");
  check (fixture->progress->len == 0 || g_array_index (fixture->progress, double, 0) == 1.0,
         "and is not computed again");
  g_free (whole);
  fixture_free (fixture);
}

static void
test_parts_first (void)
{
  Fixture *fixture = fixture_new ("R'G'B'A float"), *other = fixture_new ("R'G'B'A float");
  float    part[10 * 10 * 4], *whole = (float *) render (other, "R'G'B'A float");
  gboolean same = TRUE;

  gegl_node_blit (fixture->op, 1.0, GEGL_RECTANGLE (40, 5, 10, 10), babl_format ("R'G'B'A float"), part,
                  GEGL_AUTO_ROWSTRIDE, GEGL_BLIT_DEFAULT);
  for (int y = 0; y < 10; y++)
    same = same && memcmp (part + y * 40, whole + ((5 + y) * WIDTH + 40) * 4, sizeof (float) * 40) == 0;
  check (same, "a part that is asked for first has the statistics of the whole");
  g_free (whole);
  fixture_free (fixture);
  fixture_free (other);
}

static void
test_endless (void)
{
  Fixture  *fixture = fixture_new ("R'G'B'A float");
  GeglNode *plane = gegl_node_new_child (fixture->graph, "operation", "gegl:color", NULL);
  float     pixel[4];

  gegl_node_connect_to (plane, "output", fixture->op, "aux2");
  g_free (render (fixture, "R'G'B'A float"));
  check (error_has (fixture, ""), "an endless mask is a mask");
  gegl_node_disconnect (fixture->op, "aux2");
  gegl_node_connect_to (plane, "output", fixture->op, "aux");
  check (gives_input (fixture, "R'G'B'A float") && error_has (fixture, "aux"), "an endless style is refused");
  gegl_node_disconnect (fixture->op, "aux");
  gegl_node_link (plane, fixture->op);
  gegl_node_blit (fixture->op, 1.0, GEGL_RECTANGLE (0, 0, 1, 1), babl_format ("R'G'B'A float"), pixel,
                  GEGL_AUTO_ROWSTRIDE, GEGL_BLIT_DEFAULT);
  check (error_has (fixture, "endless"), "an endless input is refused");
  fixture_free (fixture);
}

/* Warnings are expected here; an assertion inside GEGL is not. */
static void
ignore_warnings (const char *domain, GLogLevelFlags level, const char *message, gpointer user)
{
  (void) domain;
  (void) user;
  if (level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR))
    check (FALSE, message);
}

int
main (void)
{
  gegl_init (NULL, NULL);
  if (!gegl_has_operation ("adain:stylize"))
    {
      g_print ("FAIL operation: GEGL does not know adain:stylize\n");
      return 1;
    }
  g_log_set_default_handler (ignore_warnings, NULL);
  test_strength_0 ();
  test_error ();
  test_panel ();
  test_invalid_pixels ();
  test_progress ();
  test_cache ();
  test_parts_first ();
  test_endless ();
  g_print ("%d %d\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
