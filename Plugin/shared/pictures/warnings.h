/* warnings.h: what GEGL's loaders and savers say through GLib while they work; it may be their only sign of
 * failure. None of it is printed meanwhile.
 */
#ifndef ADAIN_GEGL_WARNINGS_H
#define ADAIN_GEGL_WARNINGS_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint    handler, core_handler;
  GString *text; /* the first warning; "" when all was quiet */
} AdainGeglWarnings;

void adain_gegl_warnings_begin (AdainGeglWarnings *warnings);
void adain_gegl_warnings_end (AdainGeglWarnings *warnings);

G_END_DECLS

#endif
