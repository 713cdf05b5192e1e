/* dialog-body.h: what the dialog shows in both GIMPs: preview, styles and settings. The window around it, and
 * how settings are remembered, are each GIMP's. */
#ifndef ADAIN_GIMP_DIALOG_BODY_H
#define ADAIN_GIMP_DIALOG_BODY_H

#include "form.h"
#include "mixture.h"
#include "option-rows.h"
#include "pace.h"
#include "preview.h"
#include "style-grid.h"
#include "worker.h"
#include "zoom.h"

G_BEGIN_DECLS

typedef struct
{
  Settings    *settings; /* what is shown, and what the user changes */
  HostDrawable drawable;
  GtkWidget   *window, *box, *mask, *background, *output, *model, *estimate;
  Form         form;
  OptionRows   options;
  StyleGrid    style;
  Mixture      mixture;
  Preview      preview;
  Worker      *worker;
  GeglBuffer  *small, *selection; /* the preview's size; selection is NULL without one */
  Masks        masks;             /* the preview's */
  Zoom         zoom;
  GeglBuffer  *zoom_selection; /* as selection, of what is shown at 1:1 */
  Pace         pace;
  gboolean     is_drawn;   /* the window has been, for the first time */
  gboolean     is_showing; /* dialog_body_show() is at work: widgets then tell nothing */
  void (*changed) (gpointer user);
  gpointer user;
} DialogBody;

/* Puts it into the dialog window. mask: GIMP's list of the image's drawables. taken: letters that are the
 * window's mnemonics. changed: the user has changed settings; may be NULL. */
void dialog_body_make (DialogBody *body, GtkWidget *window, AdainGeglSession *session, HostDrawable drawable,
                       GtkWidget *mask, const char *taken, Settings *settings);
/* Ends its thread; to be called when the window has been destroyed. */
void dialog_body_clear (DialogBody *body);

/* Shows what settings have now. */
void dialog_body_show (DialogBody *body);

G_END_DECLS

#endif
