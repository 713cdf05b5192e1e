/* session.c: a session's life, its models and its caches. Styles have a file of their own (styles.c). */
#include "session.h"

#include <adain-words.h>

#define MAX_MODELS 2  /* a model is up to 30 MB */
#define MAX_MASKS 0   /* adain_gegl_parts() keeps those of a job for the next */
#define MAX_STYLES 64 /* a style is a few kilobytes, encoding one takes tenths of a second */

typedef struct
{
  char    *key;
  gpointer handle;
  gboolean pinned;
} CacheEntry;

G_DEFINE_QUARK (adain - gegl - error - quark, adain_gegl_error)

static void
cache_init (AdainGeglCache *cache, guint capacity, GDestroyNotify free_handle)
{
  cache->entries = g_ptr_array_new ();
  cache->capacity = capacity;
  cache->free_handle = free_handle;
}

static void
cache_drop (AdainGeglCache *cache, guint index)
{
  CacheEntry *entry = g_ptr_array_remove_index (cache->entries, index);

  cache->free_handle (entry->handle);
  g_free (entry->key);
  g_free (entry);
}

static void
cache_clear (AdainGeglCache *cache)
{
  while (cache->entries->len > 0)
    cache_drop (cache, cache->entries->len - 1);
  g_ptr_array_unref (cache->entries);
}

gpointer
adain_gegl_cache_lookup (AdainGeglCache *cache, const char *key)
{
  for (guint i = 0; i < cache->entries->len; i++)
    {
      CacheEntry *entry = g_ptr_array_index (cache->entries, i);

      if (g_str_equal (entry->key, key))
        {
          g_ptr_array_remove_index (cache->entries, i);
          g_ptr_array_add (cache->entries, entry);
          return entry->handle;
        }
    }
  return NULL;
}

void
adain_gegl_cache_insert (AdainGeglCache *cache, const char *key, gpointer handle)
{
  CacheEntry *entry = g_new0 (CacheEntry, 1);

  entry->key = g_strdup (key);
  entry->handle = handle;
  g_ptr_array_add (cache->entries, entry);
}

void
adain_gegl_cache_pin (AdainGeglCache *cache, gconstpointer handle)
{
  for (guint i = 0; i < cache->entries->len; i++)
    {
      CacheEntry *entry = g_ptr_array_index (cache->entries, i);

      if (entry->handle == handle)
        entry->pinned = TRUE;
    }
}

void
adain_gegl_cache_trim (AdainGeglCache *cache)
{
  for (guint i = 0; i < cache->entries->len && cache->entries->len > cache->capacity;)
    {
      CacheEntry *entry = g_ptr_array_index (cache->entries, i);

      if (entry->pinned)
        i++;
      else
        cache_drop (cache, i);
    }
}

AdainGeglSession *
adain_gegl_session_new (void)
{
  AdainGeglSession *session = g_new0 (AdainGeglSession, 1);

  g_mutex_init (&session->mutex);
  cache_init (&session->models, MAX_MODELS, (GDestroyNotify) adain_model_free);
  cache_init (&session->styles, MAX_STYLES, (GDestroyNotify) adain_style_free);
  cache_init (&session->masks, MAX_MASKS, g_object_unref);
  if (adain_abi_version () == ADAIN_ABI_VERSION)
    session->context = adain_context_create ();
  return session;
}

void
adain_gegl_session_free (AdainGeglSession *session)
{
  if (session == NULL)
    return;
  cache_clear (&session->masks);
  cache_clear (&session->styles);
  cache_clear (&session->models);
  adain_context_free (session->context);
  g_mutex_clear (&session->mutex);
  g_free (session);
}

void
adain_gegl_session_set_cache_limit (AdainGeglSession *session, guint64 bytes)
{
  if (session->context != NULL)
    adain_context_set_cache_limit (session->context, bytes);
}

void
adain_gegl_session_trim (AdainGeglSession *session)
{
  adain_gegl_cache_trim (&session->masks);
  adain_gegl_cache_trim (&session->styles);
  adain_gegl_cache_trim (&session->models);
}

gboolean
adain_gegl_check_library (AdainGeglSession *session, GError **error)
{
  if (adain_abi_version () != ADAIN_ABI_VERSION)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_MISMATCH,
                 _ ("The installed libadain %s has version %u of its interface, not %u; install all of adain "
                    "again."),
                 adain_version (), (unsigned) adain_abi_version (), (unsigned) ADAIN_ABI_VERSION);
  else if (session->context == NULL)
    g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_OUT_OF_MEMORY, _ ("Memory has run out; free some."));
  return session->context != NULL;
}

gboolean
adain_gegl_check (AdainGeglSession *session, adain_status status, GError **error)
{
  const char *text;

  if (status == ADAIN_OK)
    return TRUE;
  text = adain_context_error (session->context);
  if (text == NULL || text[0] == '\0')
    text = status == ADAIN_CANCELLED ? _ ("The work was cancelled.")
                                     : _ ("The style transfer failed; free some memory.");
  g_set_error_literal (error, ADAIN_GEGL_ERROR, status, text);
  return FALSE;
}

char *
adain_gegl_model_path (const char *model, GError **error)
{
  const char *name = model == NULL || model[0] == '\0' ? ADAIN_DEFAULT_MODEL : model;
  char       *path, **names, *list;

  if (name == model && g_file_test (name, G_FILE_TEST_EXISTS) && !g_file_test (name, G_FILE_TEST_IS_DIR))
    return g_strdup (name);
  path = adain_gegl_resource_path ("models", name);
  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return path;
  g_free (path);

  names = adain_gegl_resource_names ("models");
  list = g_strjoinv (", ", names);
  if (names[0] == NULL)
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                 _ ("The model '%s' was not found, and no folder of installed models either. Install adain "
                    "again, or set ADAIN_DATA_DIR to the folder that holds models/ and styles/."),
                 name);
  else
    g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE,
                 _ ("There is no model file '%s' and no installed model of that name. Installed: %s."), name,
                 list);
  g_free (list);
  g_strfreev (names);
  return NULL;
}

const adain_model *
adain_gegl_model_unlocked (AdainGeglSession *session, const char *model, GError **error)
{
  char        *path, *key;
  adain_model *handle;

  if (!adain_gegl_check_library (session, error) || (path = adain_gegl_model_path (model, error)) == NULL)
    return NULL;
  key = adain_gegl_file_key (path);
  handle = adain_gegl_cache_lookup (&session->models, key);
  if (handle == NULL)
    {
      adain_status status = adain_model_load (session->context, path, &handle);

      if (adain_gegl_check (session, status, error))
        adain_gegl_cache_insert (&session->models, key, handle);
      else
        handle = NULL;
    }
  g_free (key);
  g_free (path);
  return handle;
}

const adain_model *
adain_gegl_model (AdainGeglSession *session, const char *model, GError **error)
{
  const adain_model *handle;

  g_mutex_lock (&session->mutex);
  adain_gegl_session_trim (session);
  handle = adain_gegl_model_unlocked (session, model, error);
  adain_gegl_cache_pin (&session->models, handle);
  g_mutex_unlock (&session->mutex);
  return handle;
}
