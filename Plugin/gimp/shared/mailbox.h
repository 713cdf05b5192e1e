/* mailbox.h: messages from a thread to the main loop. */
#ifndef ADAIN_GIMP_MAILBOX_H
#define ADAIN_GIMP_MAILBOX_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  void (*deliver) (gpointer user, gpointer message); /* called by the main loop, in order; takes message */
  gpointer       user;
  GDestroyNotify free_message;
  GMutex         mutex; /* guards what follows */
  GQueue         messages;
  guint          idle; /* the source that will deliver them; 0: none is due */
} Mailbox;

/* In the main loop's thread. */
void mailbox_init (Mailbox *mailbox, void (*deliver) (gpointer user, gpointer message), gpointer user,
                   GDestroyNotify free_message);
/* When no thread posts any more: what is not delivered yet never is. */
void mailbox_clear (Mailbox *mailbox);

/* From any thread. */
void mailbox_post (Mailbox *mailbox, gpointer message);

G_END_DECLS

#endif
