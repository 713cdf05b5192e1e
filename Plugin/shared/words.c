/* words.c: see adain-words.h. It chooses no language: the host has called setlocale(), or wants English. */
#include "adain-words.h"

#include "adain-gegl.h"

#if __has_include(<libintl.h>)
#include <libintl.h>
#define HAS_GETTEXT 1
#else
#define HAS_GETTEXT 0
#endif

char *
adain_words_folder (void)
{
  const char *given = g_getenv ("ADAIN_LOCALE_DIR");
  char       *data, *parent, *folder;

  if (given != NULL && given[0] != '\0')
    return g_strdup (given);
  data = adain_gegl_data_dir ();
  if (data == NULL)
    return NULL;
  parent = g_path_get_dirname (data);
  folder = g_build_filename (parent, "locale", NULL);
  g_free (parent);
  g_free (data);
  return folder;
}

void
adain_words_bind (void)
{
#if HAS_GETTEXT
  static gsize bound = 0;

  if (g_once_init_enter (&bound))
    {
      char *folder = adain_words_folder ();

      if (folder != NULL)
        bindtextdomain (ADAIN_WORDS, folder);
      bind_textdomain_codeset (ADAIN_WORDS, "UTF-8");
      g_free (folder);
      g_once_init_leave (&bound, 1);
    }
#endif
}

/* gettext's answer to an empty text is about the translation itself. */
const char *
adain_word (const char *english)
{
#if HAS_GETTEXT
  adain_words_bind ();
  if (english[0] != '\0')
    return dgettext (ADAIN_WORDS, english);
#endif
  return english;
}

const char *
adain_words (const char *one, const char *many, unsigned long count)
{
#if HAS_GETTEXT
  adain_words_bind ();
  return dngettext (ADAIN_WORDS, one, many, count);
#else
  return count == 1 ? one : many;
#endif
}
