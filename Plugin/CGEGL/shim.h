/* GEGL for Swift, with what Swift cannot call itself: functions with variable arguments. */
#ifndef ADAIN_CGEGL_SHIM_H
#define ADAIN_CGEGL_SHIM_H

#include <gegl.h>

/* tile_cache: bytes of pixels that stay in memory; the rest goes to GEGL's swap folder. 0 leaves either as it
 * is. */
static inline void
adain_bound_gegl (guint64 tile_cache, gint threads)
{
  if (tile_cache > 0)
    g_object_set (gegl_config (), "tile-cache-size", tile_cache, NULL);
  if (threads > 0)
    g_object_set (gegl_config (), "threads", threads, NULL);
}

/* The folder of the swap files, or NULL; freed with g_free(). */
static inline gchar *
adain_gegl_swap_folder (void)
{
  gchar *folder = NULL;

  g_object_get (gegl_config (), "swap", &folder, NULL);
  return folder;
}

#endif
