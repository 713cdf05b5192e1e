/* session.h: what the parts of this folder share, hidden from the hosts: the session's record, its two caches
 * and the functions that expect the session's mutex to be held already. adain-gegl.h is the public face.
 */
#ifndef ADAIN_GEGL_SESSION_H
#define ADAIN_GEGL_SESSION_H

#include "adain-gegl.h"

#include "direct.h"

G_BEGIN_DECLS

/* Handles of one kind by key, least recently used first. Only adain_gegl_cache_trim() drops any, and it is
 * called where a job begins, so that whatever the job looks up stays alive until the job ends. */
typedef struct
{
  GPtrArray     *entries;
  guint          capacity;
  GDestroyNotify free_handle;
} AdainGeglCache;

struct _AdainGeglSession
{
  GMutex         mutex; /* guards everything below */
  adain_context *context;
  AdainGeglCache models;
  AdainGeglCache styles;
  AdainGeglCache masks; /* GeglBuffers as large as the contents they are for */
};

gpointer adain_gegl_cache_lookup (AdainGeglCache *cache, const char *key);
void     adain_gegl_cache_insert (AdainGeglCache *cache, const char *key, gpointer handle);
/* Keeps the handle until the session is freed. */
void adain_gegl_cache_pin (AdainGeglCache *cache, gconstpointer handle);
void adain_gegl_cache_trim (AdainGeglCache *cache);

/* Drops what neither a host nor a new job needs. */
void adain_gegl_session_trim (AdainGeglSession *session);

/* FALSE when the library found at run time cannot be used. To be asked before any other call of it. */
gboolean adain_gegl_check_library (AdainGeglSession *session, GError **error);

/* FALSE, and the library's own text in error, when status is not ADAIN_OK. */
gboolean adain_gegl_check (AdainGeglSession *session, adain_status status, GError **error);

const adain_model *adain_gegl_model_unlocked (AdainGeglSession *session, const char *model, GError **error);
const adain_style *adain_gegl_style_unlocked (AdainGeglSession *session, const adain_model *model,
                                              const char *style, int style_size, const adain_options *options,
                                              GError **error);
const adain_style *adain_gegl_load_style (AdainGeglSession *session, const char *path, GError **error);
const adain_style *adain_gegl_style_of_pixels (AdainGeglSession *session, const adain_model *model,
                                               GeglBuffer *pixels, int style_size,
                                               const adain_options *options, GError **error);

/* A GeglBuffer as libadain sees it: rectangles of extent go through adain_image's transfer callback. */
typedef struct
{
  GeglBuffer     *buffer;
  GeglRectangle   extent;
  GeglRectangle   area; /* outputs: what may be written */
  const Babl     *format;
  AdainGeglDirect direct; /* the buffer's own format, where it is converted without babl */
} AdainGeglPixels;

/* The image borrows pixels, which borrows buffer. Colours are sRGB, a mask is luma times alpha. */
adain_image adain_gegl_input (AdainGeglPixels *pixels, GeglBuffer *buffer, const GeglRectangle *extent);
adain_image adain_gegl_mask (AdainGeglPixels *pixels, GeglBuffer *buffer, const GeglRectangle *extent);
adain_image adain_gegl_output (AdainGeglPixels *pixels, GeglBuffer *buffer, const GeglRectangle *extent,
                               const GeglRectangle *area);

GeglBuffer *adain_gegl_resize_unlocked (AdainGeglSession *session, GeglBuffer *buffer, gboolean mask,
                                        int width, int height, GError **error);

/* A part of a job's picture that has a style of its own. */
typedef struct
{
  AdainGeglPixels    pixels;
  adain_image        mask;
  const adain_style *style;
} AdainGeglPart;

/* Finds the parts that the job's regions and labels name, ADAIN_MAX_REGIONS - 1 at most, so that there is one
 * for the rest. They are the session's until the next job begins. FALSE when a text, an image or a style of
 * them cannot be used. */
gboolean adain_gegl_parts (AdainGeglSession *session, const adain_model *model, const AdainGeglJob *job,
                           const adain_options *options, AdainGeglPart *parts, size_t *count, GError **error);

/* The one of names most like name, or NULL when none is. */
const char *adain_gegl_nearest_name (char **names, const char *name);

G_END_DECLS

#endif
