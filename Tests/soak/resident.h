/* resident.h: how much memory a process has while it works, and whether that grows. */
#ifndef ADAIN_RESIDENT_H
#define ADAIN_RESIDENT_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Sums over the sixth and the last tenth of all calls, in bytes. In the first half the free pieces of the
 * allocator gather; what leaks goes on to grow. */
typedef struct
{
  double middle, end;
  long   middle_count, end_count;
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

  if (tenth == 5)
    {
      resident->middle += resident_bytes ();
      resident->middle_count++;
    }
  if (tenth == 9)
    {
      resident->end += resident_bytes ();
      resident->end_count++;
    }
}

/* Whether the last tenth has at most a hundredth more than the sixth one. */
static inline int
resident_is_flat (const Resident *resident, int calls)
{
  double middle = resident->middle / (double) resident->middle_count;
  double end = resident->end / (double) resident->end_count;

  printf ("%d pictures: %.2f MiB half-way, %.2f MiB at the end, %+.2f %%\n", calls, middle / 1048576,
          end / 1048576, 100.0 * (end / middle - 1.0));
  return end <= middle * 1.01;
}

#endif
