/* pace.h: when the dialog's second thread is asked anew: at once while it owes nothing, and otherwise as soon
 * as it has shown something, so that a slider that moves on and on is followed as fast as the machine can. It
 * knows nothing of what is asked. */
#ifndef ADAIN_GIMP_PACE_H
#define ADAIN_GIMP_PACE_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  void (*ask) (gpointer user); /* called by the main loop when other events have been seen to */
  gpointer user;
  guint    due;     /* the source that will ask; 0: none will */
  gboolean is_owed; /* what was asked for has not been answered */
} Pace;

void pace_init (Pace *pace, void (*ask) (gpointer user), gpointer user);
void pace_clear (Pace *pace);

/* There is something new to ask for. What takes longer than a moment is not waited for. */
void pace_change (Pace *pace);
/* An answer has come, be it the first of several. */
void pace_answer (Pace *pace);

G_END_DECLS

#endif
