/* adain-stylize.c: the GIMP plug-in's procedure plug-in-adain-stylize: its registration, its run modes and
 * its answers to GIMP. Pixels are apply.c's, the window is dialog.c's. */
#include "apply.h"
#include "dialog.h"

#define PROCEDURE "plug-in-adain-stylize"

/* Published: scripts give exactly these. New options need a new procedure. */
static const GimpParamDef parameters[] = {
  { GIMP_PDB_INT32, (char *) "run-mode",
    (char *) "The run mode { RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1), RUN-WITH-LAST-VALS (2) }" },
  { GIMP_PDB_IMAGE, (char *) "image", (char *) "Input image" },
  { GIMP_PDB_DRAWABLE, (char *) "drawable", (char *) "The layer or channel to stylise" },
  { GIMP_PDB_STRING, (char *) "style",
    (char *) "A gallery style's name, or the path of a picture or saved style; several are separated by "
             "semicolons, each with :WEIGHT if wanted" },
  { GIMP_PDB_FLOAT, (char *) "strength", (char *) "From 0 (the picture itself) to 1 (fully stylised)" },
  { GIMP_PDB_INT32, (char *) "preserve-color",
    (char *) "Colours { from the style (0), style matched to the picture's (1), the picture's own (2) }" },
  { GIMP_PDB_DRAWABLE, (char *) "mask",
    (char *) "A layer or channel of the image that is white where to stylise, or -1" },
  { GIMP_PDB_STRING, (char *) "background-style",
    (char *) "The style where the mask is black, or \"\" to leave the picture as it is there" },
  { GIMP_PDB_INT32, (char *) "style-size",
    (char *) "The shorter side in pixels that a style picture is resampled to; 0 keeps its own, 512 is "
             "usual" },
  { GIMP_PDB_STRING, (char *) "model", (char *) "A model's path or name, or \"\" for the bundled one" },
};

static void
query (void)
{
  gimp_install_procedure (PROCEDURE, "Paint a picture in the style of another",
                          "Adaptive instance normalisation (AdaIN): the picture's features take the mean and "
                          "the deviation of the style's. The selection limits what changes, not what is "
                          "measured.",
                          "The adain authors", "The adain authors", "2025", "_Style Transfer...",
                          "RGB*, GRAY*", GIMP_PLUGIN, G_N_ELEMENTS (parameters), 0, parameters, NULL);
  gimp_plugin_menu_register (PROCEDURE, "<Image>/Filters/Artistic");
}

/* Fills in the settings; GIMP_PDB_SUCCESS when there is work to do. */
static GimpPDBStatusType
get_settings (Settings *settings, AdainGeglSession *session, int count, const GimpParam *arguments,
              GError **error)
{
  gint32                  image = arguments[1].data.d_image;
  AdainGeglGalleryEntry **gallery;
  gboolean                confirmed;

  switch ((GimpRunMode) arguments[0].data.d_int32)
    {
    case GIMP_RUN_NONINTERACTIVE:
      return settings_from_parameters (settings, count, arguments, error) ? GIMP_PDB_SUCCESS
                                                                          : GIMP_PDB_CALLING_ERROR;
    case GIMP_RUN_WITH_LAST_VALS:
      return settings_recall (settings, image, error) ? GIMP_PDB_SUCCESS : GIMP_PDB_EXECUTION_ERROR;
    default:
      settings_recall (settings, image, NULL);
      gallery = adain_gegl_gallery (session);
      confirmed = dialog_run (settings, session, image, arguments[2].data.d_drawable, gallery);
      adain_gegl_gallery_free (gallery);
      return confirmed ? GIMP_PDB_SUCCESS : GIMP_PDB_CANCEL;
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

  (void) name;
  gegl_init (NULL, NULL);
  session = adain_gegl_session_new ();
  settings_init (&settings);

  values[0].type = GIMP_PDB_STATUS;
  values[0].data.d_status = get_settings (&settings, session, count, arguments, &error);
  if (values[0].data.d_status == GIMP_PDB_SUCCESS)
    {
      if (!apply_to_drawable (session, arguments[2].data.d_drawable, &settings, &error))
        values[0].data.d_status = GIMP_PDB_EXECUTION_ERROR;
      else if (mode == GIMP_RUN_INTERACTIVE)
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
