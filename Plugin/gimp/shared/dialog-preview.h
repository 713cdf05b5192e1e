/* dialog-preview.h: preview, estimate and thumbnails within the dialog, for dialog-body.c. */
#ifndef ADAIN_GIMP_DIALOG_PREVIEW_H
#define ADAIN_GIMP_DIALOG_PREVIEW_H

#include "dialog-body.h"

G_BEGIN_DECLS

/* For body's drawable; makes its preview and starts its worker. */
void dialog_preview_make (DialogBody *body);
void dialog_preview_clear (DialogBody *body);

/* Settings have changed: in a moment what is being made is given up, and asked for anew. */
void dialog_preview_update (DialogBody *body);
/* For the grid: user is the body. */
void dialog_preview_want_thumbnail (gpointer user, const char *style);

G_END_DECLS

#endif
