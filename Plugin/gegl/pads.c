/* pads.c: whether what is connected to an operation's pad is there: a load that failed, or a source without
 * pixels, is told by no exit status of the gegl command. It looks at the graph and at no pixels. */
#include "pads.h"

#include <adain-gegl.h>
#include <adain-words.h>

static gboolean
is_operation (GeglNode *node, const gchar *name)
{
  return node != NULL && g_strcmp0 (gegl_node_get_operation (node), name) == 0;
}

/* gegl:load makes a picture of the words "Failed to load" when it cannot load; GEGL shows either the load or
 * the text in it as the source. */
static gboolean
is_failed_load (GeglNode *node)
{
  GSList  *children;
  gboolean failed = is_operation (node, "gegl:text")
                    && is_operation (gegl_node_get_parent (node), "gegl:load");

  if (!is_operation (node, "gegl:load"))
    return failed;
  children = gegl_node_get_children (node);
  for (GSList *child = children; child != NULL; child = child->next)
    failed = failed || is_operation (child->data, "gegl:text");
  g_slist_free (children);
  return failed;
}

/* Whether nothing comes out of the node. GIMP connects every pad to a source without a buffer until a picture
 * is chosen: that stands for no connection. */
static gboolean
is_broken (GeglNode *node)
{
  GeglRectangle bounds = gegl_node_get_bounding_box (node);
  GeglBuffer   *buffer = NULL;

  if (!gegl_rectangle_is_empty (&bounds))
    return FALSE;
  if (!is_operation (node, "gegl:buffer-source"))
    return TRUE;
  gegl_node_get (node, "buffer", &buffer, NULL);
  if (buffer == NULL)
    return FALSE;
  g_object_unref (buffer);
  return TRUE;
}

/* The gegl command exits with 0 whatever happens, so what is connected but not there has to be said here. */
gboolean
adain_check_pad (GeglOperation *operation, const gchar *pad, const gchar *what, GError **error)
{
  GeglNode *source = gegl_operation_get_source_node (operation, pad);

  if (source != NULL && is_broken (source))
    {
      g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                   _ ("The %s on the pad %s is empty: check what makes it, or disconnect the pad."), what,
                   pad);
      return FALSE;
    }
  for (GeglNode *node = source; node != NULL; node = gegl_node_get_producer (node, "input", NULL))
    if (is_failed_load (node))
      {
        g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                     _ ("The %s on the pad %s could not be loaded: check its path."), what, pad);
        return FALSE;
      }
  return TRUE;
}
