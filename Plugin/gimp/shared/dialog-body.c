/* dialog-body.c: puts the parts of the dialog together and lets them know of each other. What is made by the
 * other thread is dialog-preview.c's. It changes no pixels of the image. */
#include "dialog-body.h"
#include "dialog-preview.h"
#include "fit.h"
#include "gtk-versions.h"
#include "mask-list.h"
#include "model-list.h"
#include "style-combo.h"
#include "style-search.h"

#include <adain-words.h>
#include <libgimpwidgets/gimpwidgets.h>

/* The background's style only counts with a mask, those of regions are their layers' names, and OK is for
 * what can be done. */
static void
update_sensitivity (DialogBody *body)
{
  gboolean ready = body->settings->style[0] != '\0', has_regions = body->settings->mask_from == MASK_GROUP;

  gtk_widget_set_sensitive (body->background, settings_have_mask (body->settings));
  gtk_widget_set_sensitive (body->style.box, !has_regions);
  mixture_set_sensitive (&body->mixture, !has_regions);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (body->window), GTK_RESPONSE_OK, ready);
  g_debug ("OK is %s", ready ? "ready" : "not ready");
}

static void
settings_changed (DialogBody *body)
{
  dialog_preview_update (body);
  update_sensitivity (body);
  if (body->changed != NULL && !body->is_showing)
    body->changed (body->user);
}

static void
option_changed (gpointer user)
{
  DialogBody *body = user;

  if (!body->is_showing)
    settings_changed (body);
}

static void
style_changed (gpointer user)
{
  DialogBody *body = user;

  if (body->is_showing)
    return;
  g_free (body->settings->style);
  body->settings->style = mixture_get (&body->mixture);
  g_debug ("style: %s", body->settings->style);
  settings_changed (body);
}

static void
background_changed (DialogBody *body)
{
  if (body->is_showing)
    return;
  g_free (body->settings->background_style);
  body->settings->background_style = style_combo_get (body->background);
  settings_changed (body);
}

static void
list_changed (DialogBody *body)
{
  int output = OUTPUT_IN_PLACE;

  if (body->is_showing)
    return;
  gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (body->output), &output);
  mask_list_get (body->mask, body->settings);
  body->settings->output = (Output) output;
  g_debug ("result into: %s", output_texts[output].name);
  g_debug ("mask from: %s", mask_from_texts[body->settings->mask_from].name);
  settings_changed (body);
}

static void
model_changed (gpointer user)
{
  DialogBody *body = user;

  g_free (body->settings->model);
  body->settings->model = model_list_get (body->model);
  worker_set_model (body->worker, body->settings->model);
  style_grid_renew (&body->style);
  if (!body->is_showing)
    settings_changed (body);
}

void
dialog_body_show (DialogBody *body)
{
  Settings *settings = body->settings;

  body->is_showing = TRUE;
  mixture_set (&body->mixture, settings->style);
  style_combo_set (body->background, &body->style, settings->background_style);
  option_rows_show (&body->options);
  mask_list_set (body->mask, settings);
  mask_list_get (body->mask, settings); /* what is not in the list any more is no mask */
  model_list_set (body->model, settings->model);
  gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (body->output), settings->output);
  settings_changed (body);
  body->is_showing = FALSE;
}

/* After Select > Save to Channel the new channel is the active one: what changes has to be seen. */
static GtkWidget *
target_label (HostDrawable drawable)
{
  char      *name = host_name (drawable);
  char      *text = g_strdup_printf (_ ("Changes the %s “%s”."), host_kind (drawable), name);
  GtkWidget *label = gtk_label_new (text);

  align_label (label);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  g_debug ("target: %s", text);
  g_free (text);
  g_free (name);
  return label;
}

static void
make_lists (DialogBody *body)
{
  body->output = g_object_new (GIMP_TYPE_INT_COMBO_BOX, NULL);
  for (int i = 0; i < OUTPUT_COUNT; i++)
    gimp_int_combo_box_append (GIMP_INT_COMBO_BOX (body->output), GIMP_INT_STORE_VALUE, i,
                               GIMP_INT_STORE_LABEL, _ (output_texts[i].text), -1);
  mask_list_complete (body->mask, body->drawable);
  gtk_widget_set_sensitive (body->output, host_is_layer (body->drawable));
  g_signal_connect_swapped (body->mask, "changed", G_CALLBACK (list_changed), body);
  g_signal_connect_swapped (body->output, "changed", G_CALLBACK (list_changed), body);
}

/* The language's letters and the digits may be of two fonts, and a line with both higher than one of either:
 * without room for it from the start the form would have to scroll once it is there. */
static GtkWidget *
estimate_label (void)
{
  GtkWidget   *label = gtk_label_new ("");
  char        *both = g_strconcat (_ ("This takes:"), " 0", NULL);
  PangoLayout *layout = gtk_widget_create_pango_layout (label, both);
  int          height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_widget_set_size_request (label, -1, height);
  align_label (label);
  g_object_unref (layout);
  g_free (both);
  return label;
}

static void
make_form (DialogBody *body, const char *taken)
{
  GString *letters = g_string_new (taken);

  /* Translators: the letters behind _ in the dialog's own labels and buttons; options get others. */
  g_string_append (letters, _ ("bfavmwigxylk"));
  form_make (&body->form);
  option_rows_make (&body->options, &body->form, letters, body->settings, option_changed, body);
  mixture_make (&body->mixture, &body->form, &body->style, style_changed, body);
  body->background = style_combo_new (&body->style);
  g_signal_connect_swapped (body->background, "changed", G_CALLBACK (background_changed), body);
  make_lists (body);
  form_add (&body->form, _ ("_Mask:"), body->mask, body->mask);
  form_add (&body->form, _ ("Else_where:"), body->background, body->background);
  form_add (&body->form, _ ("Result _into:"), body->output, body->output);
  body->model = model_list_new (model_changed, body);
  form_add (&body->form, _ ("Mode_l:"), body->model, body->model);
  body->estimate = estimate_label ();
  form_add (&body->form, _ ("This takes:"), body->estimate, NULL);
  g_string_free (letters, TRUE);
}

void
dialog_body_make (DialogBody *body, GtkWidget *window, AdainGeglSession *session, HostDrawable drawable,
                  GtkWidget *mask, const char *taken, Settings *settings)
{
  AdainGeglGalleryEntry **gallery = adain_gegl_gallery (session);
  StyleGridListener       listener = { style_changed, dialog_preview_want_thumbnail, body };
  GtkWidget *left = vertical_box_new (6), *area = gtk_dialog_get_content_area (GTK_DIALOG (window));

  *body = (DialogBody) { .settings = settings, .drawable = drawable, .window = window, .mask = mask };
  if (!host_is_layer (drawable))
    settings->output = OUTPUT_IN_PLACE;
  dialog_preview_make (body);
  style_grid_make (&body->style, gallery, &listener);
  style_search_listen (&body->style, window);
  adain_gegl_gallery_free (gallery);
  make_form (body, taken);

  gtk_box_pack_start (GTK_BOX (left), target_label (drawable), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (left), body->preview.box, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (left), body->style.box, TRUE, TRUE, 0);
  body->box = horizontal_box_new (18);
  /* GIMP 3's windows have that border already, for what GIMP puts beside ours as well. */
  gtk_container_set_border_width (GTK_CONTAINER (body->box),
                                  MAX (0, 12 - (int) gtk_container_get_border_width (GTK_CONTAINER (area))));
  gtk_box_pack_start (GTK_BOX (body->box), left, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (body->box), form_scroller (&body->form), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (area), body->box, TRUE, TRUE, 0);
  gtk_widget_show_all (body->box);
  fit_tell (window);
  dialog_body_show (body);
}

void
dialog_body_clear (DialogBody *body)
{
  /* The window is gone at once, and the thread at the end of its tile. */
  gdk_display_flush (gdk_display_get_default ());
  dialog_preview_clear (body);
  mixture_clear (&body->mixture);
  style_grid_clear (&body->style);
  form_clear (&body->form);
}
