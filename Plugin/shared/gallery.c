/* gallery.c: the list of installed styles with their titles, and the writing of new saved styles. */
#include "session.h"

gboolean
adain_gegl_save_style (AdainGeglSession *session, const adain_style *const *styles, size_t count,
                       const char *path, const char *title, GError **error)
{
  adain_style *joined = NULL;
  gboolean     saved;

  g_mutex_lock (&session->mutex);
  saved = adain_gegl_check (session, adain_style_join (session->context, styles, count, &joined), error)
          && adain_gegl_check (session, adain_style_save (session->context, joined, path, title), error);
  adain_style_free (joined);
  g_mutex_unlock (&session->mutex);
  return saved;
}

AdainGeglGalleryEntry **
adain_gegl_gallery (AdainGeglSession *session)
{
  char                  **names = adain_gegl_resource_names ("styles");
  AdainGeglGalleryEntry **entries = g_new0 (AdainGeglGalleryEntry *, g_strv_length (names) + 1);

  g_mutex_lock (&session->mutex);
  for (int i = 0; names[i] != NULL; i++)
    {
      AdainGeglGalleryEntry *entry = entries[i] = g_new0 (AdainGeglGalleryEntry, 1);
      const adain_style     *style;

      entry->name = g_strdup (names[i]);
      entry->path = adain_gegl_resource_path ("styles", names[i]);
      style = session->context == NULL ? NULL : adain_gegl_load_style (session, entry->path, NULL);
      entry->title = g_strdup (
        style == NULL || adain_style_title (style)[0] == '\0' ? names[i] : adain_style_title (style));
    }
  adain_gegl_session_trim (session);
  g_mutex_unlock (&session->mutex);
  g_strfreev (names);
  return entries;
}

void
adain_gegl_gallery_free (AdainGeglGalleryEntry **entries)
{
  for (int i = 0; entries != NULL && entries[i] != NULL; i++)
    {
      g_free (entries[i]->name);
      g_free (entries[i]->title);
      g_free (entries[i]->path);
      g_free (entries[i]);
    }
  g_free (entries);
}
