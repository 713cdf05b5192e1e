/* masks.h: what the setting of the mask is in an image: one picture, or a picture for each layer of a group,
 * with the style that the layer is named by. */
#ifndef ADAIN_GIMP_MASKS_H
#define ADAIN_GIMP_MASKS_H

#include "settings.h"

G_BEGIN_DECLS

typedef struct
{
  GeglBuffer *mask;     /* or NULL */
  GPtrArray  *parts;    /* GeglBuffers and a NULL at the end, or NULL: no regions */
  GPtrArray  *styles;   /* of the parts: gallery names and paths, and a NULL at the end */
  gboolean    is_group; /* the settings' styles are not used then, but that of the background */
  /* Of what the settings say they were found, for masks_update(); a copy does not know. */
  gboolean     is_found;
  MaskFrom     from;
  HostDrawable of;
} Masks;

/* Who reads pixels, whole or made small: width and height are those of the picture that is stylised. */
typedef struct
{
  /* What of the drawable lies in that picture's place; NULL where GIMP has no pixels of it. */
  GeglBuffer *(*read) (HostDrawable drawable, gpointer user);
  gpointer user;
  int      width, height;
} MaskReader;

/* In the image of drawable, which is stylised. FALSE when there is no such mask, or a layer's name is no
 * style's. */
gboolean masks_find (Masks *masks, const Settings *settings, HostDrawable drawable, const MaskReader *reader,
                     GError **error);
/* The same for masks that may have been found before: nothing is read where the settings still say the same
 * mask. After FALSE there are none. */
gboolean masks_update (Masks *masks, const Settings *settings, HostDrawable drawable,
                       const MaskReader *reader, GError **error);
void     masks_copy (Masks *masks, const Masks *from); /* from may be NULL: no mask */
void     masks_clear (Masks *masks);
/* For masks' parts, of which the last is NULL. */
GPtrArray *masks_parts_new (void);
/* The masks of a picture of another size. FALSE: resized is empty. */
gboolean masks_resize (Masks *resized, const Masks *from, AdainGeglSession *session, int width, int height,
                       GError **error);

/* Into job, which borrows them; after settings_texts(). */
void masks_put (const Masks *masks, AdainGeglJob *job);

G_END_DECLS

#endif
