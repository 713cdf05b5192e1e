/* dialog.c: a plain window for the settings: what will change, style, strength, colours, mask and the style
 * where the mask is black; and what they will cost. It changes no pixels and shows no preview.
 * How a style is chosen is style-chooser.c's. */
#include "dialog.h"
#include "estimate.h"
#include "style-chooser.h"

#include <libgimp/gimpui.h>

typedef struct
{
  Settings    *settings;
  GtkWidget   *window;
  StyleChooser style, background;
  GtkObject   *strength;
  GtkWidget   *preserve_color, *mask;
  Estimate     estimate;
} Dialog;

static gboolean
is_of_image (gint32 image, gint32 drawable, gpointer wanted)
{
  (void) drawable;
  return image == GPOINTER_TO_INT (wanted);
}

/* The background's style only counts with a mask, and OK is for what can be done. */
static void
update_sensitivity (gpointer user)
{
  Dialog  *dialog = user;
  int      mask = -1;
  gboolean ready;

  gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (dialog->mask), &mask);
  gtk_widget_set_sensitive (dialog->background.box, mask != -1);
  ready = style_chooser_is_complete (&dialog->style)
          && (mask == -1 || style_chooser_is_complete (&dialog->background));
  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog->window), GTK_RESPONSE_OK, ready);
  g_debug ("OK is %s", ready ? "ready" : "not ready");
}

/* The words of the table of options. */
static GtkWidget *
choice_combo (int option)
{
  const adain_option *choice = adain_option_at (option);
  GtkWidget          *combo = g_object_new (GIMP_TYPE_INT_COMBO_BOX, NULL);

  for (int i = 0; i < choice->choice_count; i++)
    gimp_int_combo_box_append (GIMP_INT_COMBO_BOX (combo), GIMP_INT_STORE_VALUE, choice->choices[i].value,
                               GIMP_INT_STORE_LABEL, choice->choices[i].text, -1);
  return combo;
}

static void
make_combos (Dialog *dialog, const Settings *settings, gint32 image)
{
  dialog->preserve_color = choice_combo (ADAIN_OPTION_PRESERVE_COLOR);
  gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (dialog->preserve_color),
                                 settings->job.options.preserve_color);
  dialog->mask = gimp_drawable_combo_box_new (is_of_image, GINT_TO_POINTER (image));
  gimp_int_combo_box_prepend (GIMP_INT_COMBO_BOX (dialog->mask), GIMP_INT_STORE_VALUE, -1,
                              GIMP_INT_STORE_LABEL, "None", -1);
  gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (dialog->mask), settings->mask);
  g_signal_connect_swapped (dialog->mask, "changed", G_CALLBACK (update_sensitivity), dialog);
}

static void
update_estimate (Dialog *dialog)
{
  dialog->settings->job.options.strength = gtk_adjustment_get_value (GTK_ADJUSTMENT (dialog->strength));
  estimate_update (&dialog->estimate, dialog->settings);
}

static void
make_choosers (Dialog *dialog, const Settings *settings, AdainGeglGalleryEntry **gallery)
{
  style_chooser_make (&dialog->style, gallery, NULL, update_sensitivity, dialog);
  style_chooser_make (&dialog->background, gallery, "Unchanged", update_sensitivity, dialog);
  style_chooser_set (&dialog->style, settings->style);
  style_chooser_set (&dialog->background, settings->background_style);
}

static GtkWidget *
make_table (Dialog *dialog, const Settings *settings, AdainGeglSession *session, gint32 image,
            gint32 drawable, AdainGeglGalleryEntry **gallery)
{
  GtkWidget *widget = gtk_table_new (6, 3, FALSE);
  GtkTable  *table = GTK_TABLE (widget);

  make_combos (dialog, settings, image);
  make_choosers (dialog, settings, gallery);
  update_sensitivity (dialog);

  gtk_table_set_row_spacings (table, 6);
  gtk_table_set_col_spacings (table, 6);
  gtk_container_set_border_width (GTK_CONTAINER (widget), 12);
  gimp_table_attach_aligned (table, 0, 0, "_Style:", 0.0, 0.0, dialog->style.box, 2, FALSE);
  dialog->strength = gimp_scale_entry_new (table, 0, 1, "S_trength:", 150, 6, settings->job.options.strength,
                                           ADAIN_STRENGTH_LEAST, ADAIN_STRENGTH_MOST, 0.01, 0.1, 2, TRUE, 0.0,
                                           0.0, NULL, NULL);
  gimp_table_attach_aligned (table, 0, 2, "_Colours:", 0.0, 0.5, dialog->preserve_color, 2, FALSE);
  gimp_table_attach_aligned (table, 0, 3, "_Mask:", 0.0, 0.5, dialog->mask, 2, FALSE);
  gimp_table_attach_aligned (table, 0, 4, "Where it is _black:", 0.0, 0.0, dialog->background.box, 2, FALSE);
  estimate_make (&dialog->estimate, session, drawable, settings);
  g_signal_connect_swapped (dialog->strength, "value-changed", G_CALLBACK (update_estimate), dialog);
  gimp_table_attach_aligned (table, 0, 5, "This takes:", 0.0, 0.5, dialog->estimate.label, 2, FALSE);
  gtk_widget_show (widget);
  return widget;
}

gboolean
dialog_run (Settings *settings, AdainGeglSession *session, gint32 image, gint32 drawable,
            AdainGeglGalleryEntry **gallery)
{
  Dialog     dialog;
  GtkWidget *window;
  GtkWidget *target;
  GtkBox    *content;
  gboolean   confirmed;

  gimp_ui_init ("adain-stylize", FALSE);
  window = gimp_dialog_new ("Style Transfer", "adain-stylize", NULL, 0, NULL, NULL, GTK_STOCK_CANCEL,
                            GTK_RESPONSE_CANCEL, GTK_STOCK_OK, GTK_RESPONSE_OK, NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (window));
  dialog.settings = settings;
  dialog.window = window;
  content = GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window)));
  target = target_label (drawable);
  gtk_misc_set_padding (GTK_MISC (target), 12, 6);
  gtk_box_pack_start (content, target, FALSE, FALSE, 0);
  gtk_box_pack_start (content, make_table (&dialog, settings, session, image, drawable, gallery), TRUE, TRUE,
                      0);
  /* Or Enter would open the list of styles. */
  gtk_widget_grab_focus (gtk_dialog_get_widget_for_response (GTK_DIALOG (window), GTK_RESPONSE_OK));
  gtk_widget_show (window);
  confirmed = gimp_dialog_run (GIMP_DIALOG (window)) == GTK_RESPONSE_OK;
  if (confirmed)
    {
      style_chooser_take (&dialog.style, &settings->style);
      style_chooser_take (&dialog.background, &settings->background_style);
      settings->job.options.strength = gtk_adjustment_get_value (GTK_ADJUSTMENT (dialog.strength));
      gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (dialog.preserve_color),
                                     &settings->job.options.preserve_color);
      gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (dialog.mask), &settings->mask);
      if (settings->mask == -1)
        settings->background_style[0] = '\0';
    }
  estimate_clear (&dialog.estimate);
  gtk_widget_destroy (window);
  style_chooser_clear (&dialog.style);
  style_chooser_clear (&dialog.background);
  return confirmed;
}
