/* own-styles.h: the user's own styles: pictures and saved styles in a folder of the user's. */
#ifndef ADAIN_GIMP_OWN_STYLES_H
#define ADAIN_GIMP_OWN_STYLES_H

#include <gegl.h>

G_BEGIN_DECLS

/* Paths, sorted; freed with g_strfreev(). Never NULL. */
char **own_styles_list (void);
/* Copies the file into the folder; its path there, to be freed with g_free(), or NULL and an error. */
char *own_styles_add (const char *path, GError **error);
/* Likewise a picture of this name, as a PNG file. May be called by any thread. */
char *own_styles_add_picture (GeglBuffer *picture, const char *name, GError **error);
/* Deletes it there. */
gboolean own_styles_remove (const char *path, GError **error);
/* Whether it lies in that folder. */
gboolean own_styles_has (const char *path);

G_END_DECLS

#endif
