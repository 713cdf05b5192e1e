/* wish.c: the record of what is asked for, for threads. */
#include "wish.h"

void
wish_free (Wish *wish)
{
  if (wish == NULL)
    return;
  settings_clear (&wish->settings);
  masks_clear (&wish->masks);
  closeup_clear (&wish->closeup);
  g_free (wish);
}

void
wish_watch (const Wish *wish, AdainGeglJob *job)
{
  job->options.progress = wish->is_given_up;
  job->options.progress_user = (void *) wish;
}
