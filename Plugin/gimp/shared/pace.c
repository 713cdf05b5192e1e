/* pace.c: one source of the main loop, and whether an answer is owed. */
#include "pace.h"

/* Milliseconds for which an answer is waited for after a change. */
#define PATIENCE 250

static gboolean
ask (gpointer user)
{
  Pace *pace = user;

  pace->due = 0;
  pace->is_owed = TRUE;
  pace->ask (pace->user);
  return G_SOURCE_REMOVE;
}

void
pace_init (Pace *pace, void (*ask_for) (gpointer user), gpointer user)
{
  *pace = (Pace) { .ask = ask_for, .user = user };
}

void
pace_clear (Pace *pace)
{
  if (pace->due != 0)
    g_source_remove (pace->due);
  pace->due = 0;
}

void
pace_change (Pace *pace)
{
  if (pace->due == 0)
    pace->due = pace->is_owed ? g_timeout_add (PATIENCE, ask, pace) : g_idle_add (ask, pace);
}

void
pace_answer (Pace *pace)
{
  pace->is_owed = FALSE;
  if (pace->due == 0)
    return;
  g_source_remove (pace->due);
  pace->due = g_idle_add (ask, pace);
}
