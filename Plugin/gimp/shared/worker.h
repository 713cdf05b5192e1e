/* worker.h: the dialog's second thread, so that its window never waits. It makes previews, estimates and the
 * gallery's thumbnails. */
#ifndef ADAIN_GIMP_WORKER_H
#define ADAIN_GIMP_WORKER_H

#include "closeup.h"

G_BEGIN_DECLS

typedef struct _Worker Worker;

/* Called by the main loop, in the thread that made the worker. Pixels are R'G'B'A bytes, rows from the top,
 * and the listener's to free with g_free(). */
typedef struct
{
  /* pixels are NULL where it failed, and problem says why. */
  void (*preview) (gpointer user, guchar *pixels, const char *problem);
  void (*estimate) (gpointer user, const char *text); /* "": there is none */
  /* THUMBNAIL_WIDTH x THUMBNAIL_HEIGHT; NULL where the style cannot be used. */
  void (*thumbnail) (gpointer user, const char *style, guchar *pixels, const char *problem);
  gpointer user;
} WorkerListener;

#define THUMBNAIL_WIDTH 192
#define THUMBNAIL_HEIGHT 144

/* content: the small picture that previews are made of; it has to stay as it is. width, height: the picture
 * that the estimate is for. */
Worker *worker_new (GeglBuffer *content, int width, int height, const WorkerListener *listener);
/* Begins with what it has been asked for; it does nothing before. */
void worker_start (Worker *worker);
/* Nothing is told afterwards. Waits for the thread, which stops at the next tile. */
void worker_free (Worker *worker);

/* A preview and an estimate for these settings instead of those asked for before, which are given up.
 * masks: as large as the content, or NULL. closeup: the preview is to be of this part, or NULL; it comes at
 * once as the small picture's statistics make it, and again as those of the whole do. The buffers have to
 * stay as they are. */
void worker_want (Worker *worker, const Settings *settings, const Masks *masks, const Closeup *closeup);
/* Gives up what worker_want() has asked for. */
void worker_cancel (Worker *worker);
/* The model that thumbnails are made by from now on ("": the default); those asked for before are given
 * up. */
void worker_set_model (Worker *worker, const char *model);
/* A thumbnail, when there is nothing else to do. */
void worker_want_thumbnail (Worker *worker, const char *style);

G_END_DECLS

#endif
