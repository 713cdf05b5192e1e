/* pace.c: when the dialog's second thread is asked, by a main loop that never waits. Prints a line a case;
 * ./run builds it with the address sanitizer. */
#include "pace.h"
#include "testing.h"

static void
count (gpointer user)
{
  ++*(int *) user;
}

/* What is due now, and nothing that is due later. */
static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (void)
{
  Pace pace;
  int  asked = 0;

  pace_init (&pace, count, &asked);
  pace_change (&pace);
  pace_change (&pace);
  check ("not before other events", asked == 0);
  drain ();
  check ("a change is asked for at once, and two together", asked == 1);
  for (int i = 0; i < 60; i++)
    {
      pace_change (&pace);
      drain ();
    }
  check ("what is owed is waited for", asked == 1);
  pace_answer (&pace);
  drain ();
  check ("and the newest asked for when it has come", asked == 2);
  pace_answer (&pace);
  drain ();
  check ("nothing is asked for without a change", asked == 2);
  pace_change (&pace);
  drain ();
  pace_change (&pace);
  while (asked < 4)
    g_main_context_iteration (NULL, TRUE);
  check ("an answer that does not come is not waited for in vain", asked == 4);
  pace_change (&pace);
  pace_clear (&pace);
  pace_answer (&pace);
  drain ();
  check ("nothing is asked for after the end", asked == 4);
  return failures != 0;
}
