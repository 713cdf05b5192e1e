/* options.c: the table of adain-options.h as data, and its defaults. */
#include "adain.h"

#include <string.h>

#define CHOICE_ROW(ID, VALUE, NAME, TEXT) { VALUE, NAME, TEXT },
static const adain_choice preserve_color_choices[] = { ADAIN_PRESERVE_COLOR_CHOICES (CHOICE_ROW) };
static const adain_choice trade_off_choices[] = { ADAIN_TRADE_OFF_CHOICES (CHOICE_ROW) };
static const adain_choice region_statistics_choices[] = { ADAIN_REGION_STATISTICS_CHOICES (CHOICE_ROW) };

#define LENGTH(ARRAY) ((int32_t) (sizeof (ARRAY) / sizeof *(ARRAY)))

#define NUMBER_ROW(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) \
  { ADAIN_NUMBER, NAME, LABEL, UNIT, TEXT, DEFAULT, LEAST, MOST, "", NULL, 0 },
#define INTEGER_ROW(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) \
  { ADAIN_INTEGER, NAME, LABEL, UNIT, TEXT, DEFAULT, LEAST, MOST, "", NULL, 0 },
#define CHOICE_OPTION_ROW(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) \
  { ADAIN_CHOICE,                                                \
    NAME,                                                        \
    LABEL,                                                       \
    "",                                                          \
    TEXT,                                                        \
    DEFAULT,                                                     \
    0,                                                           \
    LENGTH (FIELD##_choices) - 1,                                \
    "",                                                          \
    FIELD##_choices,                                             \
    LENGTH (FIELD##_choices) },
#define TEXT_ROW(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) \
  { ADAIN_TEXT, NAME, LABEL, "", TEXT, 0, 0, 0, DEFAULT, NULL, 0 },

static const adain_option rows[] = { ADAIN_OPTION_TABLE (NUMBER_ROW, INTEGER_ROW, CHOICE_OPTION_ROW,
                                                         TEXT_ROW) };

const adain_option *
adain_option_at (int32_t index)
{
  return index >= 0 && index < ADAIN_OPTION_COUNT ? &rows[index] : NULL;
}

const adain_option *
adain_option_named (const char *name)
{
  for (int32_t i = 0; name != NULL && i < ADAIN_OPTION_COUNT; i++)
    if (strcmp (rows[i].name, name) == 0)
      return &rows[i];
  return NULL;
}

/* A struct without padding at its end: a later field cannot lie where an older caller has any. */
_Static_assert(offsetof (adain_options, picture_side) + sizeof (int64_t) == sizeof (adain_options),
               "adain_options ends with padding");

#define SET_DEFAULT(ID, FIELD, ...) defaults.FIELD = ADAIN_##ID##_DEFAULT;

void
adain_options_init (adain_options *options, size_t struct_size)
{
  adain_options defaults = { .struct_size = struct_size,
                             .threads = ADAIN_THREADS_DEFAULT,
                             .memory = (uint64_t) ADAIN_MEMORY_DEFAULT << 20 };

  if (options == NULL || struct_size < sizeof options->struct_size)
    return;
  ADAIN_STYLIZE_OPTIONS (SET_DEFAULT, SET_DEFAULT, SET_DEFAULT)
  ADAIN_REGION_OPTIONS (SET_DEFAULT, SET_DEFAULT)
  memcpy (options, &defaults, struct_size < sizeof defaults ? struct_size : sizeof defaults);
}
