/* mnemonic.c: finds free letters for the labels that the table of options gives. */
#include "mnemonic.h"

#include <string.h>

/* "세기(_A)": how scripts without such letters do it; the first one that is free. */
static char *
label_with_letter_behind (const char *label, GString *taken)
{
  for (char letter = 'a'; letter <= 'z'; letter++)
    if (strchr (taken->str, letter) == NULL)
      {
        g_string_append_c (taken, letter);
        return g_strdup_printf ("%s(_%c)", label, g_ascii_toupper (letter));
      }
  return g_strdup (label);
}

char *
label_with_mnemonic (const char *label, GString *taken)
{
  gboolean has_letters = FALSE;

  for (const char *letter = label; *letter != '\0'; letter++)
    {
      char lower = g_ascii_tolower (*letter);

      has_letters = has_letters || g_ascii_isalpha (lower);
      if (g_ascii_isalpha (lower) && strchr (taken->str, lower) == NULL)
        {
          g_string_append_c (taken, lower);
          return g_strdup_printf ("%.*s_%s", (int) (letter - label), label, letter);
        }
    }
  return has_letters ? g_strdup (label) : label_with_letter_behind (label, taken);
}
