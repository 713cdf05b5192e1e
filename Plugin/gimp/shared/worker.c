/* worker.c: the dialog's second thread. It touches only its own session, the buffers that it was given and
 * what the mutex guards, and no widget: what it has made goes to the main loop through a mailbox. */
#include "worker.h"
#include "answer.h"
#include "mailbox.h"
#include "paint.h"
#include "scene.h"
#include "thumbnail-cache.h"

/* What worker_want() asks for. */
typedef struct
{
  int      number;
  Settings settings;
  Masks    masks;
  Closeup  closeup; /* without content: the whole picture */
} Wish;

struct _Worker
{
  WorkerListener    listener;
  AdainGeglSession *session; /* the thread's */
  GeglBuffer       *content, *scene;
  adain_statistics *statistics;     /* the whole picture's, as statistics_key says */
  char             *statistics_key; /* or NULL */
  int               width, height;
  GThread          *thread;
  Mailbox           answers;
  gint              number; /* of the newest wish; atomic, because the thread looks at it while it computes */

  GMutex   mutex; /* guards what follows */
  GCond    wake;
  Wish    *wish;       /* or NULL */
  GQueue   thumbnails; /* styles */
  char    *model;      /* of thumbnails */
  gboolean is_ending;
};

static void
wish_free (Wish *wish)
{
  if (wish == NULL)
    return;
  settings_clear (&wish->settings);
  masks_clear (&wish->masks);
  closeup_clear (&wish->closeup);
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
hand_over_preview (Worker *worker, const Wish *wish, guchar *pixels, GError *error)
{
  if (pixels != NULL || error != NULL)
    hand_over (
      worker,
      (Answer) { .kind = PREVIEW, .number = wish->number, .pixels = pixels, .text = take_message (&error) });
}

/* Of content, the small picture or the whole one, in the masks' regions. NULL and an error, or NULL alone
 * when given up. */
static adain_statistics *
measure (Worker *worker, const Wish *wish, GeglBuffer *content, Watch *watch, GError **error)
{
  AdainGeglJob      job = wish->settings.job;
  adain_statistics *statistics = NULL;
  char            **styles = NULL;

  job.content = content;
  job.extent = *gegl_buffer_get_extent (content);
  job.options.progress = is_given_up;
  job.options.progress_user = watch;
  if (settings_texts (&wish->settings, &job, &styles, error))
    {
      masks_put (&wish->masks, &job);
      adain_gegl_measure (worker->session, &job, &statistics, error);
    }
  g_strfreev (styles);
  return statistics;
}

/* What else the statistics depend on than the picture. */
static char *
key_of_statistics (const Wish *wish)
{
  return g_strdup_printf ("%p|%s|%g", (void *) wish->closeup.whole, wish->settings.model,
                          wish->settings.job.options.stroke_size);
}

static void
paint_closeup (Worker *worker, const Wish *wish, const adain_statistics *statistics, Watch *watch)
{
  AdainGeglJob job = wish->settings.job;
  GError      *error = NULL;
  guchar      *pixels;

  closeup_put (&wish->closeup, &job, worker->width, worker->height);
  job.options.statistics = statistics;
  job.options.progress = is_given_up;
  job.options.progress_user = watch;
  pixels = paint (worker->session, &job, &wish->settings, &wish->closeup.masks, &error);
  hand_over_preview (worker, wish, pixels == NULL ? NULL : closeup_cut (&wish->closeup, pixels), error);
}

/* With the small picture's statistics first, which are there at once. */
static void
make_closeup (Worker *worker, const Wish *wish)
{
  Watch             watch = { worker, wish->number };
  char             *key = key_of_statistics (wish);
  adain_statistics *small;
  GError           *error = NULL;

  if (g_strcmp0 (key, worker->statistics_key) != 0)
    {
      small = measure (worker, wish, worker->content, &watch, &error);
      if (small != NULL)
        paint_closeup (worker, wish, small, &watch);
      else if (!g_error_matches (error, ADAIN_GEGL_ERROR, ADAIN_CANCELLED))
        hand_over_preview (worker, wish, NULL, g_steal_pointer (&error));
      adain_statistics_free (small);
      if (small != NULL && wish->closeup.whole != NULL)
        {
          adain_statistics_free (worker->statistics);
          worker->statistics = measure (worker, wish, wish->closeup.whole, &watch, &error);
          g_free (worker->statistics_key);
          worker->statistics_key = worker->statistics == NULL ? NULL : g_strdup (key);
        }
      g_clear_error (&error);
    }
  if (g_strcmp0 (key, worker->statistics_key) == 0)
    paint_closeup (worker, wish, worker->statistics, &watch);
  g_free (key);
}

static void
make_preview (Worker *worker, const Wish *wish)
{
  AdainGeglJob job = wish->settings.job;
  Watch        watch = { worker, wish->number };
  GError      *error = NULL;
  guchar      *pixels;

  if (wish->closeup.content != NULL)
    {
      make_closeup (worker, wish);
      return;
    }
  job.content = worker->content;
  job.options.progress = is_given_up;
  job.options.progress_user = &watch;
  pixels = paint (worker->session, &job, &wish->settings, &wish->masks, &error);
  hand_over_preview (worker, wish, pixels, error);
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

static guchar *
paint_thumbnail (Worker *worker, const char *style, const char *model, GError **error)
{
  Settings settings;
  guchar  *pixels;

  settings_init (&settings);
  settings_replace_text (&settings.style, style);
  settings_replace_text (&settings.model, model);
  if (worker->scene == NULL)
    worker->scene = scene_render (THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
  settings.job.content = worker->scene;
  pixels = paint (worker->session, &settings.job, &settings, NULL, error);
  settings_clear (&settings);
  return pixels;
}

/* From the last time, or anew. Takes both. */
static void
make_thumbnail (Worker *worker, char *style, char *model)
{
  char   *path = thumbnail_path (style, model);
  guchar *pixels = path == NULL ? NULL : thumbnail_load (path);
  GError *error = NULL;

  if (pixels == NULL)
    {
      pixels = paint_thumbnail (worker, style, model, &error);
      if (pixels != NULL && path != NULL)
        thumbnail_save (path, pixels);
    }
  g_free (path);
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
        {
          make_preview (worker, wish);
          make_estimate (worker, wish);
          wish_free (wish);
        }
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
  worker->session = adain_gegl_session_new ();
  worker->content = g_object_ref (content);
  worker->model = g_strdup ("");
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
  g_clear_object (&worker->scene);
  g_free (worker->model);
  g_free (worker->statistics_key);
  adain_statistics_free (worker->statistics);
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
worker_want (Worker *worker, const Settings *settings, const Masks *masks, const Closeup *closeup)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->number = g_atomic_int_add (&worker->number, 1) + 1;
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
