/* table.c: prints the library's table of options, a line each: kind, name, default, least, most, unit, text,
 * with tabs between; and holds it against adain_options_init() and adain_options_check(). */
#include <adain.h>
#include <stdio.h>
#include <string.h>

static int failed;

static void
check (int holds, const char *what)
{
  if (!holds)
    fprintf (stderr, "%s does not hold\n", what);
  failed |= !holds;
}

#define DEFAULT_IS_SET(ID, FIELD, ...) \
  check (options.FIELD == ADAIN_##ID##_DEFAULT, "the default of " #FIELD);
#define LIMITS_ARE_KEPT(ID, FIELD, ...)                                                    \
  {                                                                                        \
    const adain_option *option = adain_option_at (ADAIN_OPTION_##ID);                      \
    const double        inside[] = { option->least, option->most },                        \
                 outside[] = { option->least - 1, option->most + 1 };                      \
    for (int i = 0; i < 2; i++)                                                            \
      {                                                                                    \
        adain_options_init (&options);                                                     \
        options.FIELD = inside[i];                                                         \
        check (adain_options_check (context, &options) == ADAIN_OK, "a limit of " #FIELD); \
        options.FIELD = outside[i];                                                        \
        check (adain_options_check (context, &options) == ADAIN_INVALID_ARGUMENT,          \
               "what is beyond a limit of " #FIELD);                                       \
      }                                                                                    \
  }

int
main (void)
{
  adain_context *context = adain_context_create ();
  adain_options  options;

  adain_options_init (&options);
  ADAIN_STYLIZE_OPTIONS (DEFAULT_IS_SET, DEFAULT_IS_SET, DEFAULT_IS_SET)
  ADAIN_REGION_OPTIONS (DEFAULT_IS_SET, DEFAULT_IS_SET)
  check (options.threads == ADAIN_THREADS_DEFAULT && options.memory == (uint64_t) ADAIN_MEMORY_DEFAULT,
         "resources' defaults");
  ADAIN_STYLIZE_OPTIONS (LIMITS_ARE_KEPT, LIMITS_ARE_KEPT, LIMITS_ARE_KEPT)
  ADAIN_REGION_OPTIONS (LIMITS_ARE_KEPT, LIMITS_ARE_KEPT)
  LIMITS_ARE_KEPT (THREADS, threads)

  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    {
      const adain_option *option = adain_option_at (i);

      check (adain_option_named (option->name) == option, option->name);
      printf ("%d\t%s\t", (int) option->kind, option->name);
      if (option->kind == ADAIN_TEXT)
        printf ("%s", option->default_text);
      else if (option->kind == ADAIN_CHOICE)
        printf ("%s", option->choices[(int) option->default_number].name);
      else
        printf ("%g", option->default_number);
      printf ("\t%.15g\t%.15g\t%s\t%s\n", option->least, option->most, option->unit, option->text);
    }
  check (adain_option_at (-1) == NULL && adain_option_at (ADAIN_OPTION_COUNT) == NULL, "the table's ends");
  check (adain_option_named (NULL) == NULL && adain_option_named ("styel") == NULL, "unknown names");
  adain_context_free (context);
  return failed;
}
