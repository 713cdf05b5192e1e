/* operation.c: what adain:stylize and adain:effect have in common: rectangles, formats, the session that
 * outlives a call, progress, and the property error. It knows no properties but that one. */
#include "operation.h"

#include <math.h>

GeglRectangle
adain_pad_bounds (GeglOperation *operation, const gchar *pad)
{
  const GeglRectangle *bounds = gegl_operation_source_get_bounding_box (operation, pad);

  return bounds == NULL ? *GEGL_RECTANGLE (0, 0, 0, 0) : *bounds;
}

static GeglRectangle
get_bounding_box (GeglOperation *operation)
{
  return adain_pad_bounds (operation, "input");
}

static GeglRectangle
get_required_for_output (GeglOperation *operation, const gchar *pad, const GeglRectangle *roi)
{
  GeglRectangle needed = adain_pad_bounds (operation, pad);

  return gegl_rectangle_is_infinite_plane (&needed) ? *roi : needed;
}

static GeglRectangle
get_cached_region (GeglOperation *operation, const GeglRectangle *roi)
{
  return get_required_for_output (operation, "input", roi);
}

static GeglRectangle
get_invalidated_by_change (GeglOperation *operation, const gchar *pad, const GeglRectangle *region)
{
  (void) pad;
  return get_required_for_output (operation, "input", region);
}

double
adain_operation_number (double value)
{
  return value >= G_MAXDOUBLE ? INFINITY : value;
}

/* sRGB-coded floats; but options that leave the input as it is give it bit for bit, whatever its format. */
void
adain_operation_prepare (GeglOperation *operation, const adain_options *options)
{
  const Babl *colours = babl_format ("R'G'B'A float");
  const Babl *source = gegl_operation_get_source_format (operation, "input");
  gboolean    unchanged = adain_options_are_neutral (options);

  gegl_operation_set_format (operation, "input", colours);
  gegl_operation_set_format (operation, "output", unchanged && source != NULL ? source : colours);
}

/* The library's caches, which live as long as the operation; a session has a mutex of its own. */
static AdainGeglSession *
session_of (GeglOperation *operation)
{
  static GMutex     creation;
  AdainGeglSession *session;

  g_mutex_lock (&creation);
  session = g_object_get_data (G_OBJECT (operation), "adain-session");
  if (session == NULL)
    {
      session = adain_gegl_session_new ();
      g_object_set_data_full (G_OBJECT (operation), "adain-session", session,
                              (GDestroyNotify) adain_gegl_session_free);
    }
  g_mutex_unlock (&creation);
  return session;
}

static int32_t
tell_progress (void *operation, double fraction)
{
  /* Exactly 0 and 1 begin and end a progress bar: stylize() tells those. */
  if (fraction > 0.0 && fraction < 1.0)
    gegl_operation_progress (operation, fraction, (gchar *) "");
  return 0;
}

/* Only a changed text is told, because every setting makes GEGL compute the picture again, and because GEGL
 * asks for the picture in pieces. */
static void
show_error (GeglOperation *operation, const GError *error)
{
  const gchar *text = error == NULL ? "" : error->message;
  gchar       *shown = NULL;

  g_object_get (operation, "error", &shown, NULL);
  if (g_strcmp0 (shown, text) != 0)
    {
      if (error != NULL)
        g_warning ("%s: %s", GEGL_OPERATION_GET_CLASS (operation)->name, text);
      g_object_set (operation, "error", text, "failed", error != NULL, NULL);
    }
  g_free (shown);
}

static gboolean
stylize (GeglOperation *operation, AdainGeglJob *job, GError **error)
{
  gboolean done;

  job->options.progress = tell_progress;
  job->options.progress_user = operation;
  gegl_operation_progress (operation, 0.0, (gchar *) "");
  done = adain_gegl_stylize (session_of (operation), job, error);
  gegl_operation_progress (operation, 1.0, (gchar *) "");
  return done;
}

gboolean
adain_operation_process (GeglOperation *operation, GeglOperationContext *context, const gchar *output_pad,
                         const GeglRectangle *result, AdainGeglJob *job, GError *error)
{
  job->content = GEGL_BUFFER (gegl_operation_context_get_object (context, "input"));
  if (job->content == NULL)
    {
      g_clear_error (&error);
      return FALSE;
    }
  job->extent = adain_pad_bounds (operation, "input");
  job->area = *result;
  /* The target is the node's cache: filled once, however many pieces are asked for. */
  if (error == NULL)
    job->output = gegl_operation_context_get_target (context, output_pad);
  if (error != NULL || !stylize (operation, job, &error))
    gegl_operation_context_set_object (context, output_pad, G_OBJECT (job->content));
  show_error (operation, error);
  g_clear_error (&error);
  return TRUE;
}

/* GObject drops a NaN or an infinity with a warning of its own and keeps the old value. This lets them
 * through to the library, which refuses them; see adain_operation_number(). */
static void
accept_any_number (GObjectClass *klass)
{
  guint        count;
  GParamSpec **properties = g_object_class_list_properties (klass, &count);

  for (guint i = 0; i < count; i++)
    if (G_IS_PARAM_SPEC_DOUBLE (properties[i]))
      properties[i]->flags |= G_PARAM_LAX_VALIDATION;
  g_free (properties);
}

void
adain_operation_class_init (GeglOperationClass *operation_class)
{
  accept_any_number (G_OBJECT_CLASS (operation_class));
  operation_class->get_bounding_box = get_bounding_box;
  operation_class->get_required_for_output = get_required_for_output;
  operation_class->get_cached_region = get_cached_region;
  operation_class->get_invalidated_by_change = get_invalidated_by_change;
  operation_class->threaded = FALSE; /* the library has threads of its own */
}
