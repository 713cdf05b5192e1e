/* dialog-preview.c: what of the dialog the other thread makes: it is asked after a change (pace.c says when),
 * with what GIMP has made small, and its answers are shown. */
#include "dialog-preview.h"
#include "dialog-zoom.h"
#include "gtk-versions.h"
#include "picture.h"
#include "small-picture.h"

/* As widget_length() takes it: the longer side of what is shown of the picture. */
#define PREVIEW_SIDE 400

static GeglBuffer *
read_mask (HostDrawable mask, gpointer user)
{
  DialogBody *body = user;

  return small_picture (mask, body->drawable, gegl_buffer_get_width (body->small),
                        gegl_buffer_get_height (body->small));
}

static void
ask_for_preview (gpointer user)
{
  DialogBody    *body = user;
  Settings       asked = *body->settings;
  MaskReader     reader = { read_mask, body, gegl_buffer_get_width (body->small),
                            gegl_buffer_get_height (body->small) };
  const Closeup *closeup = NULL;
  GError        *error = NULL;

  /* As OK will: without a mask there is no background. */
  if (!settings_have_mask (body->settings))
    asked.background_style = (char *) "";
  if (masks_update (&body->masks, body->settings, body->drawable, &reader, &error)
      && (!body->zoom.is_on || (closeup = zoom_closeup (&body->zoom, body->settings, &error)) != NULL))
    worker_want (body->worker, &asked, &body->masks, closeup);
  else
    preview_show (&body->preview, NULL, error->message);
  g_clear_error (&error);
}

void
dialog_preview_update (DialogBody *body)
{
  g_debug ("preview: to change");
  pace_change (&body->pace);
}

static void
show_preview (gpointer user, guchar *pixels, const char *problem)
{
  DialogBody *body = user;

  if (pixels != NULL && body->selection != NULL && body->settings->mask_from != MASK_SELECTION)
    small_keep_unselected (pixels, gdk_pixbuf_get_pixels (body->preview.before),
                           body->zoom.is_on ? body->zoom_selection : body->selection);
  preview_show (&body->preview, pixels, problem);
  pace_answer (&body->pace);
}

/* The whole picture's statistics can be found now. */
static void
pixels_complete (gpointer user)
{
  if (((DialogBody *) user)->zoom.is_on)
    dialog_preview_update (user);
}

static void
show_estimate (gpointer user, const char *text)
{
  DialogBody *body = user;

  gtk_label_set_text (GTK_LABEL (body->estimate), text);
  g_debug ("estimate: %s", text);
}

static void
show_thumbnail (gpointer user, const char *style, guchar *pixels, const char *problem)
{
  DialogBody *body = user;

  style_grid_set_thumbnail (&body->style, style, pixels, problem);
  mixture_update_pad (&body->mixture);
}

void
dialog_preview_want_thumbnail (gpointer user, const char *style)
{
  worker_want_thumbnail (((DialogBody *) user)->worker, style);
}

static gboolean
start_worker (gpointer worker)
{
  worker_start (worker);
  return G_SOURCE_REMOVE;
}

/* The other thread would compete with the first drawing of the window for the processors, and only then is it
 * of use: it starts when that is done. */
static void
preview_drawn (gpointer user)
{
  DialogBody *body = user;

  if (body->is_drawn)
    return;
  body->is_drawn = TRUE;
  g_debug ("dialog: drawn");
  g_idle_add (start_worker, body->worker);
}

void
dialog_preview_make (DialogBody *body)
{
  PreviewListener clicks = { dialog_zoom_toggled, dialog_zoom_picked, dialog_zoom_moved, preview_drawn,
                             body };
  WorkerListener  listener = { show_preview, show_estimate, show_thumbnail, body };
  HostDrawable    selection = host_selection (body->drawable);
  int             width, height, small_width, small_height, scale = screen_scale (body->window);

  pace_init (&body->pace, ask_for_preview, body);
  host_size (body->drawable, &width, &height);
  picture_size (width, height, scale * widget_length (body->window, PREVIEW_SIDE), &small_width,
                &small_height);
  body->small = small_picture (body->drawable, body->drawable, small_width, small_height);
  if (body->small == NULL)
    body->small = gegl_buffer_new (GEGL_RECTANGLE (0, 0, small_width, small_height),
                                   babl_format ("R'G'B'A u8"));
  if (selection != HOST_NO_DRAWABLE)
    body->selection = small_picture (selection, body->drawable, small_width, small_height);
  zoom_make (&body->zoom, body->drawable, pixels_complete, body);
  preview_make (&body->preview, small_pixels (body->small), small_width, small_height, scale, &clicks);
  g_signal_connect (body->window, "key-press-event", G_CALLBACK (dialog_zoom_key_pressed), body);
  body->worker = worker_new (body->small, width, height, &listener);
}

void
dialog_preview_clear (DialogBody *body)
{
  pace_clear (&body->pace);
  g_idle_remove_by_data (body->worker);
  worker_free (body->worker);
  zoom_clear (&body->zoom);
  g_clear_object (&body->zoom_selection);
  preview_clear (&body->preview);
  g_clear_object (&body->small);
  g_clear_object (&body->selection);
  masks_clear (&body->masks);
}
