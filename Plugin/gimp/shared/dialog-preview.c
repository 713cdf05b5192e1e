/* dialog-preview.c: what of the dialog the other thread makes: it is asked a moment after a change, with what
 * GIMP has made small, and its answers are shown. */
#include "dialog-preview.h"
#include "small-picture.h"

#define PREVIEW_SIDE 400
/* Milliseconds without another change after which a preview is worth making. */
#define DEBOUNCE 150

static GeglBuffer *
read_mask (HostDrawable mask, gpointer user)
{
  DialogBody *body = user;

  return small_picture (mask, body->drawable, gegl_buffer_get_width (body->small),
                        gegl_buffer_get_height (body->small));
}

/* Asked of GIMP once for each mask. */
static gboolean
find_masks (DialogBody *body, GError **error)
{
  const Settings *settings = body->settings;
  MaskReader      reader = { read_mask, body, gegl_buffer_get_width (body->small),
                             gegl_buffer_get_height (body->small) };

  if (settings->mask_from == body->masks_from && settings->mask == body->masks_of)
    return TRUE;
  masks_clear (&body->masks);
  body->masks_from = MASK_FROM_COUNT;
  if (!masks_find (&body->masks, settings, body->drawable, &reader, error))
    return FALSE;
  body->masks_from = settings->mask_from;
  body->masks_of = settings->mask;
  return TRUE;
}

static gboolean
ask_for_preview (gpointer user)
{
  DialogBody *body = user;
  Settings    asked = *body->settings;
  GError     *error = NULL;

  body->due = 0;
  /* As OK will: without a mask there is no background. */
  if (!settings_have_mask (body->settings))
    asked.background_style = (char *) "";
  if (find_masks (body, &error))
    worker_want (body->worker, &asked, &body->masks);
  else
    preview_show (&body->preview, NULL, error->message);
  g_clear_error (&error);
  return G_SOURCE_REMOVE;
}

void
dialog_preview_update (DialogBody *body)
{
  worker_cancel (body->worker);
  if (body->due != 0)
    g_source_remove (body->due);
  body->due = g_timeout_add (DEBOUNCE, ask_for_preview, body);
}

static void
show_preview (gpointer user, guchar *pixels, const char *problem)
{
  DialogBody *body = user;

  if (pixels != NULL && body->selection != NULL && body->settings->mask_from != MASK_SELECTION)
    small_keep_unselected (pixels, gdk_pixbuf_get_pixels (body->preview.before), body->selection);
  preview_show (&body->preview, pixels, problem);
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
}

void
dialog_preview_want_thumbnail (gpointer user, const char *style)
{
  DialogBody *body = user;

  worker_want_thumbnail (body->worker, style);
}

void
dialog_preview_make (DialogBody *body)
{
  WorkerListener listener = { show_preview, show_estimate, show_thumbnail, body };
  HostDrawable   selection = host_selection (body->drawable);
  int            width, height, small_width, small_height;

  host_size (body->drawable, &width, &height);
  small_size (width, height, PREVIEW_SIDE, &small_width, &small_height);
  body->small = small_picture (body->drawable, body->drawable, small_width, small_height);
  if (body->small == NULL)
    body->small = gegl_buffer_new (GEGL_RECTANGLE (0, 0, small_width, small_height),
                                   babl_format ("R'G'B'A u8"));
  if (selection != HOST_NO_DRAWABLE)
    body->selection = small_picture (selection, body->drawable, small_width, small_height);
  preview_make (&body->preview, small_pixels (body->small), small_width, small_height);
  body->worker = worker_new (body->small, width, height, &listener);
}

void
dialog_preview_clear (DialogBody *body)
{
  if (body->due != 0)
    g_source_remove (body->due);
  worker_free (body->worker);
  preview_clear (&body->preview);
  g_clear_object (&body->small);
  g_clear_object (&body->selection);
  masks_clear (&body->masks);
}
