/* mnemonic.c: finds free letters for the labels that the table of options gives. */
#include "mnemonic.h"

#include <string.h>

char *
label_with_mnemonic (const char *label, GString *taken)
{
  for (const char *letter = label; *letter != '\0'; letter++)
    {
      char lower = g_ascii_tolower (*letter);

      if (g_ascii_isalpha (lower) && strchr (taken->str, lower) == NULL)
        {
          g_string_append_c (taken, lower);
          return g_strdup_printf ("%.*s_%s", (int) (letter - label), label, letter);
        }
    }
  return g_strdup (label);
}
