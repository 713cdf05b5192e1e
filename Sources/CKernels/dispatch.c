/* dispatch.c: which bodies this processor can run, how many processors there are, and on which one a thread is. */
#define _GNU_SOURCE
#include <sched.h>

#include "ckernels.h"

extern const ck_kernels ck_portable;
#if defined(__x86_64__)
extern const ck_kernels ck_avx2, ck_avx512;
#endif

const ck_kernels *const *
ck_available (void)
{
#if defined(__x86_64__)
  static const ck_kernels *const all[] = { &ck_portable, &ck_avx2, &ck_avx512, NULL };
  static const ck_kernels *const with_avx2[] = { &ck_portable, &ck_avx2, NULL };
  int avx2 = __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
  if (avx2 && __builtin_cpu_supports ("avx512f"))
    return all;
  if (avx2)
    return with_avx2;
#endif
  static const ck_kernels *const portable[] = { &ck_portable, NULL };
  return portable;
}

int32_t
ck_processors (void)
{
  cpu_set_t set;
  if (sched_getaffinity (0, sizeof set, &set) != 0)
    return 1;
  int count = CPU_COUNT (&set);
  return count > 0 ? count : 1;
}

int32_t
ck_processor (void)
{
  return sched_getcpu ();
}

void
ck_leave_processor (int32_t processor)
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
