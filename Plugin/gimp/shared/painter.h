/* painter.h: what the dialog's second thread computes. Everything here is that thread's. */
#ifndef ADAIN_GIMP_PAINTER_H
#define ADAIN_GIMP_PAINTER_H

#include "closeup.h"

G_BEGIN_DECLS

/* A preview that is asked for, and who asks. */
typedef struct
{
  int      number;
  Settings settings;
  Masks    masks;
  Closeup  closeup; /* without content: the whole picture */
  /* Not 0: give it up. */
  int32_t (*is_given_up) (void *wish, double fraction);
  /* Takes pixels, or the error where they are NULL. */
  void (*show) (gpointer user, int number, guchar *pixels, GError *error);
  gpointer user;
} Wish;

void wish_free (Wish *wish); /* NULL is allowed */

typedef struct
{
  AdainGeglSession *session;
  GeglBuffer       *content;        /* the whole picture, made small */
  GeglBuffer       *quick;          /* half of it along each side; NULL before the first */
  GeglBuffer       *scene;          /* of thumbnails; NULL before the first */
  adain_statistics *statistics;     /* the whole picture's, as statistics_key says */
  char             *statistics_key; /* or NULL */
  Masks             measured;       /* the regions of statistics: those of the small picture */
  int               width, height;  /* of the whole picture */
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
