/* text.c: what people write and read of a job: STYLE:WEIGHT, MASK:STYLE, #RRGGBB:STYLE, and an estimate in
 * words. */
#include "adain-gegl.h"

#include <adain-words.h>
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
                   _ ("The weight of '%s' is not a number from 0 up; write it as in starry-night:0.5."));
  if (text[0] == '\0' || (found && colon == text))
    return refuse (error, text,
                   _ ("The style '%s' is empty; give a picture, a saved style or a gallery style's name."));
  *source = found ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);
  *weight = number;
  if (has_weight != NULL)
    *has_weight = found;
  return TRUE;
}

/* Where MASK:STYLE is taken apart, or NULL. */
static const char *
end_of_mask (const char *text)
{
  for (const char *colon = strrchr (text, ':'); colon != NULL && colon > text;
       colon = g_strrstr_len (text, colon - text, ":"))
    {
      char    *mask = g_strndup (text, (gsize) (colon - text));
      gboolean exists = g_file_test (mask, G_FILE_TEST_EXISTS);

      g_free (mask);
      if (exists)
        return colon;
    }
  return strchr (text, ':');
}

gboolean
adain_gegl_parse_region (const char *text, char **mask, char **style, GError **error)
{
  const char *colon = end_of_mask (text);

  if (colon == NULL || colon == text || colon[1] == '\0')
    return refuse (error, text,
                   _ ("The region '%s' lacks a mask or a style; write it as in sky.png:starry-night."));
  *mask = g_strndup (text, (gsize) (colon - text));
  *style = g_strdup (colon + 1);
  return TRUE;
}

gboolean
adain_gegl_parse_label (const char *text, guint8 color[3], char **style, GError **error)
{
  const char *digits = text[0] == '#' ? text + 1 : text;
  gboolean    valid = strlen (digits) >= 7 && digits[6] == ':';

  for (int i = 0; valid && i < 6; i++)
    valid = g_ascii_isxdigit (digits[i]);
  if (!valid)
    return refuse (error, text,
                   _ ("The label '%s' is not #RRGGBB:STYLE; write it as in #ff0000:starry-night."));
  for (int i = 0; i < 3; i++)
    color[i] = (guint8) (16 * g_ascii_xdigit_value (digits[2 * i])
                         + g_ascii_xdigit_value (digits[2 * i + 1]));
  *style = g_strdup (digits + 7);
  return TRUE;
}

char **
adain_gegl_list (const char *text)
{
  char **parts = g_strsplit (text == NULL ? "" : text, ";", -1);
  int    kept = 0;

  for (int i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      parts[kept++] = parts[i];
    else
      g_free (parts[i]);
  parts[kept] = NULL;
  return parts;
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
  char *text = g_strdup_printf (_ ("about %s, %s of memory"), duration, memory);

  g_free (duration);
  g_free (memory);
  return text;
}
