/* interrupter.h: a thread that wants all work to stop, and to go on, every few milliseconds. */
#ifndef ADAIN_INTERRUPTER_H
#define ADAIN_INTERRUPTER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

static atomic_int cancelled, done;
static pthread_t  interrupter;

static void *
interrupt (void *user)
{
  unsigned state = 1;

  (void) user;
  while (!atomic_load (&done))
    {
      struct timespec pause = { 0, 200000L * (1 + (long) (state >> 27)) };

      state = state * 1664525u + 1013904223u;
      atomic_store (&cancelled, (int) (state >> 31));
      nanosleep (&pause, NULL);
    }
  return NULL;
}

/* For work whose user is not NULL: the thread's wish, at whatever moment it has it. */
static int32_t
progress (void *user, double fraction)
{
  (void) fraction;
  return user != NULL && atomic_load (&cancelled);
}

static void
interrupter_start (void)
{
  pthread_create (&interrupter, NULL, interrupt, NULL);
}

static void
interrupter_stop (void)
{
  atomic_store (&done, 1);
  pthread_join (interrupter, NULL);
}

#endif
