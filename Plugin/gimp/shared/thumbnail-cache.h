/* thumbnail-cache.h: thumbnails of styles in the user's cache folder, for the next dialog. */
#ifndef ADAIN_GIMP_THUMBNAIL_CACHE_H
#define ADAIN_GIMP_THUMBNAIL_CACHE_H

#include <glib.h>

G_BEGIN_DECLS

/* The file for what the model makes of this style, as both are now; NULL when there is no such style. Free
 * with g_free(). */
char *thumbnail_path (const char *style, const char *model);

/* R'G'B'A bytes of worker.h's size, to be freed with g_free(); NULL when there are none. */
guchar *thumbnail_load (const char *path);
/* All or nothing; where it cannot be written, it is made again next time. */
void thumbnail_save (const char *path, guchar *pixels);

G_END_DECLS

#endif
