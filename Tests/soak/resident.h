/* resident.h: how much memory a process has while it works, and whether that grows. */
#ifndef ADAIN_RESIDENT_H
#define ADAIN_RESIDENT_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Sums over the second and the last tenth of all calls, in bytes. */
typedef struct
{
  double early, late;
  long   early_count, late_count;
} Resident;

static inline double
resident_bytes (void)
{
  FILE  *file = fopen ("/proc/self/statm", "r");
  double pages = 0.0;

  if (file == NULL || fscanf (file, "%*s %lf", &pages) != 1)
    exit (2);
  fclose (file);
  return pages * (double) sysconf (_SC_PAGESIZE);
}

static inline void
resident_add (Resident *resident, int call, int calls)
{
  int tenth = (int) (10L * call / calls);

  if (tenth == 1)
    {
      resident->early += resident_bytes ();
      resident->early_count++;
    }
  if (tenth == 9)
    {
      resident->late += resident_bytes ();
      resident->late_count++;
    }
}

/* Whether the last tenth has at most a hundredth more than the second one. */
static inline int
resident_is_flat (const Resident *resident, int calls)
{
  double early = resident->early / (double) resident->early_count;
  double late = resident->late / (double) resident->late_count;

  printf ("%d pictures: %.2f MiB early, %.2f MiB late, %+.2f %%\n", calls, early / 1048576, late / 1048576,
          100.0 * (late / early - 1.0));
  return late <= early * 1.01;
}

#endif
