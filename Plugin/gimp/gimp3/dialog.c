/* dialog.c: GIMP 3's window around what dialog-body.c shows. GIMP's own dialog for procedures gives Reset and
 * presets; its config and the settings shown follow each other. */
#include "dialog.h"
#include "config.h"
#include "dialog-body.h"
#include "guide.h"

#include <adain-words.h>
#include <libgimp/gimpui.h>

#define RESPONSE_GUIDE 1

typedef struct
{
  GimpProcedureConfig *config;
  gulong               handler; /* of the config's changes */
  Settings             settings;
  DialogBody           body;
} Dialog;

static gboolean
is_of_image (GimpImage *image, GimpItem *item, gpointer wanted)
{
  (void) item;
  return image == wanted;
}

static void
settings_changed (gpointer user)
{
  Dialog *dialog = user;

  g_signal_handler_block (dialog->config, dialog->handler);
  config_write (dialog->config, &dialog->settings);
  g_signal_handler_unblock (dialog->config, dialog->handler);
}

/* Reset, or a preset. */
static void
config_changed (gpointer user)
{
  Dialog *dialog = user;

  config_read (dialog->config, &dialog->settings);
  dialog_body_show (&dialog->body);
}

static void
answer (GtkDialog *window, int response, gpointer user)
{
  (void) user;
  if (response != RESPONSE_GUIDE)
    return;
  g_signal_stop_emission_by_name (window, "response");
  guide_open (GTK_WINDOW (window));
}

/* Help is the guide, not a page that GIMP would look for among its own: GIMP's button makes room for ours. */
static void
add_help (GtkDialog *window)
{
  GtkWidget *theirs = gtk_dialog_get_widget_for_response (window, GTK_RESPONSE_HELP);
  GtkWidget *ours = gtk_dialog_add_button (window, _ ("_Help"), RESPONSE_GUIDE);

  if (theirs != NULL)
    gtk_widget_hide (theirs);
  gtk_button_box_set_child_secondary (GTK_BUTTON_BOX (gtk_widget_get_parent (ours)), ours, TRUE);
  g_signal_connect (window, "response", G_CALLBACK (answer), NULL);
}

gboolean
dialog_run (GimpProcedure *procedure, GimpProcedureConfig *config, AdainGeglSession *session,
            GimpDrawable *drawable)
{
  Dialog     dialog = { .config = config };
  GtkWidget *window, *mask;
  gboolean   confirmed;

  gimp_ui_init ("adain-stylize");
  window = gimp_procedure_dialog_new (procedure, config, _ ("Style Transfer"));
  mask = gimp_drawable_combo_box_new (is_of_image, gimp_item_get_image (GIMP_ITEM (drawable)), NULL);
  settings_init (&dialog.settings);
  config_read (config, &dialog.settings);
  /* Translators: the letters behind _ of GIMP's own buttons Reset, Save, Cancel, OK and Help. */
  dialog_body_make (&dialog.body, window, session, drawable, mask, _ ("rscoh"), &dialog.settings);
  dialog.handler = g_signal_connect_swapped (config, "notify", G_CALLBACK (config_changed), &dialog);
  dialog.body.changed = settings_changed;
  dialog.body.user = &dialog;
  add_help (GTK_DIALOG (window));
  /* Between our rows and GIMP's own. */
  gtk_box_set_spacing (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window))), 12);
  gtk_widget_grab_focus (gtk_dialog_get_widget_for_response (GTK_DIALOG (window), GTK_RESPONSE_OK));

  confirmed = gimp_procedure_dialog_run (GIMP_PROCEDURE_DIALOG (window));
  g_signal_handler_disconnect (config, dialog.handler);
  dialog.body.changed = NULL;
  if (confirmed && !settings_have_mask (&dialog.settings))
    settings_replace_text (&dialog.settings.background_style, "");
  if (confirmed)
    config_write (config, &dialog.settings);
  gtk_widget_destroy (window);
  dialog_body_clear (&dialog.body);
  settings_clear (&dialog.settings);
  return confirmed;
}
