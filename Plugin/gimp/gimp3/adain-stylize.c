/* adain-stylize.c: the plug-in for GIMP 3: its procedure plug-in-adain-stylize, its run modes and its answers
 * to GIMP. Pixels are apply.c's, arguments config.c's, the window is dialog.c's. */
#include "apply.h"
#include "config.h"
#include "dialog.h"
#include "settings-file.h"

#include <adain-words.h>

#define PROCEDURE "plug-in-adain-stylize"

typedef struct
{
  GimpPlugIn parent;
} AdainPlugIn;

typedef struct
{
  GimpPlugInClass parent;
} AdainPlugInClass;

GType adain_plug_in_get_type (void);
G_DEFINE_TYPE (AdainPlugIn, adain_plug_in, GIMP_TYPE_PLUG_IN)

static GimpValueArray *
stylize (GimpProcedure *procedure, AdainGeglSession *session, GimpDrawable *drawable,
         GimpProcedureConfig *config, GimpRunMode mode)
{
  GError  *error = NULL;
  Settings settings;
  gboolean done;

  settings_init (&settings);
  if (mode == GIMP_RUN_INTERACTIVE && settings_of_image (&settings, drawable))
    config_write (config, &settings);
  if (mode == GIMP_RUN_INTERACTIVE && !dialog_run (procedure, config, session, drawable))
    {
      settings_clear (&settings);
      return gimp_procedure_new_return_values (procedure, GIMP_PDB_CANCEL, NULL);
    }
  config_read (config, &settings);
  done = apply_to_drawable (session, drawable, &settings, &error);
  if (done)
    settings_into_image (&settings, drawable);
  settings_clear (&settings);
  if (mode != GIMP_RUN_NONINTERACTIVE)
    gimp_displays_flush ();
  return gimp_procedure_new_return_values (procedure, done ? GIMP_PDB_SUCCESS : GIMP_PDB_EXECUTION_ERROR,
                                           error);
}

static GimpValueArray *
run (GimpProcedure *procedure, GimpRunMode mode, GimpImage *image, GimpDrawable **drawables,
     GimpProcedureConfig *config, gpointer user)
{
  AdainGeglSession *session;
  GimpValueArray   *answer;
  GError           *error = NULL;

  (void) image;
  (void) user;
  if (gimp_core_object_array_get_length ((GObject **) drawables) != 1)
    {
      refuse (&error, _ ("Style Transfer works on one layer or channel at a time; select one."));
      return gimp_procedure_new_return_values (procedure, GIMP_PDB_CALLING_ERROR, error);
    }
  gegl_init (NULL, NULL);
  session = adain_gegl_session_new ();
  answer = stylize (procedure, session, drawables[0], config, mode);
  adain_gegl_session_free (session);
  return answer;
}

static GList *
query_procedures (GimpPlugIn *plug_in)
{
  (void) plug_in;
  return g_list_append (NULL, g_strdup (PROCEDURE));
}

static GimpProcedure *
create_procedure (GimpPlugIn *plug_in, const gchar *name)
{
  GimpProcedure *procedure = gimp_image_procedure_new (plug_in, name, GIMP_PDB_PROC_TYPE_PLUGIN, run, NULL,
                                                       NULL);

  gimp_procedure_set_image_types (procedure, "RGB*, GRAY*");
  gimp_procedure_set_sensitivity_mask (procedure, GIMP_PROCEDURE_SENSITIVE_DRAWABLE);
  gimp_procedure_set_menu_label (procedure, _ ("_Style Transfer..."));
  gimp_procedure_add_menu_path (procedure, "<Image>/Filters/Artistic");
  gimp_procedure_set_documentation (procedure, _ ("Paint a picture in the style of another"),
                                    _ ("Adaptive instance normalisation (AdaIN): the picture's features take "
                                       "the mean and the deviation of the style's. The selection limits what "
                                       "changes, not what is measured. Several styles are separated by "
                                       "semicolons, each with :WEIGHT if wanted."),
                                    name);
  gimp_procedure_set_attribution (procedure, "The adain authors", "The adain authors", "2026");
  config_add_arguments (procedure);
  return procedure;
}

/* adain-words.h finds the translations, which lie outside the plug-in's folder. */
static gboolean
set_i18n (GimpPlugIn *plug_in, const gchar *name, gchar **domain, gchar **folder)
{
  (void) plug_in;
  (void) name;
  (void) domain;
  (void) folder;
  return FALSE;
}

static void
adain_plug_in_class_init (AdainPlugInClass *klass)
{
  GimpPlugInClass *plug_in_class = GIMP_PLUG_IN_CLASS (klass);

  plug_in_class->query_procedures = query_procedures;
  plug_in_class->create_procedure = create_procedure;
  plug_in_class->set_i18n = set_i18n;
}

static void
adain_plug_in_init (AdainPlugIn *plug_in)
{
  (void) plug_in;
}

GIMP_MAIN (adain_plug_in_get_type ())
