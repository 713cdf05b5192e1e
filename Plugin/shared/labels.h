/* labels.h: a picture whose colours name parts of another one. */
#ifndef ADAIN_GEGL_LABELS_H
#define ADAIN_GEGL_LABELS_H

#include "adain-gegl.h"

G_BEGIN_DECLS

typedef struct
{
  char  *style; /* "": that of the rest */
  guint8 color[3];
} AdainGeglLabel;

/* An empty array of labels; freed with g_array_unref(). */
GArray *labels_new (void);
/* Adds the labels of a list of "#RRGGBB:STYLE", or of NULL. FALSE when one is none, or a colour comes
 * twice. */
gboolean labels_parse (GArray *labels, char **texts, GError **error);
/* A text that tells the label of this number among these from others; free with g_free(). */
char *labels_division (const GArray *labels, guint number);

/* For each pixel of an image the number of the label whose colour is nearest, and the pixel's alpha. */
GeglBuffer *labels_nearest (const GArray *labels, GeglBuffer *image);
/* Where the label of this number is the nearest, as far as the image is opaque there. */
GeglBuffer *labels_mask (GeglBuffer *nearest, guint number);

G_END_DECLS

#endif
