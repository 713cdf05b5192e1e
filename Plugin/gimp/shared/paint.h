/* paint.h: small pictures, stylised for the screen. */
#ifndef ADAIN_GIMP_PAINT_H
#define ADAIN_GIMP_PAINT_H

#include "masks.h"

G_BEGIN_DECLS

/* All of job's content with these settings and masks (NULL: none), as R'G'B'A bytes to be freed with
 * g_free(). NULL and an error, or NULL alone when job's progress callback has ended it. */
guchar *paint (AdainGeglSession *session, AdainGeglJob *job, const Settings *settings, const Masks *masks,
               GError **error);

G_END_DECLS

#endif
