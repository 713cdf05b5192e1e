/* properties.h: the table of options (adain-options.h) as properties of a GEGL operation. An operation's file
 * is read several times, each with another meaning of property_double() and the like: these macros have the
 * one of that time. */
#ifndef ADAIN_GEGL_PROPERTIES_H
#define ADAIN_GEGL_PROPERTIES_H

#include <adain-words.h>
#include <libintl.h> /* enum_end() translates */

#ifndef GETTEXT_PACKAGE
#define GETTEXT_PACKAGE ADAIN_WORDS
#endif

/* clang-format off */
/* Numbers have no narrow value_range(): GObject would replace what is outside by the default and go on. They
 * are refused with a text instead. */
#define OP_VALUE(ID, VALUE, NAME, TEXT) enum_value (OP_##ID, NAME, TEXT)
#define OP_NUMBER(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) \
  property_double (FIELD, _ (LABEL), DEFAULT) description (_ (TEXT)) ui_range (LEAST, MOST)
#define OP_INTEGER(ID, FIELD, NAME, LABEL, DEFAULT, LEAST, MOST, UNIT, TEXT) \
  property_int (FIELD, _ (LABEL), DEFAULT) description (_ (TEXT)) ui_range (LEAST, MOST)
#define OP_TEXT(ID, FIELD, NAME, LABEL, DEFAULT, TEXT) \
  property_string (FIELD, _ (LABEL), DEFAULT) description (_ (TEXT))
/* GIMP's expressions know no empty text, so that a second property tells it when to show the error. */
#define OP_ERROR \
  property_string (error, _ ("Error"), "") \
  description (_ ("What went wrong, if anything: the picture is then unchanged")) \
  ui_meta ("error", "true") ui_meta ("visible", "failed") \
  property_boolean (failed, _ ("Failed"), FALSE) \
  description (_ ("Whether something went wrong: error says what")) \
  ui_meta ("visible", "0")

/* The enumerations' values are the library's. */
#define OP_ASSERT(ID, VALUE, NAME, TEXT) G_STATIC_ASSERT ((int) OP_##ID == (int) ID);
#define OP_ASSERT_CHOICES ADAIN_PRESERVE_COLOR_CHOICES (OP_ASSERT) ADAIN_TRADE_OFF_CHOICES (OP_ASSERT)
#define OP_ASSERT_REGION_CHOICES ADAIN_REGION_STATISTICS_CHOICES (OP_ASSERT)

/* Into adain_options. */
#define OP_FILL_NUMBER(ID, FIELD, ...) options->FIELD = adain_operation_number (o->FIELD);
#define OP_FILL_INTEGER(ID, FIELD, ...) options->FIELD = (int32_t) o->FIELD;
/* clang-format on */

#endif
