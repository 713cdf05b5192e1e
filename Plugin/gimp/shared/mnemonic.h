/* mnemonic.h: letters that give the keys to a widget. */
#ifndef ADAIN_GIMP_MNEMONIC_H
#define ADAIN_GIMP_MNEMONIC_H

#include <glib.h>

G_BEGIN_DECLS

/* label with an underscore before its first letter that is not taken, which is then; without one when all
 * are. A label without such letters gets one behind it, in brackets. Free with g_free(). */
char *label_with_mnemonic (const char *label, GString *taken);

G_END_DECLS

#endif
