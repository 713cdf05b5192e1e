/* worker.c: the dialog's second thread. It touches only its own session, the buffers that it was given and
 * what the mutex guards, and no widget: what it has made goes to the main loop through a mailbox. */
#include "worker.h"
#include "answer.h"
#include "mailbox.h"
#include "paint.h"
#include "scene.h"

/* What worker_want() asks for. */
typedef struct
{
  int      number;
  Settings settings;
  Masks    masks;
} Wish;

struct _Worker
{
  WorkerListener    listener;
  AdainGeglSession *session; /* the thread's */
  GeglBuffer       *content, *scene;
  int               width, height;
  GThread          *thread;
  Mailbox           answers;
  gint              number; /* of the newest wish; atomic, because the thread looks at it while it computes */

  GMutex   mutex; /* guards what follows */
  GCond    wake;
  Wish    *wish;       /* or NULL */
  GQueue   thumbnails; /* styles */
  gboolean is_ending;
};

static void
wish_free (Wish *wish)
{
  if (wish == NULL)
    return;
  settings_clear (&wish->settings);
  masks_clear (&wish->masks);
  g_free (wish);
}

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

typedef struct
{
  Worker *worker;
  int     number;
} Watch;

static int32_t
is_given_up (void *user, double fraction)
{
  Watch *watch = user;

  (void) fraction;
  return g_atomic_int_get (&watch->worker->number) != watch->number;
}

static char *
take_message (GError **error)
{
  char *message = *error == NULL ? NULL : g_strdup ((*error)->message);

  g_clear_error (error);
  return message;
}

static void
make_preview (Worker *worker, const Wish *wish)
{
  AdainGeglJob job = wish->settings.job;
  Watch        watch = { worker, wish->number };
  GError      *error = NULL;
  guchar      *pixels;

  job.content = worker->content;
  job.options.progress = is_given_up;
  job.options.progress_user = &watch;
  pixels = paint (worker->session, &job, &wish->settings, &wish->masks, &error);
  if (pixels != NULL || error != NULL)
    hand_over (
      worker,
      (Answer) { .kind = PREVIEW, .number = wish->number, .pixels = pixels, .text = take_message (&error) });
}

/* The first one measures the machine. */
static void
make_estimate (Worker *worker, const Wish *wish)
{
  AdainGeglJob   job = wish->settings.job;
  adain_estimate found;
  char          *text;

  job.extent = *GEGL_RECTANGLE (0, 0, worker->width, worker->height);
  job.model = wish->settings.model;
  text = adain_gegl_estimate (worker->session, &job, &found, NULL) ? adain_gegl_estimate_text (&found)
                                                                   : g_strdup ("");
  hand_over (worker, (Answer) { .kind = ESTIMATE, .number = wish->number, .text = text });
}

/* Of the default model, whose styles the gallery's are. */
static void
make_thumbnail (Worker *worker, char *style)
{
  Settings settings;
  GError  *error = NULL;
  guchar  *pixels;

  settings_init (&settings);
  settings_replace_text (&settings.style, style);
  settings.job.content = worker->scene;
  pixels = paint (worker->session, &settings.job, &settings, NULL, &error);
  settings_clear (&settings);
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

      if (wish == NULL && style == NULL)
        {
          g_cond_wait (&worker->wake, &worker->mutex);
          continue;
        }
      g_mutex_unlock (&worker->mutex);
      if (wish != NULL)
        {
          make_preview (worker, wish);
          make_estimate (worker, wish);
          wish_free (wish);
        }
      else
        make_thumbnail (worker, style);
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
  worker->session = adain_gegl_session_new ();
  worker->content = g_object_ref (content);
  worker->scene = scene_render (THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
  worker->width = width;
  worker->height = height;
  g_mutex_init (&worker->mutex);
  g_cond_init (&worker->wake);
  worker->thread = g_thread_new ("adain preview", run, worker);
  return worker;
}

void
worker_free (Worker *worker)
{
  worker_cancel (worker);
  g_mutex_lock (&worker->mutex);
  worker->is_ending = TRUE;
  g_cond_signal (&worker->wake);
  g_mutex_unlock (&worker->mutex);
  g_thread_join (worker->thread);
  mailbox_clear (&worker->answers);
  g_queue_clear_full (&worker->thumbnails, g_free);
  g_mutex_clear (&worker->mutex);
  g_cond_clear (&worker->wake);
  g_object_unref (worker->content);
  g_object_unref (worker->scene);
  adain_gegl_session_free (worker->session);
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
worker_want (Worker *worker, const Settings *settings, const Masks *masks)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->number = g_atomic_int_add (&worker->number, 1) + 1;
  settings_copy (&wish->settings, settings);
  masks_copy (&wish->masks, masks);
  replace_wish (worker, wish);
}

void
worker_cancel (Worker *worker)
{
  g_atomic_int_inc (&worker->number);
  replace_wish (worker, NULL);
}

void
worker_want_thumbnail (Worker *worker, const char *style)
{
  g_mutex_lock (&worker->mutex);
  g_queue_push_tail (&worker->thumbnails, g_strdup (style));
  g_cond_signal (&worker->wake);
  g_mutex_unlock (&worker->mutex);
}
