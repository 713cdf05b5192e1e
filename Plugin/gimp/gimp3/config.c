/* config.c: the procedure's arguments, made from the table of options, and their values as settings. */
#include "config.h"
#include "mnemonic.h"

#include <adain-words.h>
#include <libgimp/gimpui.h>

static GimpChoice *
choice_of (const adain_option *option)
{
  GimpChoice *choice = gimp_choice_new ();

  for (int i = 0; i < option->choice_count; i++)
    gimp_choice_add (choice, option->choices[i].name, option->choices[i].value, _ (option->choices[i].text),
                     NULL);
  return choice;
}

static GimpChoice *
choice_of_texts (const ChoiceText *texts, int count)
{
  GimpChoice *choice = gimp_choice_new ();

  for (int i = 0; i < count; i++)
    gimp_choice_add (choice, texts[i].name, i, _ (texts[i].text), NULL);
  return choice;
}

static const char *
default_choice (const adain_option *option)
{
  for (int i = 0; i < option->choice_count; i++)
    if (option->choices[i].value == (int) option->default_number)
      return option->choices[i].name;
  return option->choices[0].name;
}

static void
add_argument (GimpProcedure *procedure, const adain_option *option, const char *label)
{
  const char *name = option->name, *text = _ (option->text);

  switch (option->kind)
    {
    case ADAIN_NUMBER:
      gimp_procedure_add_double_argument (procedure, name, label, text, option->least, option->most,
                                          option->default_number, G_PARAM_READWRITE);
      break;
    case ADAIN_INTEGER:
      gimp_procedure_add_int_argument (procedure, name, label, text, (int) option->least, (int) option->most,
                                       (int) option->default_number, G_PARAM_READWRITE);
      break;
    case ADAIN_CHOICE:
      gimp_procedure_add_choice_argument (procedure, name, label, text, choice_of (option),
                                          default_choice (option), G_PARAM_READWRITE);
      break;
    case ADAIN_TEXT:
      gimp_procedure_add_string_argument (procedure, name, label, text, option->default_text,
                                          G_PARAM_READWRITE);
      break;
    }
}

/* A style's weight is part of the argument style, and parts are drawn in GIMP: regions and labels are
 * none. */
static gboolean
is_argument (int option)
{
  if (option == ADAIN_OPTION_REGIONS || option == ADAIN_OPTION_LABELS || option == ADAIN_OPTION_LABEL)
    return FALSE;
  return adain_option_at (option)->kind == ADAIN_TEXT || settings_has_number (option);
}

void
config_add_arguments (GimpProcedure *procedure)
{
  GString *taken = g_string_new (_ ("rscoh")); /* Reset, Save, Cancel, OK, Help */

  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    {
      const adain_option *option = adain_option_at (i);
      char               *label;

      if (!is_argument (i))
        continue;
      if (i == ADAIN_OPTION_BACKGROUND_STYLE)
        gimp_procedure_add_drawable_argument (
          procedure, "mask", _ ("_Mask"),
          _ ("A layer or channel of the image that is white where to stylise, or a group of regions"), TRUE,
          G_PARAM_READWRITE);
      label = label_with_mnemonic (_ (option->label), taken);
      add_argument (procedure, option, label);
      g_free (label);
    }
  gimp_procedure_add_choice_argument (procedure, "output", _ ("Result _into"), _ ("Where the result goes"),
                                      choice_of_texts (output_texts, OUTPUT_COUNT),
                                      output_texts[OUTPUT_IN_PLACE].name, G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument (procedure, "mask-from", _ ("Mask from"),
                                      _ ("What says where to stylise"),
                                      choice_of_texts (mask_from_texts, MASK_FROM_COUNT),
                                      mask_from_texts[MASK_DRAWABLE].name, G_PARAM_READWRITE);
  g_string_free (taken, TRUE);
}

static double
config_number (GimpProcedureConfig *config, const adain_option *option)
{
  double number = 0.0;
  int    whole = 0;

  if (option->kind == ADAIN_CHOICE)
    return gimp_procedure_config_get_choice_id (config, option->name);
  if (option->kind == ADAIN_NUMBER)
    g_object_get (config, option->name, &number, NULL);
  else
    g_object_get (config, option->name, &whole, NULL);
  return option->kind == ADAIN_NUMBER ? number : whole;
}

static void
read_text (GimpProcedureConfig *config, const char *name, char **text)
{
  char *value = NULL;

  g_object_get (config, name, &value, NULL);
  settings_replace_text (text, value);
  g_free (value);
}

void
config_read (GimpProcedureConfig *config, Settings *settings)
{
  GimpDrawable *mask = NULL;

  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (settings_has_number (i))
      adain_gegl_job_set_number (&settings->job, i, config_number (config, adain_option_at (i)));
  read_text (config, "style", &settings->style);
  read_text (config, "background-style", &settings->background_style);
  read_text (config, "model", &settings->model);
  settings->output = (Output) gimp_procedure_config_get_choice_id (config, "output");
  settings->mask_from = (MaskFrom) gimp_procedure_config_get_choice_id (config, "mask-from");
  g_object_get (config, "mask", &mask, NULL);
  settings->mask = mask;
  /* libgimp keeps it as long as the plug-in runs. */
  g_clear_object (&mask);
}

static const char *
choice_name (const adain_option *option, int value)
{
  for (int i = 0; i < option->choice_count; i++)
    if (option->choices[i].value == value)
      return option->choices[i].name;
  return default_choice (option);
}

static void
write_number (GimpProcedureConfig *config, const adain_option *option, double value)
{
  if (option->kind == ADAIN_CHOICE)
    g_object_set (config, option->name, choice_name (option, (int) value), NULL);
  else if (option->kind == ADAIN_NUMBER)
    g_object_set (config, option->name, value, NULL);
  else
    g_object_set (config, option->name, (int) value, NULL);
}

void
config_write (GimpProcedureConfig *config, const Settings *settings)
{
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (settings_has_number (i))
      write_number (config, adain_option_at (i), adain_gegl_job_number (&settings->job, i));
  g_object_set (config, "style", settings->style, "background-style", settings->background_style, "model",
                settings->model, "mask", settings->mask, "mask-from",
                mask_from_texts[settings->mask_from].name, "output", output_texts[settings->output].name,
                NULL);
}
