/* wish.h: a preview that is asked for. Its answer is painter.c's. */
#ifndef ADAIN_GIMP_WISH_H
#define ADAIN_GIMP_WISH_H

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
/* The job is given up when the wish is. */
void wish_watch (const Wish *wish, AdainGeglJob *job);

G_END_DECLS

#endif
