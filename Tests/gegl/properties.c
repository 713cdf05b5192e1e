/* properties.c: tries adain:stylize and adain:effect with senseless properties, pads and pixels, the same
 * ones for a seed: numbers that are none or out of range, texts of all kinds, pads that are empty, infinite
 * or not there, many formats. It looks at promises, not at pictures: no crash, no hang, no message of GLib's
 * that a program is wrong, an error always with a text, and then the picture as it was, no NaN that was not
 * there.
 *
 *   properties [RUNS [SEED]]     the number of a run that breaks one is printed: RUN:SEED repeats it alone
 */
#define SUITE "properties"
#include "checks.h"
#include "senseless.h"

#include <stdlib.h>
#include <unistd.h>

static int criticals;

static void
count_criticals (const char *domain, GLogLevelFlags level, const char *message, gpointer user)
{
  (void) user;
  if ((level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) != 0 && criticals++ == 0)
    g_print ("     %s: %s\n", domain == NULL ? "" : domain, message);
}

static void
set_any (GeglNode *node, GParamSpec *property)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, property->value_type);
  if (G_VALUE_HOLDS_DOUBLE (&value))
    g_value_set_double (&value, any_double ());
  else if (G_VALUE_HOLDS_INT (&value))
    g_value_set_int (&value, any_integer ());
  else if (G_VALUE_HOLDS_BOOLEAN (&value))
    g_value_set_boolean (&value, below (2) == 1);
  else if (G_VALUE_HOLDS_STRING (&value))
    g_value_take_string (&value, any_text ());
  else if (G_VALUE_HOLDS_ENUM (&value))
    g_value_set_enum (&value, (int) below (5) - 1);
  else
    return;
  gegl_node_set_property (node, property->name, &value);
  g_value_unset (&value);
}

static void
set_some (GeglNode *node)
{
  guint        count;
  GParamSpec **properties = gegl_operation_list_properties (gegl_node_get_operation (node), &count);

  /* Mostly a style that is there, so that there is something to compute. */
  if (below (4) > 0)
    gegl_node_set (node, "style", "starry-night", NULL);
  gegl_node_set (node, "model", below (2) == 0 ? "compact" : "", NULL);
  for (guint i = 0; i < count; i++)
    if (below (6) == 0 && !g_str_equal (properties[i]->name, "error")
        && !g_str_equal (properties[i]->name, "failed")) /* which only the operation sets */
      set_any (node, properties[i]);
  g_free (properties);
}

/* A node for a pad, or NULL: a buffer, nothing in it, a load that fails, an infinite colour. */
static GeglNode *
any_source (GeglNode *graph, gboolean *strange)
{
  GeglBuffer *buffer;
  GeglNode   *node;

  *strange = FALSE;
  switch (below (10))
    {
    case 0: return NULL;
    case 1: return gegl_node_new_child (graph, "operation", "gegl:load", "path", "nowhere.png", NULL);
    case 2: return gegl_node_new_child (graph, "operation", "gegl:buffer-source", NULL);
    case 3: return gegl_node_new_child (graph, "operation", "gegl:nop", NULL);
    case 4: return gegl_node_new_child (graph, "operation", "gegl:color", NULL);
    default:
      buffer = any_buffer (strange);
      node = gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", buffer, NULL);
      g_object_unref (buffer);
      return node;
    }
}

static void
expect (gboolean holds, int number, guint64 seed, const char *promise)
{
  char *name;

  if (holds)
    return;
  name = g_strdup_printf ("run %d:%" G_GUINT64_FORMAT ": %s", number, seed, promise);
  check (FALSE, name);
  g_free (name);
}

/* Whether all of the rows are numbers. */
static gboolean
is_finite (const float *values, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

static void
ask (GeglNode *node, GeglNode *content, gboolean strange, int number, guint64 seed)
{
  GeglRectangle roi = { (int) below (90) - 45, (int) below (90) - 45, 1 + (int) below (50),
                        1 + (int) below (50) };
  gsize         count = 4 * (gsize) roi.width * (gsize) roi.height;
  float        *found = g_new0 (float, count), *shown = g_new0 (float, count);
  char         *error = NULL;
  gboolean      failed_it = FALSE, same;

  gegl_node_blit (node, 1.0, &roi, babl_format ("R'G'B'A float"), found, GEGL_AUTO_ROWSTRIDE,
                  GEGL_BLIT_DEFAULT);
  gegl_node_get (node, "error", &error, "failed", &failed_it, NULL);
  expect (strange || is_finite (found, count), number, seed, "no NaN comes out that did not go in");
  expect (!failed_it || (error != NULL && error[0] != '\0'), number, seed, "what failed has a text");
  if (failed_it && content != NULL && !strange)
    {
      gegl_node_blit (content, 1.0, &roi, babl_format ("R'G'B'A float"), shown, GEGL_AUTO_ROWSTRIDE,
                      GEGL_BLIT_DEFAULT);
      same = memcmp (found, shown, count * sizeof *found) == 0;
      for (gsize i = 0; !same && i < count; i++)
        if (fabsf (found[i] - shown[i]) > 1e-3f)
          break;
        else
          same = i == count - 1;
      expect (same, number, seed, "what failed gives the picture as it was");
    }
  g_free (error);
  g_free (shown);
  g_free (found);
}

static void
run (int number, guint64 seed)
{
  static const char *const operations[] = { "adain:stylize", "adain:effect" };
  static const char *const pads[] = { "aux", "aux2" };
  GeglNode                *graph = gegl_node_new (), *node, *content, *source;
  gboolean                 strange, other;
  guint                    which;
  int                      before = criticals;

  state = seed * 1000003 + (guint64) number;
  below (2);
  which = below (3) / 2; /* adain:stylize has more to try */
  node = gegl_node_new_child (graph, "operation", operations[which], NULL);
  content = any_source (graph, &strange);
  if (content != NULL)
    gegl_node_link (content, node);
  for (int i = 0; which == 0 && i < 2; i++)
    {
      source = below (2) == 0 ? any_source (graph, &other) : below (8) == 0 ? content : NULL;
      if (source != NULL)
        gegl_node_connect_to (source, "output", node, pads[i]);
    }
  for (int turn = 0; turn < 2; turn++)
    {
      set_some (node);
      alarm (120);
      ask (node, content, strange, number, seed);
    }
  g_object_unref (graph);
  expect (criticals == before, number, seed, "GLib is asked for nothing impossible");
}

int
main (int count, char **arguments)
{
  int         runs = count > 1 ? atoi (arguments[1]) : 200, first = 0;
  guint64     seed = count > 2 ? g_ascii_strtoull (arguments[2], NULL, 10) : 1;
  const char *colon = count > 1 ? strchr (arguments[1], ':') : NULL;

  if (colon != NULL)
    {
      first = runs;
      runs++;
      seed = g_ascii_strtoull (colon + 1, NULL, 10);
    }
  gegl_init (NULL, NULL);
  save ("small.png", 9, 7, 0.2f);
  g_file_set_contents ("cut.png", "\x89PNG\r\n\x1a\n", 8, NULL);
  g_log_set_default_handler (count_criticals, NULL);
  for (int i = first; i < runs && failed < 20; i++)
    run (i, seed);
  if (failed == 0)
    check (TRUE, "senseless properties, pads and pixels");
  g_print ("%d %d\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
