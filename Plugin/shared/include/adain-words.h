/* adain-words.h: the hosts' texts in the user's language, by gettext: English where it has no translation or
 * there is no gettext. What programs read (names of options, JSON, tables) is not translated. po/ has the
 * translations, and says how a language is added. */
#ifndef ADAIN_WORDS_H
#define ADAIN_WORDS_H

#include <glib.h>

G_BEGIN_DECLS

/* The domain of the translations, and the folder that they are installed in: $ADAIN_LOCALE_DIR, or the folder
 * locale beside the one of adain_gegl_data_dir(). NULL when there is none; free with g_free(). */
#define ADAIN_WORDS "adain"
char *adain_words_folder (void);

/* Makes the domain known; the functions below do that themselves. */
void adain_words_bind (void);

/* The text, or itself; and the one for this count. */
const char *adain_word (const char *english) G_GNUC_FORMAT (1);
const char *adain_words (const char *one, const char *many, unsigned long count) G_GNUC_FORMAT (1)
  G_GNUC_FORMAT (2);

#define _(english) adain_word (english)
/* Marks a text that is translated where it is used. */
#define N_(english) english

G_END_DECLS

#endif
