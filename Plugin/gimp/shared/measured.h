/* measured.h: a picture's statistics for the preview at 1:1; those of the whole one are kept until something
 * else is to be measured. */
#ifndef ADAIN_GIMP_MEASURED_H
#define ADAIN_GIMP_MEASURED_H

#include "wish.h"

G_BEGIN_DECLS

typedef struct
{
  adain_statistics *statistics; /* or NULL */
  char             *key;        /* what they depend on */
  Masks             masks;      /* their regions, in the small picture */
} Measured;

void measured_clear (Measured *measured);

/* What the wish needs of the whole picture, or NULL when it has not been measured. */
const adain_statistics *measured_for (const Measured *measured, const Wish *wish);
/* Measures the whole picture of the wish's closeup, which is this large. Nothing when it is given up. */
void measured_make (Measured *measured, AdainGeglSession *session, const Wish *wish, int width, int height);

/* Of content in the masks' regions. NULL and an error, or NULL alone when given up. */
adain_statistics *measured_once (AdainGeglSession *session, const Wish *wish, GeglBuffer *content,
                                 const Masks *masks, GError **error);

G_END_DECLS

#endif
