/* answer.c: from what the thread has made to who listens, in the main loop's thread. */
#include "answer.h"

void
answer_tell (Answer *answer, const WorkerListener *listener, int newest)
{
  if (answer->kind == THUMBNAIL)
    listener->thumbnail (listener->user, answer->style, g_steal_pointer (&answer->pixels), answer->text);
  else if (answer->number != newest)
    return;
  else if (answer->kind == PREVIEW)
    listener->preview (listener->user, g_steal_pointer (&answer->pixels), answer->text);
  else
    listener->estimate (listener->user, answer->text);
}

void
answer_free (gpointer message)
{
  Answer *answer = message;

  g_free (answer->style);
  g_free (answer->pixels);
  g_free (answer->text);
  g_free (answer);
}
