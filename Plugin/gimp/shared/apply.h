/* apply.h: the change of a drawable's pixels. */
#ifndef ADAIN_GIMP_APPLY_H
#define ADAIN_GIMP_APPLY_H

#include "settings.h"

G_BEGIN_DECLS

/* Stylises the selected part of drawable in one undo step. On failure nothing has changed. */
gboolean apply_to_drawable (AdainGeglSession *session, HostDrawable drawable, const Settings *settings,
                            GError **error);

G_END_DECLS

#endif
