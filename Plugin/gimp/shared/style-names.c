/* style-names.c: compares names as people write them: capitals, spaces and a file's ending do not count, nor
 * the number that GIMP gives to the second layer of a name. */
#include "style-names.h"
#include "own-styles.h"

#include <adain-gegl.h>
#include <adain-words.h>
#include <string.h>

/* "starry-night" of "Starry night #2" */
static char *
plain_name (const char *name)
{
  char *plain = g_utf8_strdown (name, -1), *number = g_strrstr (plain, " #");

  if (number != NULL && number[2] != '\0' && strspn (number + 2, "0123456789") == strlen (number + 2))
    *number = '\0';
  g_strstrip (plain);
  return g_strdelimit (plain, " _", '-');
}

static gboolean
is_same (const char *plain, const char *name)
{
  char    *other = plain_name (name);
  gboolean same = strcmp (plain, other) == 0;

  g_free (other);
  return same;
}

static gboolean
is_file_named (const char *plain, const char *path)
{
  char    *name = g_path_get_basename (path), *ending = strrchr (name, '.');
  gboolean same = is_same (plain, name);

  if (ending != NULL && ending != name)
    *ending = '\0';
  same = same || is_same (plain, name);
  g_free (name);
  return same;
}

char *
style_named (const char *name, GError **error)
{
  char **gallery = adain_gegl_resource_names (ADAIN_STYLES), **own = own_styles_list ();
  char  *plain = plain_name (name), *found = NULL;

  if (g_path_is_absolute (name) && g_file_test (name, G_FILE_TEST_IS_REGULAR))
    found = g_strdup (name);
  for (char **style = own; found == NULL && *style != NULL; style++)
    if (is_file_named (plain, *style))
      found = g_strdup (*style);
  for (char **style = gallery; found == NULL && *style != NULL; style++)
    if (is_same (plain, *style))
      found = g_strdup (*style);
  if (found == NULL)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                 _ ("The layer '%s' of the group is named by no style: give it the name of a style that the "
                    "dialog lists, or hide it."),
                 name);
  g_free (plain);
  g_strfreev (own);
  g_strfreev (gallery);
  return found;
}
