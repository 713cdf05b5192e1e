/* table.c: prints the library's table of options, a line each: kind, name, default, least, most, range, text,
 * with bars between, since some are empty; and holds it against adain_options_init() and
 * adain_options_check(). */
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
        adain_options_init (&options, sizeof options);                                     \
        options.FIELD = inside[i];                                                         \
        check (adain_options_check (context, &options) == ADAIN_OK, "a limit of " #FIELD); \
        options.FIELD = outside[i];                                                        \
        check (adain_options_check (context, &options) == ADAIN_INVALID_ARGUMENT,          \
               "what is beyond a limit of " #FIELD);                                       \
      }                                                                                    \
  }

/* The range is "0 to 20 percent", or a choice's names. */
static void
print (const adain_option *option)
{
  printf ("%d|%s|", (int) option->kind, option->name);
  if (option->kind == ADAIN_TEXT)
    printf ("%s", option->default_text);
  else if (option->kind == ADAIN_CHOICE)
    printf ("%s", option->choices[(int) option->default_number].name);
  else
    printf ("%g", option->default_number);
  printf ("|%.15g|%.15g|", option->least, option->most);
  if (option->kind == ADAIN_NUMBER || option->kind == ADAIN_INTEGER)
    printf ("%.15g to %.15g%s%s", option->least, option->most, *option->unit == 0 ? "" : " ", option->unit);
  for (int i = 0; i < option->choice_count; i++)
    printf ("%s%s", i == 0 ? "" : ", ", option->choices[i].name);
  printf ("|%s\n", option->text);
}

int
main (void)
{
  adain_context *context = adain_context_create ();
  adain_options  options;

  adain_options_init (&options, sizeof options);
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
      print (option);
    }
  check (adain_option_at (-1) == NULL && adain_option_at (ADAIN_OPTION_COUNT) == NULL, "the table's ends");
  check (adain_option_named (NULL) == NULL && adain_option_named ("styel") == NULL, "unknown names");
  adain_context_free (context);
  return failed;
}
