/* locks.c: tells ThreadSanitizer of GLib's locks. They are made of atomic instructions in a library that is
 * built without it, so that it takes whatever they guard for unguarded. The functions here stand before
 * GLib's, and are themselves built without ThreadSanitizer.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <glib.h>

void __tsan_acquire (void *at);
void __tsan_release (void *at);

/* The function that this one stands before. */
#define REAL(NAME) ((__typeof__ (&NAME)) dlsym (RTLD_NEXT, #NAME))

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock) (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean locked = REAL (g_mutex_trylock) (mutex);

  if (locked)
    __tsan_acquire (mutex);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_mutex_unlock) (mutex);
}

void
g_cond_wait (GCond *condition, GMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_cond_wait) (condition, mutex);
  __tsan_acquire (mutex);
}

gboolean (g_once_init_enter) (volatile void *once)
{
  gboolean first = REAL (g_once_init_enter) (once);

  if (!first)
    __tsan_acquire ((void *) once);
  return first;
}

void (g_once_init_leave) (volatile void *once, gsize result)
{
  __tsan_release ((void *) once);
  REAL (g_once_init_leave) (once, result);
}
