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
  adain_installed        *installed = adain_installed_find ();
  const size_t            count = adain_installed_count (installed, ADAIN_STYLES);
  AdainGeglGalleryEntry **entries = g_new0 (AdainGeglGalleryEntry *, count + 1);

  g_mutex_lock (&session->mutex);
  for (size_t i = 0; i < count; i++)
    {
      AdainGeglGalleryEntry *entry = entries[i] = g_new0 (AdainGeglGalleryEntry, 1);
      const adain_style     *style;

      entry->name = g_strdup (adain_installed_name (installed, ADAIN_STYLES, i));
      entry->path = g_strdup (adain_installed_path (installed, ADAIN_STYLES, i));
      style = session->context == NULL ? NULL : adain_gegl_load_style (session, entry->path, NULL);
      entry->title = g_strdup (
        style == NULL || adain_style_title (style)[0] == '\0' ? entry->name : adain_style_title (style));
    }
  adain_gegl_session_trim (session);
  g_mutex_unlock (&session->mutex);
  adain_installed_free (installed);
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
