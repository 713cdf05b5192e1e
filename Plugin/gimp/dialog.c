/* dialog.c: a plain window for the settings: what will change, style, strength, colours, mask and the style
 * where the mask is black; and what they will cost. It changes no pixels and shows no preview.
 * How a style is chosen is style-chooser.c's. */
#include "dialog.h"
#include "style-chooser.h"

#include <libgimp/gimpui.h>

typedef struct
{
  GtkWidget   *window;
  StyleChooser style, background;
  GtkObject   *strength;
  GtkWidget   *preserve_color, *mask;

  AdainGeglSession *session;
  AdainGeglJob      job; /* only what an estimate depends on */
  GtkWidget        *estimate;
  guint             idle; /* the source that will tell it; 0: nothing is due */
} Dialog;

static gboolean
is_of_image (gint32 image, gint32 drawable, gpointer wanted)
{
  (void) drawable;
  return image == GPOINTER_TO_INT (wanted);
}

/* The background's style only counts with a mask, and OK is for what can be done. */
static void
update_sensitivity (Dialog *dialog)
{
  int      mask = -1;
  gboolean ready;

  gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (dialog->mask), &mask);
  gtk_widget_set_sensitive (dialog->background.box, mask != -1);
  ready = style_chooser_is_complete (&dialog->style)
          && (mask == -1 || style_chooser_is_complete (&dialog->background));
  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog->window), GTK_RESPONSE_OK, ready);
  g_debug ("OK is %s", ready ? "ready" : "not ready");
}

static void
watch_style (Dialog *dialog, StyleChooser *chooser)
{
  g_signal_connect_swapped (chooser->combo, "changed", G_CALLBACK (update_sensitivity), dialog);
  g_signal_connect_swapped (chooser->file, "selection-changed", G_CALLBACK (update_sensitivity), dialog);
}

/* After Select > Save to Channel the new channel is the active one: what changes has to be seen. */
static GtkWidget *
target_label (gint32 drawable)
{
  char       *name = gimp_item_get_name (drawable), *text;
  const char *kind = gimp_item_is_layer_mask (drawable) ? "layer mask"
                     : gimp_item_is_channel (drawable)  ? "channel"
                                                        : "layer";
  GtkWidget  *label;

  text = g_strdup_printf ("Changes the %s \342\200\234%s\342\200\235.", kind, name);
  label = gtk_label_new (text);
  gtk_misc_set_alignment (GTK_MISC (label), 0.0, 0.5);
  gtk_misc_set_padding (GTK_MISC (label), 12, 6);
  gtk_widget_show (label);
  g_debug ("target: %s", text);
  g_free (text);
  g_free (name);
  return label;
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

/* Nothing where there is no estimate: OK will say why. */
static gboolean
tell_estimate (gpointer user)
{
  Dialog        *dialog = user;
  adain_estimate estimate;
  char          *text = NULL;

  dialog->idle = 0;
  dialog->job.options.strength = gtk_adjustment_get_value (GTK_ADJUSTMENT (dialog->strength));
  if (adain_gegl_estimate (dialog->session, &dialog->job, &estimate, NULL))
    text = adain_gegl_estimate_text (&estimate);
  gtk_label_set_text (GTK_LABEL (dialog->estimate), text == NULL ? "" : text);
  g_debug ("estimate: %s", gtk_label_get_text (GTK_LABEL (dialog->estimate)));
  g_free (text);
  return G_SOURCE_REMOVE;
}

/* Once everything else is done: the first estimate reads the model and measures the machine. */
static void
update_estimate (Dialog *dialog)
{
  if (dialog->idle == 0)
    dialog->idle = g_idle_add_full (G_PRIORITY_LOW, tell_estimate, dialog, NULL);
}

static void
make_estimate (Dialog *dialog, const Settings *settings, AdainGeglSession *session, gint32 drawable)
{
  dialog->session = session;
  dialog->idle = 0;
  dialog->job = settings->job;
  dialog->job.extent = *GEGL_RECTANGLE (0, 0, gimp_drawable_width (drawable),
                                        gimp_drawable_height (drawable));
  dialog->job.model = settings->model;
  dialog->estimate = gtk_label_new ("");
  gtk_misc_set_alignment (GTK_MISC (dialog->estimate), 0.0, 0.5);
  gtk_widget_show (dialog->estimate);
  g_signal_connect_swapped (dialog->strength, "value-changed", G_CALLBACK (update_estimate), dialog);
  update_estimate (dialog);
}

static GtkWidget *
make_table (Dialog *dialog, const Settings *settings, AdainGeglSession *session, gint32 image,
            gint32 drawable, AdainGeglGalleryEntry **gallery)
{
  GtkWidget *widget = gtk_table_new (6, 3, FALSE);
  GtkTable  *table = GTK_TABLE (widget);

  style_chooser_make (&dialog->style, gallery, NULL, settings->style);
  style_chooser_make (&dialog->background, gallery, "Unchanged", settings->background_style);
  make_combos (dialog, settings, image);
  watch_style (dialog, &dialog->style);
  watch_style (dialog, &dialog->background);
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
  make_estimate (dialog, settings, session, drawable);
  gimp_table_attach_aligned (table, 0, 5, "This takes:", 0.0, 0.5, dialog->estimate, 2, FALSE);
  gtk_widget_show (widget);
  return widget;
}

gboolean
dialog_run (Settings *settings, AdainGeglSession *session, gint32 image, gint32 drawable,
            AdainGeglGalleryEntry **gallery)
{
  Dialog     dialog;
  GtkWidget *window;
  GtkBox    *content;
  gboolean   confirmed;

  gimp_ui_init ("adain-stylize", FALSE);
  window = gimp_dialog_new ("Style Transfer", "adain-stylize", NULL, 0, NULL, NULL, GTK_STOCK_CANCEL,
                            GTK_RESPONSE_CANCEL, GTK_STOCK_OK, GTK_RESPONSE_OK, NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (window));
  dialog.window = window;
  content = GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window)));
  gtk_box_pack_start (content, target_label (drawable), FALSE, FALSE, 0);
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
  if (dialog.idle != 0)
    g_source_remove (dialog.idle);
  gtk_widget_destroy (window);
  return confirmed;
}
