/* adain-stylize.c: the GIMP plug-in's procedures plug-in-adain-stylize and plug-in-adain-stylize-with: their
 * registration, their run modes and their answers to GIMP. Pixels are apply.c's, the window is dialog.c's. */
#include "apply.h"
#include "arguments.h"
#include "dialog.h"
#include "settings-file.h"

#include <string.h>

#include <adain-words.h>

#define PROCEDURE "plug-in-adain-stylize"
#define PROCEDURE_WITH "plug-in-adain-stylize-with"

/* Published: scripts give exactly these. What has no text here has that of the table of options. */
static GimpParamDef parameters[] = {
  { GIMP_PDB_INT32, (char *) "run-mode",
    (char *) "The run mode { RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1), RUN-WITH-LAST-VALS (2) }" },
  { GIMP_PDB_IMAGE, (char *) "image", (char *) "Input image" },
  { GIMP_PDB_DRAWABLE, (char *) "drawable", (char *) "The layer or channel to stylise" },
  { GIMP_PDB_STRING, (char *) "style",
    (char *) "A gallery style's name, or the path of a picture or saved style; several are separated by "
             "semicolons, each with :WEIGHT if wanted" },
  { GIMP_PDB_FLOAT, (char *) "strength", NULL },
  { GIMP_PDB_INT32, (char *) "preserve-color", NULL },
  { GIMP_PDB_DRAWABLE, (char *) "mask",
    (char *) "A layer or channel of the image that is white where to stylise, or -1" },
  { GIMP_PDB_STRING, (char *) "background-style", NULL },
  { GIMP_PDB_INT32, (char *) "style-size", NULL },
  { GIMP_PDB_STRING, (char *) "model", NULL },
};

/* Likewise; new options are new names in the last one. */
static GimpParamDef parameters_with[] = {
  { GIMP_PDB_INT32, (char *) "run-mode", (char *) "As in plug-in-adain-stylize" },
  { GIMP_PDB_IMAGE, (char *) "image", (char *) "Input image" },
  { GIMP_PDB_DRAWABLE, (char *) "drawable", (char *) "The layer or channel to stylise" },
  { GIMP_PDB_STRING, (char *) "style", (char *) "As in plug-in-adain-stylize" },
  { GIMP_PDB_DRAWABLE, (char *) "mask",
    (char *) "A layer or channel of the image that is white where to stylise; with mask-from=group the group "
             "whose layers are regions; or -1" },
  { GIMP_PDB_STRING, (char *) "background-style", NULL },
  { GIMP_PDB_STRING, (char *) "model", NULL },
  { GIMP_PDB_STRING, (char *) "options",
    (char *) "NAME=VALUE, separated by spaces: the options of the guide's table by their names, "
             "output=in-place, layer or masked-layer, and mask-from=drawable, selection, layer-mask or "
             "group; what is left out has its default" },
};

/* "Whose colours the result has { The style's colours (0), … }", "…, 0 to 1 (1)" */
static char *
description (const adain_option *option)
{
  GString *text = g_string_new (option->text);

  if (option->kind == ADAIN_CHOICE)
    {
      for (int i = 0; i < option->choice_count; i++)
        g_string_append_printf (text, "%s %s (%d)", i == 0 ? " {" : ",", option->choices[i].text,
                                option->choices[i].value);
      g_string_append (text, " }");
    }
  else if (option->kind != ADAIN_TEXT)
    g_string_append_printf (text, " (%.15g to %.15g%s%s, usually %g)", option->least, option->most,
                            option->unit[0] == '\0' ? "" : " ", option->unit, option->default_number);
  return g_string_free (text, FALSE);
}

/* GIMP translates what is registered itself. */
static void
tell_words (void)
{
  char *folder = adain_words_folder ();

  gimp_plugin_domain_register (ADAIN_WORDS, folder);
  g_free (folder);
}

static void
describe (GimpParamDef *defined, guint count)
{
  for (guint i = 0; i < count; i++)
    if (defined[i].description == NULL)
      defined[i].description = description (adain_option_named (defined[i].name));
}

static void
query (void)
{
  describe (parameters, G_N_ELEMENTS (parameters));
  describe (parameters_with, G_N_ELEMENTS (parameters_with));
  gimp_install_procedure (PROCEDURE, N_ ("Paint a picture in the style of another"),
                          N_ ("Adaptive instance normalisation (AdaIN): the picture's features take the mean "
                              "and the deviation of the style's. The selection limits what changes, not what "
                              "is measured."),
                          "The adain authors", "The adain authors", "2025", N_ ("_Style Transfer..."),
                          "RGB*, GRAY*", GIMP_PLUGIN, G_N_ELEMENTS (parameters), 0, parameters, NULL);
  gimp_install_procedure (PROCEDURE_WITH, N_ ("Paint a picture in the style of another, with any option"),
                          N_ ("As plug-in-adain-stylize, with options by their names: where the result "
                              "goes, masks from the selection or the layer's mask, regions from a group's "
                              "layers, and all that the dialog has."),
                          "The adain authors", "The adain authors", "2026", NULL, "RGB*, GRAY*", GIMP_PLUGIN,
                          G_N_ELEMENTS (parameters_with), 0, parameters_with, NULL);
  tell_words ();
  gimp_plugin_menu_register (PROCEDURE, "<Image>/Filters/Artistic");
}

/* Fills in the settings; GIMP_PDB_SUCCESS when there is work to do. */
static GimpPDBStatusType
get_settings (Settings *settings, AdainGeglSession *session, const char *name, int count,
              const GimpParam *arguments, GError **error)
{
  gint32   image = arguments[1].data.d_image, drawable = arguments[2].data.d_drawable;
  gboolean read;

  switch ((GimpRunMode) arguments[0].data.d_int32)
    {
    case GIMP_RUN_NONINTERACTIVE:
      read = strcmp (name, PROCEDURE_WITH) == 0
               ? settings_from_options (settings, count, arguments, error)
               : settings_from_parameters (settings, count, arguments, error);
      return read ? GIMP_PDB_SUCCESS : GIMP_PDB_CALLING_ERROR;
    case GIMP_RUN_WITH_LAST_VALS:
      return settings_recall (settings, drawable, error) ? GIMP_PDB_SUCCESS : GIMP_PDB_EXECUTION_ERROR;
    default:
      if (!settings_of_image (settings, drawable))
        settings_recall (settings, drawable, NULL);
      return dialog_run (settings, session, image, drawable) ? GIMP_PDB_SUCCESS : GIMP_PDB_CANCEL;
    }
}

static void
run (const gchar *name, gint count, const GimpParam *arguments, gint *return_count, GimpParam **return_values)
{
  static GimpParam  values[2];
  static char      *message;
  AdainGeglSession *session;
  Settings          settings;
  GError           *error = NULL;
  GimpRunMode       mode = arguments[0].data.d_int32;

  gegl_init (NULL, NULL);
  session = adain_gegl_session_new ();
  settings_init (&settings);

  values[0].type = GIMP_PDB_STATUS;
  values[0].data.d_status = get_settings (&settings, session, name, count, arguments, &error);
  if (values[0].data.d_status == GIMP_PDB_SUCCESS)
    {
      if (!apply_to_drawable (session, arguments[2].data.d_drawable, &settings, &error))
        values[0].data.d_status = GIMP_PDB_EXECUTION_ERROR;
      else
        settings_into_image (&settings, arguments[2].data.d_drawable);
      if (error == NULL && mode == GIMP_RUN_INTERACTIVE)
        settings_remember (&settings);
      if (mode != GIMP_RUN_NONINTERACTIVE)
        gimp_displays_flush ();
    }
  *return_values = values;
  *return_count = 1;
  if (error != NULL)
    {
      g_free (message);
      message = g_strdup (error->message);
      values[1].type = GIMP_PDB_STRING;
      values[1].data.d_string = message;
      *return_count = 2;
      g_clear_error (&error);
    }
  settings_clear (&settings);
  adain_gegl_session_free (session);
}

const GimpPlugInInfo PLUG_IN_INFO = { NULL, NULL, query, run };

MAIN ()
