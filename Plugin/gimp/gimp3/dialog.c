/* dialog.c: GIMP 3's window for the settings: what will change, style, strength and the other options, mask
 * and the style where the mask is black; and what they will cost. GIMP's own dialog for procedures gives
 * Reset, presets and Help; the config is what it shows. It changes no pixels. How a style is chosen is
 * style-chooser.c's. */
#include "dialog.h"
#include "config.h"
#include "estimate.h"
#include "style-chooser.h"

#include <libgimp/gimpui.h>

typedef struct
{
  GimpProcedureConfig *config;
  GimpImage           *image;
  Settings             settings; /* what config holds */
  GtkWidget           *window, *mask;
  GtkGrid             *grid;
  int                  rows;
  StyleChooser         style, background;
  Estimate             estimate;
  gboolean             is_following; /* the config: widgets then tell it nothing */
} Dialog;

static gboolean
is_of_image (GimpImage *image, GimpItem *item, gpointer wanted)
{
  (void) item;
  return image == wanted;
}

/* The background's style only counts with a mask, and OK is for what can be done. */
static void
update_sensitivity (Dialog *dialog)
{
  gboolean masked = dialog->settings.mask != NULL;
  gboolean ready = style_chooser_is_complete (&dialog->style)
                   && (!masked || style_chooser_is_complete (&dialog->background));

  gtk_widget_set_sensitive (dialog->background.box, masked);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog->window), GTK_RESPONSE_OK, ready);
  g_debug ("OK is %s", ready ? "ready" : "not ready");
}

static void
style_changed (gpointer user)
{
  Dialog *dialog = user;
  char   *style, *background;

  if (dialog->is_following)
    return;
  style = g_strdup ("");
  background = g_strdup ("");
  style_chooser_take (&dialog->style, &style);
  style_chooser_take (&dialog->background, &background);
  g_object_set (dialog->config, "style", style, "background-style", background, NULL);
  update_sensitivity (dialog);
  g_free (style);
  g_free (background);
}

static void
mask_changed (GimpIntComboBox *combo, gpointer user)
{
  Dialog *dialog = user;
  int     id = -1;

  if (dialog->is_following)
    return;
  gimp_int_combo_box_get_active (combo, &id);
  g_object_set (dialog->config, "mask", id == -1 ? NULL : gimp_drawable_get_by_id (id), NULL);
}

/* Also after Reset, and after a preset has been read. */
static void
config_changed (gpointer user)
{
  Dialog *dialog = user;
  int     id;

  dialog->is_following = TRUE;
  config_read (dialog->config, &dialog->settings);
  id = dialog->settings.mask == NULL ? -1 : gimp_item_get_id (GIMP_ITEM (dialog->settings.mask));
  gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (dialog->mask), id);
  style_chooser_set (&dialog->style, dialog->settings.style);
  style_chooser_set (&dialog->background, dialog->settings.background_style);
  dialog->is_following = FALSE;
  update_sensitivity (dialog);
  estimate_update (&dialog->estimate, &dialog->settings);
}

static void
add_row (Dialog *dialog, const char *text, GtkWidget *widget, GtkWidget *mnemonic)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), mnemonic);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (dialog->grid, label, 0, dialog->rows, 1, 1);
  gtk_grid_attach (dialog->grid, widget, 1, dialog->rows++, 1, 1);
}

/* What GIMP makes for an argument has a label of its own. */
static void
add_options (Dialog *dialog)
{
  GimpProcedureDialog *window = GIMP_PROCEDURE_DIALOG (dialog->window);

  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    {
      const adain_option *option = adain_option_at (i);
      GtkWidget          *widget = NULL;

      if (!settings_has_number (i))
        continue;
      if (option->kind == ADAIN_CHOICE)
        widget = gimp_procedure_dialog_get_widget (window, option->name, G_TYPE_NONE);
      else
        widget = gimp_procedure_dialog_get_scale_entry (window, option->name, 1.0);
      gtk_widget_set_hexpand (widget, TRUE);
      gtk_grid_attach (dialog->grid, widget, 0, dialog->rows++, 2, 1);
    }
}

static void
make_mask (Dialog *dialog)
{
  dialog->mask = gimp_drawable_combo_box_new (is_of_image, dialog->image, NULL);
  gimp_int_combo_box_prepend (GIMP_INT_COMBO_BOX (dialog->mask), GIMP_INT_STORE_VALUE, -1,
                              GIMP_INT_STORE_LABEL, "None", -1);
  gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (dialog->mask), -1);
  g_signal_connect (dialog->mask, "changed", G_CALLBACK (mask_changed), dialog);
}

static void
fill (Dialog *dialog, AdainGeglSession *session, GimpDrawable *drawable, AdainGeglGalleryEntry **gallery)
{
  GtkBox    *content = GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window)));
  GtkWidget *grid = gtk_grid_new ();

  dialog->grid = GTK_GRID (grid);
  gtk_grid_set_row_spacing (dialog->grid, 6);
  gtk_grid_set_column_spacing (dialog->grid, 6);
  gtk_container_set_border_width (GTK_CONTAINER (grid), 12);
  gtk_box_pack_start (content, grid, TRUE, TRUE, 0);
  gtk_grid_attach (dialog->grid, target_label (drawable), 0, dialog->rows++, 2, 1);

  style_chooser_make (&dialog->style, gallery, NULL, style_changed, dialog);
  style_chooser_make (&dialog->background, gallery, "Unchanged", style_changed, dialog);
  make_mask (dialog);
  add_row (dialog, "St_yle:", dialog->style.box, dialog->style.combo);
  add_options (dialog);
  add_row (dialog, "_Mask:", dialog->mask, dialog->mask);
  add_row (dialog, "Where it is _black:", dialog->background.box, dialog->background.combo);
  estimate_make (&dialog->estimate, session, drawable, &dialog->settings);
  add_row (dialog, "This takes:", dialog->estimate.label, NULL);
  gtk_widget_show_all (grid);
}

gboolean
dialog_run (GimpProcedure *procedure, GimpProcedureConfig *config, AdainGeglSession *session,
            GimpDrawable *drawable)
{
  AdainGeglGalleryEntry **gallery = adain_gegl_gallery (session);
  Dialog                  dialog = { .config = config };
  gboolean                confirmed;
  gulong                  handler;

  gimp_ui_init ("adain-stylize");
  dialog.image = gimp_item_get_image (GIMP_ITEM (drawable));
  dialog.window = gimp_procedure_dialog_new (procedure, config, "Style Transfer");
  settings_init (&dialog.settings);
  config_read (config, &dialog.settings);
  fill (&dialog, session, drawable, gallery);
  config_changed (&dialog);
  handler = g_signal_connect_swapped (config, "notify", G_CALLBACK (config_changed), &dialog);
  gtk_widget_grab_focus (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog.window), GTK_RESPONSE_OK));

  confirmed = gimp_procedure_dialog_run (GIMP_PROCEDURE_DIALOG (dialog.window));
  g_signal_handler_disconnect (config, handler);
  estimate_clear (&dialog.estimate);
  gtk_widget_destroy (dialog.window);
  style_chooser_clear (&dialog.style);
  style_chooser_clear (&dialog.background);
  settings_clear (&dialog.settings);
  adain_gegl_gallery_free (gallery);
  return confirmed;
}
