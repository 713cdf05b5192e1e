/* graphs.c: thousands of small pictures in one process, through GEGL's operation adain:stylize, as long as
 * memory stays as it is (resident.h).
 *
 *   graphs STYLE CALLS
 */
#include "resident.h"

#include <gegl.h>

/* A picture of its own for each call. */
static GeglBuffer *
picture (int number)
{
  int           width = 17 + number * 7 % 81, height = 17 + number * 13 % 81;
  GeglBuffer   *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format ("R'G'B' u8"));
  static guint8 pixels[97 * 97 * 3];

  for (int i = 0; i < width * height * 3; i++)
    pixels[i] = (guint8) (i * 31 + number);
  gegl_buffer_set (buffer, NULL, 0, NULL, pixels, GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

static gboolean
stylize (const char *style, int number)
{
  GeglBuffer *content = picture (number), *result = NULL;
  GeglNode   *graph = gegl_node_new ();
  GeglNode *source = gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", content, NULL);
  GeglNode *operation = gegl_node_new_child (graph, "operation", "adain:stylize", "style", style, "strength",
                                             0.25 + number % 4 / 4.0, NULL);
  GeglNode *sink = gegl_node_new_child (graph, "operation", "gegl:buffer-sink", "buffer", &result, NULL);
  char     *problem = NULL;
  gboolean  good;

  gegl_node_link_many (source, operation, sink, NULL);
  gegl_node_process (sink);
  gegl_node_get (operation, "error", &problem, NULL);
  good = result != NULL && (problem == NULL || problem[0] == '\0');
  if (!good)
    fprintf (stderr, "picture %d: %s\n", number, problem != NULL ? problem : "no result");
  g_free (problem);
  g_clear_object (&result);
  g_object_unref (graph);
  g_object_unref (content);
  return good;
}

int
main (int count, char **arguments)
{
  Resident resident = { 0 };
  int      calls = count == 3 ? atoi (arguments[2]) : 0;

  if (calls < 10)
    return 2;
  gegl_init (NULL, NULL);
  for (int i = 0; i < calls; i++)
    {
      if (!stylize (arguments[1], i))
        return 1;
      resident_add (&resident, i, calls);
    }
  gegl_exit ();
  return resident_is_flat (&resident, calls) ? 0 : 1;
}
