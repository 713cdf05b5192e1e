/* adain-options.h: the one table of options. An option's name, default, limits, unit and words stand here and
 * nowhere else: the library checks by it, the GEGL operation, the GIMP plug-in and the command line are made
 * from it, and a test holds their help and the guide's table against it.
 *
 * A new option is a row here and a field at the end of adain_options (adain.h); docs/architecture.md has the
 * steps.
 *
 * Columns: ID, field (the name in C and Swift), name (everywhere else), label, default, least, most, unit,
 * text. A choice has no limits, but a list of its own; a text has neither.
 */
#ifndef ADAIN_OPTIONS_H
#define ADAIN_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

/* The bundled model and the style of the gallery that are used when none is named. */
#define ADAIN_DEFAULT_MODEL "standard"
#define ADAIN_DEFAULT_STYLE "starry-night"

/* clang-format off */
/* How the picture is made: fields of adain_options. */
#define ADAIN_STYLIZE_OPTIONS(NUMBER, INTEGER, CHOICE)                                                      \
  NUMBER  (STRENGTH, strength, "strength", "Strength", 1, 0, 1, "",                                         \
           "From 0, the picture itself, to 1, fully stylised")                                              \
  CHOICE  (PRESERVE_COLOR, preserve_color, "preserve-color", "Preserve colour", ADAIN_PRESERVE_NONE,        \
           "Whose colours the result has")                                                                  \
  CHOICE  (TRADE_OFF, trade_off, "trade-off", "Trade-off", ADAIN_TRADE_OFF_EXACT,                           \
           "What a strength between 0 and 1 means")                                                         \
  NUMBER  (TONE, tone, "tone", "Tone", 1, 0, 1, "",                                                         \
           "Share of the style's light and dark; 0 keeps the picture's")                                    \
  NUMBER  (COLOR, color, "color", "Colour", 1, 0, 1, "",                                                    \
           "Share of the style's colours; 0 keeps the picture's")                                           \
  NUMBER  (STROKE_SIZE, stroke_size, "stroke-size", "Stroke size", 0, 0, 20, "percent",                     \
           "A brush as a share of the picture's shorter side; 0 paints in the picture's own pixels")         \
  NUMBER  (DETAIL, detail, "detail", "Detail", 0, 0, 1, "",                                                 \
           "Share of the picture's fine detail that comes back; 0 leaves the painting's")

/* What regions are where they meet: fields of adain_options, too. Hosts without regions leave them out. */
#define ADAIN_REGION_OPTIONS(NUMBER, CHOICE)                                                                \
  NUMBER  (BORDER, border, "border", "Border", 0, 0, 20, "percent",                                         \
           "Width of the soft border of masks and regions, as a share of the picture's shorter side")       \
  CHOICE  (REGION_STATISTICS, region_statistics, "region-statistics", "Region statistics",                  \
           ADAIN_STATISTICS_OWN, "What a region's features are normalised by")

/* Which parts have styles of their own: the hosts' own, as styles are. REGIONS and LABEL may come several
 * times, or are lists with semicolons between. */
#define ADAIN_REGION_LISTS(TEXT)                                                                            \
  TEXT    (REGIONS, regions, "regions", "Regions", "",                                                      \
           "A part with a style of its own, as MASK:STYLE: an image that is white there, and its style")    \
  TEXT    (LABELS, labels, "labels", "Labels", "",                                                          \
           "An image whose colours name parts; each label gives one its style")                             \
  TEXT    (LABEL, label, "label", "Label", "",                                                              \
           "A colour of the labels and the style of its part, as #RRGGBB:STYLE")

/* What the work may use: fields of adain_options, too; memory is in bytes there. */
#define ADAIN_RESOURCE_OPTIONS(INTEGER)                                                                     \
  INTEGER (MEMORY, memory, "memory", "Memory", 0, 0, 1048576, "MiB",                                        \
           "Memory that the work may use; 0 for a share of what is free")                                   \
  INTEGER (THREADS, threads, "threads", "Threads", 0, 0, 256, "",                                           \
           "Processor threads; 0 uses all cores")

/* Where styles come from: the hosts' own, since the library knows no image files. The first two may come
 * several times, once for each style of a mixture. */
#define ADAIN_STYLE_OPTION(TEXT)                                                                            \
  TEXT    (STYLE, style, "style", "Style", ADAIN_DEFAULT_STYLE,                                             \
           "A picture, a saved style or the name of a gallery style")
#define ADAIN_WEIGHT_OPTION(NUMBER)                                                                         \
  NUMBER  (WEIGHT, weight, "weight", "Weight", 1, 0, 1e308, "",                                           \
           "The style's share in a mixture, relative to the other weights")
#define ADAIN_BACKGROUND_STYLE_OPTION(TEXT)                                                                 \
  TEXT    (BACKGROUND_STYLE, background_style, "background-style", "Background style", "",                  \
           "The style where the mask is black; the picture stays as it is when empty")
#define ADAIN_MODEL_OPTIONS(INTEGER, TEXT)                                                                  \
  INTEGER (STYLE_SIZE, style_size, "style-size", "Style size", 512, 0, 8192, "pixels",                      \
           "Shorter side a style picture is resampled to: smaller gives finer strokes; 0 keeps its own")    \
  TEXT    (MODEL, model, "model", "Model", "",                                                              \
           "A model file, or the name of an installed model; the bundled one when empty")

/* All of it. */
#define ADAIN_OPTION_TABLE(NUMBER, INTEGER, CHOICE, TEXT)                                                   \
  ADAIN_STYLE_OPTION (TEXT)                                                                                 \
  ADAIN_WEIGHT_OPTION (NUMBER)                                                                              \
  ADAIN_BACKGROUND_STYLE_OPTION (TEXT)                                                                      \
  ADAIN_REGION_LISTS (TEXT)                                                                                 \
  ADAIN_STYLIZE_OPTIONS (NUMBER, INTEGER, CHOICE)                                                           \
  ADAIN_REGION_OPTIONS (NUMBER, CHOICE)                                                                     \
  ADAIN_MODEL_OPTIONS (INTEGER, TEXT)                                                                       \
  ADAIN_RESOURCE_OPTIONS (INTEGER)

/* Choices: ID, value, name, text. */

/* How the picture keeps the content's colours.
 * match: the style's colours are matched to the content's before encoding (CORAL). A style loaded from a file
 * has no pixels any more: the same colour map is then applied to the stylised picture instead.
 * luminance: the stylised luma with the content's chroma. */
#define ADAIN_PRESERVE_COLOR_CHOICES(X)                                                                     \
  X (ADAIN_PRESERVE_NONE, 0, "none", "The style's colours")                                                 \
  X (ADAIN_PRESERVE_MATCH, 1, "match", "The style matched to the picture's colours")                        \
  X (ADAIN_PRESERVE_LUMINANCE, 2, "luminance", "The picture's colours, stylised luminance")

/* What a strength between 0 and 1 means.
 * exact: decode(mix of content and stylised features) plus (1 - strength) x the content's reconstruction
 * residual; strength 0 is the content, bit for bit, and there is no jump on the way to 1.
 * paper: decode(mix) alone, as in the paper. */
#define ADAIN_TRADE_OFF_CHOICES(X)                                                                          \
  X (ADAIN_TRADE_OFF_EXACT, 0, "exact", "Strength 0 is the picture itself")                                 \
  X (ADAIN_TRADE_OFF_PAPER, 1, "paper", "As in the paper")

/* What a region's features are normalised by.
 * own: the statistics of what lies in the region, so that each gets its style in full.
 * whole: the picture's, so that what is the same in two regions of one style looks the same. */
#define ADAIN_REGION_STATISTICS_CHOICES(X)                                                                  \
  X (ADAIN_STATISTICS_OWN, 0, "own", "What lies in the region")                                             \
  X (ADAIN_STATISTICS_WHOLE, 1, "whole", "The whole picture")
/* clang-format on */

#define ADAIN_CHOICE_VALUE(ID, VALUE, NAME, TEXT) ID = VALUE,
enum { ADAIN_PRESERVE_COLOR_CHOICES (ADAIN_CHOICE_VALUE) };
enum { ADAIN_TRADE_OFF_CHOICES (ADAIN_CHOICE_VALUE) };
enum { ADAIN_REGION_STATISTICS_CHOICES (ADAIN_CHOICE_VALUE) };
#undef ADAIN_CHOICE_VALUE

/* Limits that are no option's: pixels along a side of a picture, styles of a region, regions of a call. */
enum { ADAIN_MAX_SIDE = 1 << 18, ADAIN_MAX_STYLES = 32, ADAIN_MAX_REGIONS = 64 };

/* The table as constants: ADAIN_STYLE_SIZE_DEFAULT, _LEAST and _MOST … */
#define ADAIN_CONSTANT_NUMBER(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) \
  static const double ADAIN_##ID##_DEFAULT = DEFAULT, ADAIN_##ID##_LEAST = LEAST, ADAIN_##ID##_MOST = MOST;
#define ADAIN_CONSTANT_INTEGER(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) \
  static const int32_t ADAIN_##ID##_DEFAULT = DEFAULT, ADAIN_##ID##_LEAST = LEAST, ADAIN_##ID##_MOST = MOST;
#define ADAIN_CONSTANT_CHOICE(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) \
  static const int32_t ADAIN_##ID##_DEFAULT = DEFAULT;
#define ADAIN_CONSTANT_TEXT(ID, FIELD, NAME, LABEL, DEFAULT, TEXT)
ADAIN_OPTION_TABLE (ADAIN_CONSTANT_NUMBER, ADAIN_CONSTANT_INTEGER, ADAIN_CONSTANT_CHOICE, ADAIN_CONSTANT_TEXT)
#undef ADAIN_CONSTANT_NUMBER
#undef ADAIN_CONSTANT_INTEGER
#undef ADAIN_CONSTANT_CHOICE
#undef ADAIN_CONSTANT_TEXT

/* The table for programs that walk it: bindings, dialogs, help texts. */

typedef enum adain_option_kind {
  ADAIN_NUMBER,  /* double */
  ADAIN_INTEGER, /* int32_t */
  ADAIN_CHOICE,  /* int32_t, one of choices */
  ADAIN_TEXT,    /* UTF-8 */
} adain_option_kind;

/* The options' numbers in the table: ADAIN_OPTION_STRENGTH … */
#define ADAIN_INDEX_NUMBER(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) ADAIN_OPTION_##ID,
#define ADAIN_INDEX_CHOICE(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) ADAIN_OPTION_##ID,
typedef enum adain_option_index {
  ADAIN_OPTION_TABLE (ADAIN_INDEX_NUMBER, ADAIN_INDEX_NUMBER, ADAIN_INDEX_CHOICE, ADAIN_INDEX_CHOICE)
    ADAIN_OPTION_COUNT
} adain_option_index;
#undef ADAIN_INDEX_NUMBER
#undef ADAIN_INDEX_CHOICE

typedef struct adain_choice {
  int32_t value;
  const char *name; /* "luminance" */
  const char *text;
} adain_choice;

typedef struct adain_option {
  adain_option_kind kind;
  const char *name;                   /* "style-size" */
  const char *label;                  /* "Style size" */
  const char *unit;                   /* "pixels", or "" */
  const char *text;                   /* one line */
  double default_number, least, most; /* a choice's limits are its first and last value; a text has none */
  const char *default_text;           /* a text's, else "" */
  const adain_choice *choices;        /* choice_count of them; NULL for other kinds */
  int32_t choice_count;
} adain_option;

#ifdef __cplusplus
extern "C" {
#endif

/* The option of this number (an adain_option_index), or NULL when there is none. */
const adain_option *adain_option_at (int32_t index);
/* The option of this name, or NULL. */
const adain_option *adain_option_named (const char *name);

#ifdef __cplusplus
}
#endif

#endif
