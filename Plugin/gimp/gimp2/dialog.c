/* dialog.c: GIMP 2.10's window around what dialog-body.c shows, with Reset and presets, which GIMP 3 has of
 * its own. */
#include "dialog.h"
#include "dialog-body.h"
#include "guide.h"
#include "presets.h"

#include <adain-words.h>
#include <libgimp/gimpui.h>

#define RESPONSE_RESET 1

static gboolean
is_of_image (gint32 image, gint32 drawable, gpointer wanted)
{
  (void) drawable;
  return image == GPOINTER_TO_INT (wanted);
}

static void
show_settings (gpointer user)
{
  dialog_body_show (user);
}

static void
reset (DialogBody *body)
{
  settings_clear (body->settings);
  settings_init (body->settings);
  dialog_body_show (body);
}

static void
open_guide (const gchar *id, gpointer window)
{
  (void) id;
  guide_open (GTK_IS_WINDOW (window) ? window : NULL);
}

static gboolean
ask (DialogBody *body)
{
  int response;

  /* Or Enter would open a list. */
  gtk_widget_grab_focus (gtk_dialog_get_widget_for_response (GTK_DIALOG (body->window), GTK_RESPONSE_OK));
  gtk_widget_show (body->window);
  while ((response = gimp_dialog_run (GIMP_DIALOG (body->window))) == RESPONSE_RESET)
    reset (body);
  return response == GTK_RESPONSE_OK;
}

/* GIMP's own stays English. It has no response, so that GTK does not find it by one. */
static void
name_help (GtkDialog *window)
{
  GList *buttons = gtk_container_get_children (GTK_CONTAINER (gtk_dialog_get_action_area (window)));

  for (GList *button = buttons; button != NULL; button = button->next)
    if (gtk_dialog_get_response_for_widget (window, button->data) == GTK_RESPONSE_NONE)
      gtk_button_set_label (GTK_BUTTON (button->data), _ ("_Help"));
  g_list_free (buttons);
}

gboolean
dialog_run (Settings *settings, AdainGeglSession *session, gint32 image, gint32 drawable)
{
  GtkWidget *window;
  DialogBody body;
  Presets    presets;
  gboolean   confirmed;

  gimp_ui_init ("adain-stylize", FALSE);
  window = gimp_dialog_new (_ ("Style Transfer"), "adain-stylize", NULL, 0, open_guide,
                            "plug-in-adain-stylize", _ ("_Reset"), RESPONSE_RESET, GTK_STOCK_CANCEL,
                            GTK_RESPONSE_CANCEL, GTK_STOCK_OK, GTK_RESPONSE_OK, NULL);
  name_help (GTK_DIALOG (window));
  gtk_dialog_set_alternative_button_order (GTK_DIALOG (window), GTK_RESPONSE_OK, RESPONSE_RESET,
                                           GTK_RESPONSE_CANCEL, -1);
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (window));
  dialog_body_make (&body, window, session, drawable,
                    gimp_drawable_combo_box_new (is_of_image, GINT_TO_POINTER (image)),
                    /* Translators: the letters behind _ of Reset, Cancel, OK, Help and the presets. */
                    _ ("rcohsu"), settings);
  presets_make (&presets, image, settings, show_settings, &body);
  form_add (&body.form, _ ("Yo_ur presets:"), presets.box, presets.name);
  gtk_widget_show_all (form_row (presets.box));
  confirmed = ask (&body);
  if (confirmed && !settings_have_mask (settings))
    settings_replace_text (&settings->background_style, "");
  gtk_widget_destroy (window);
  dialog_body_clear (&body);
  presets_clear (&presets);
  return confirmed;
}
