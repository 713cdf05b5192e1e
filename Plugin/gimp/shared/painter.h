/* painter.h: what the dialog's second thread computes. Everything here is that thread's. */
#ifndef ADAIN_GIMP_PAINTER_H
#define ADAIN_GIMP_PAINTER_H

#include "measured.h"

G_BEGIN_DECLS

typedef struct
{
  AdainGeglSession *session;
  GeglBuffer       *content;       /* the whole picture, made small */
  GeglBuffer       *quick;         /* smaller still; NULL before the first */
  GeglBuffer       *scene;         /* of thumbnails; NULL before the first */
  Measured          measured;      /* the whole picture's statistics */
  int               width, height; /* of the whole picture */
} Painter;

void painter_init (Painter *painter, GeglBuffer *content, int width, int height);
void painter_clear (Painter *painter);

/* Shows a preview. One without masks is shown twice where the small picture is not tiny: coarse at once, and
 * fine; one of a part, too: as the small picture's statistics make it, and as the whole one's. */
void painter_preview (Painter *painter, const Wish *wish);
/* "": there is none. The first one measures the machine. */
char *painter_estimate (Painter *painter, const Wish *wish);
/* From the last time, or anew. */
guchar *painter_thumbnail (Painter *painter, const char *style, const char *model, GError **error);

G_END_DECLS

#endif
