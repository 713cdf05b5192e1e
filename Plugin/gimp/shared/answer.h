/* answer.h: what the worker's thread hands over. */
#ifndef ADAIN_GIMP_ANSWER_H
#define ADAIN_GIMP_ANSWER_H

#include "worker.h"

G_BEGIN_DECLS

typedef struct
{
  enum
  {
    PREVIEW,
    ESTIMATE,
    THUMBNAIL
  } kind;
  int     number; /* of what worker_want() asked for */
  char   *style;  /* a thumbnail's */
  guchar *pixels; /* a preview's or a thumbnail's, or NULL */
  char   *text;   /* the estimate, or what went wrong */
} Answer;

/* Unless it is a preview or an estimate that is not the newest's. */
void answer_tell (Answer *answer, const WorkerListener *listener, int newest);
void answer_free (gpointer answer);

G_END_DECLS

#endif
