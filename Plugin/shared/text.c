/* text.c: what people write and read of a job: STYLE:WEIGHT, and an estimate in words. */
#include "adain-gegl.h"

#include <math.h>
#include <string.h>

static gboolean
refuse (GError **error, const char *text, const char *problem)
{
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, problem, text);
  return FALSE;
}

gboolean
adain_gegl_parse_style (const char *text, char **source, double *weight, gboolean *has_weight, GError **error)
{
  const char *colon = strrchr (text, ':');
  char       *end = NULL;
  double      number = ADAIN_WEIGHT_DEFAULT;
  gboolean    found = FALSE;

  if (colon != NULL && colon[1] != '\0' && !g_ascii_isspace (colon[1])
      && !g_file_test (text, G_FILE_TEST_EXISTS))
    {
      double parsed = g_ascii_strtod (colon + 1, &end);

      found = *end == '\0';
      number = found ? parsed : number;
    }
  if (!(number >= ADAIN_WEIGHT_LEAST && number <= ADAIN_WEIGHT_MOST))
    return refuse (error, text,
                   "The weight of '%s' is not a number from 0 up; write it as in starry-night:0.5.");
  if (text[0] == '\0' || (found && colon == text))
    return refuse (error, text,
                   "The style '%s' is empty; give a picture, a saved style or a gallery style's name.");
  *source = found ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);
  *weight = number;
  if (has_weight != NULL)
    *has_weight = found;
  return TRUE;
}

char *
adain_gegl_duration_text (double seconds)
{
  int whole = (int) ceil (CLAMP (seconds, 0.0, 359999.0));

  if (whole < 3600)
    return g_strdup_printf ("%d:%02d", whole / 60, whole % 60);
  return g_strdup_printf ("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
}

char *
adain_gegl_bytes_text (guint64 bytes)
{
  double mebibytes = (double) bytes / (1 << 20);

  if (mebibytes < 1024.0)
    return g_strdup_printf ("%.0f MiB", ceil (mebibytes));
  return g_strdup_printf ("%.1f GiB", mebibytes / 1024.0);
}

char *
adain_gegl_estimate_text (const adain_estimate *estimate)
{
  char *duration = adain_gegl_duration_text (estimate->seconds);
  char *memory = adain_gegl_bytes_text (estimate->memory_bytes);
  char *text = g_strdup_printf ("about %s, %s of memory", duration, memory);

  g_free (duration);
  g_free (memory);
  return text;
}
