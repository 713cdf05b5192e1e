/* mailbox.c: a queue that an idle source of the main loop empties, one message at a time, because each may
 * take a while and other events wait meanwhile. */
#include "mailbox.h"

static gboolean
deliver_next (gpointer user)
{
  Mailbox *mailbox = user;
  gpointer message;

  g_mutex_lock (&mailbox->mutex);
  message = g_queue_pop_head (&mailbox->messages);
  if (message == NULL)
    mailbox->idle = 0;
  g_mutex_unlock (&mailbox->mutex);
  if (message == NULL)
    return G_SOURCE_REMOVE;
  mailbox->deliver (mailbox->user, message);
  return G_SOURCE_CONTINUE;
}

void
mailbox_post (Mailbox *mailbox, gpointer message)
{
  g_mutex_lock (&mailbox->mutex);
  g_queue_push_tail (&mailbox->messages, message);
  if (mailbox->idle == 0)
    mailbox->idle = g_idle_add (deliver_next, mailbox);
  g_mutex_unlock (&mailbox->mutex);
}

void
mailbox_init (Mailbox *mailbox, void (*deliver) (gpointer user, gpointer message), gpointer user,
              GDestroyNotify free_message)
{
  *mailbox = (Mailbox) { .deliver = deliver, .user = user, .free_message = free_message };
  g_mutex_init (&mailbox->mutex);
  g_queue_init (&mailbox->messages);
}

void
mailbox_clear (Mailbox *mailbox)
{
  if (mailbox->idle != 0)
    g_source_remove (mailbox->idle);
  g_queue_clear_full (&mailbox->messages, mailbox->free_message);
  g_mutex_clear (&mailbox->mutex);
}
