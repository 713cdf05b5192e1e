/* options.h: the texts of the table of options (adain-options.h), marked for scripts/words.sh, which reads
 * what the preprocessor makes of this file. It is part of no program. */
#include "../Sources/CAdaIN/include/adain-options.h"

#define WORD_NUMBER(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) N_ (LABEL) N_ (UNIT) N_ (TEXT)
#define WORD_CHOICE(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) N_ (LABEL) N_ (TEXT)
#define WORD_VALUE(ID, VALUE, NAME, TEXT) N_ (TEXT)

ADAIN_OPTION_TABLE (WORD_NUMBER, WORD_NUMBER, WORD_CHOICE, WORD_CHOICE)
ADAIN_PRESERVE_COLOR_CHOICES (WORD_VALUE)
ADAIN_TRADE_OFF_CHOICES (WORD_VALUE)
ADAIN_REGION_STATISTICS_CHOICES (WORD_VALUE)
