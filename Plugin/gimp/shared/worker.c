/* worker.c: the dialog's second thread. It touches only its own session, the buffers that it was given and
 * what the mutex guards, and no widget: what it has made goes to the main loop through a mailbox. */
#include "worker.h"
#include "answer.h"
#include "mailbox.h"
#include "painter.h"

struct _Worker
{
  WorkerListener listener;
  Painter        painter; /* the thread's */
  GThread       *thread;  /* NULL until it starts */
  Mailbox        answers;
  gint           number; /* of the newest wish; atomic, because the thread looks at it while it computes */

  GMutex   mutex; /* guards what follows */
  GCond    wake;
  Wish    *wish;       /* or NULL */
  GQueue   thumbnails; /* styles */
  char    *model;      /* of thumbnails */
  gboolean is_ending;
};

static void
tell (gpointer user, gpointer message)
{
  Worker *worker = user;

  answer_tell (message, &worker->listener, g_atomic_int_get (&worker->number));
  answer_free (message);
}

static void
hand_over (Worker *worker, Answer answer)
{
  mailbox_post (&worker->answers, g_memdup2 (&answer, sizeof answer));
}

static int32_t
is_given_up (void *user, double fraction)
{
  const Wish *wish = user;
  Worker     *worker = wish->user;

  (void) fraction;
  return g_atomic_int_get (&worker->number) != wish->number;
}

static char *
take_message (GError **error)
{
  char *message = *error == NULL ? NULL : g_strdup ((*error)->message);

  g_clear_error (error);
  return message;
}

static void
hand_over_preview (gpointer user, int number, guchar *pixels, GError *error)
{
  hand_over (user,
             (Answer) { .kind = PREVIEW, .number = number, .pixels = pixels, .text = take_message (&error) });
}

static void
fulfil (Worker *worker, Wish *wish)
{
  painter_preview (&worker->painter, wish);
  hand_over (
    worker,
    (Answer) { .kind = ESTIMATE, .number = wish->number, .text = painter_estimate (&worker->painter, wish) });
  wish_free (wish);
}

/* Takes both. */
static void
make_thumbnail (Worker *worker, char *style, char *model)
{
  GError *error = NULL;
  guchar *pixels = painter_thumbnail (&worker->painter, style, model, &error);

  g_free (model);
  hand_over (worker,
             (Answer) { .kind = THUMBNAIL, .style = style, .pixels = pixels, .text = take_message (&error) });
}

static gpointer
run (gpointer user)
{
  Worker *worker = user;

  g_mutex_lock (&worker->mutex);
  while (!worker->is_ending)
    {
      Wish *wish = g_steal_pointer (&worker->wish);
      char *style = wish == NULL ? g_queue_pop_head (&worker->thumbnails) : NULL;
      char *model = style == NULL ? NULL : g_strdup (worker->model);

      if (wish == NULL && style == NULL)
        {
          g_cond_wait (&worker->wake, &worker->mutex);
          continue;
        }
      g_mutex_unlock (&worker->mutex);
      if (wish != NULL)
        fulfil (worker, wish);
      else
        make_thumbnail (worker, style, model);
      g_mutex_lock (&worker->mutex);
    }
  g_mutex_unlock (&worker->mutex);
  return NULL;
}

Worker *
worker_new (GeglBuffer *content, int width, int height, const WorkerListener *listener)
{
  Worker *worker = g_new0 (Worker, 1);

  worker->listener = *listener;
  mailbox_init (&worker->answers, tell, worker, answer_free);
  painter_init (&worker->painter, content, width, height);
  worker->model = g_strdup ("");
  g_mutex_init (&worker->mutex);
  g_cond_init (&worker->wake);
  return worker;
}

void
worker_start (Worker *worker)
{
  worker->thread = g_thread_new ("adain preview", run, worker);
}

void
worker_free (Worker *worker)
{
  worker_cancel (worker);
  g_mutex_lock (&worker->mutex);
  worker->is_ending = TRUE;
  g_cond_signal (&worker->wake);
  g_mutex_unlock (&worker->mutex);
  if (worker->thread != NULL)
    g_thread_join (worker->thread);
  mailbox_clear (&worker->answers);
  g_queue_clear_full (&worker->thumbnails, g_free);
  g_mutex_clear (&worker->mutex);
  g_cond_clear (&worker->wake);
  g_free (worker->model);
  painter_clear (&worker->painter);
  g_free (worker);
}

/* wish may be NULL. */
static void
replace_wish (Worker *worker, Wish *wish)
{
  Wish *before;

  g_mutex_lock (&worker->mutex);
  before = worker->wish;
  worker->wish = wish;
  g_cond_signal (&worker->wake);
  g_mutex_unlock (&worker->mutex);
  wish_free (before);
}

void
worker_want (Worker *worker, const Settings *settings, const Masks *masks, const Closeup *closeup)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->number = g_atomic_int_add (&worker->number, 1) + 1;
  wish->is_given_up = is_given_up;
  wish->show = hand_over_preview;
  wish->user = worker;
  settings_copy (&wish->settings, settings);
  masks_copy (&wish->masks, masks);
  closeup_copy (&wish->closeup, closeup);
  replace_wish (worker, wish);
}

void
worker_cancel (Worker *worker)
{
  g_atomic_int_inc (&worker->number);
  replace_wish (worker, NULL);
}

void
worker_set_model (Worker *worker, const char *model)
{
  g_mutex_lock (&worker->mutex);
  g_queue_clear_full (&worker->thumbnails, g_free);
  g_free (worker->model);
  worker->model = g_strdup (model);
  g_mutex_unlock (&worker->mutex);
}

void
worker_want_thumbnail (Worker *worker, const char *style)
{
  g_mutex_lock (&worker->mutex);
  g_queue_push_tail (&worker->thumbnails, g_strdup (style));
  g_cond_signal (&worker->wake);
  g_mutex_unlock (&worker->mutex);
}
