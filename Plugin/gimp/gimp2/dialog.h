/* dialog.h: the window that asks for the settings. */
#ifndef ADAIN_GIMP_DIALOG_H
#define ADAIN_GIMP_DIALOG_H

#include "settings.h"

G_BEGIN_DECLS

/* Shows settings and changes them; FALSE when the user cancels. */
gboolean dialog_run (Settings *settings, AdainGeglSession *session, gint32 image, gint32 drawable);

G_END_DECLS

#endif
