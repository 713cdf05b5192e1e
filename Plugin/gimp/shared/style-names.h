/* style-names.h: styles by the names that layers are given. */
#ifndef ADAIN_GIMP_STYLE_NAMES_H
#define ADAIN_GIMP_STYLE_NAMES_H

#include <glib.h>

G_BEGIN_DECLS

/* The gallery's or the user's style that a layer's name means, as settings have it: "Starry night #2" is
 * starry-night. A path of a file is itself. NULL and an error when it is none's. Free with g_free(). */
char *style_named (const char *name, GError **error);

G_END_DECLS

#endif
