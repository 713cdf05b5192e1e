/* dialog.h: the window that asks for the settings. */
#ifndef ADAIN_GIMP_DIALOG_H
#define ADAIN_GIMP_DIALOG_H

#include "settings.h"

G_BEGIN_DECLS

/* Shows config and changes it; FALSE when the user cancels. */
gboolean dialog_run (GimpProcedure *procedure, GimpProcedureConfig *config, AdainGeglSession *session,
                     GimpDrawable *drawable);

G_END_DECLS

#endif
