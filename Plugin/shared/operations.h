/* operations.h: GEGL's operations, loaded when one is needed: some kinds of files are read and written by
 * them, and loading all takes a program longer than a small picture. */
#ifndef ADAIN_GEGL_OPERATIONS_H
#define ADAIN_GEGL_OPERATIONS_H

#include <glib.h>

G_BEGIN_DECLS

/* Whether GEGL has the operation; loads the file of its name if it does not know it yet. */
gboolean adain_gegl_has_operation (const char *name);

G_END_DECLS

#endif
