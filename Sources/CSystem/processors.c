/* processors.c: how many processors there are, and on which one a thread is. */
#define _GNU_SOURCE
#include "csystem.h"

#include <sched.h>

int32_t
sys_processors (void)
{
  cpu_set_t set;
  if (sched_getaffinity (0, sizeof set, &set) != 0)
    return 1;
  int count = CPU_COUNT (&set);
  return count > 0 ? count : 1;
}

int32_t
sys_processor (void)
{
  return sched_getcpu ();
}

void
sys_leave_processor (int32_t processor)
{
  cpu_set_t allowed, others;
  if (processor < 0 || sched_getcpu () != processor || sched_getaffinity (0, sizeof allowed, &allowed) != 0)
    return;
  others = allowed;
  CPU_CLR (processor, &others);
  /* The first call moves the thread, the second only lets the system move it again. */
  if (CPU_COUNT (&others) > 0 && sched_setaffinity (0, sizeof others, &others) == 0)
    sched_setaffinity (0, sizeof allowed, &allowed);
}
