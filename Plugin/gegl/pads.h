/* pads.h: what is connected to an operation's pads. */
#ifndef ADAIN_GEGL_PADS_H
#define ADAIN_GEGL_PADS_H

#include <gegl-plugin.h>

G_BEGIN_DECLS

/* FALSE and an error when the pad is connected to something that is empty, or to a load that failed. what:
 * how messages call what should be there. */
gboolean adain_check_pad (GeglOperation *operation, const gchar *pad, const gchar *what, GError **error);

G_END_DECLS

#endif
