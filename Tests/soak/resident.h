/* resident.h: how much memory a process has while it works, and whether that grows: what is allocated, and
 * the resident set, to which the free pieces of the allocator add some percent at random. */
#ifndef ADAIN_RESIDENT_H
#define ADAIN_RESIDENT_H

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Bytes. */
typedef struct
{
  double allocated, resident;
} Memory;

/* Sums over the sixth and the last tenth of all calls, when all that is kept between calls is there. */
typedef struct
{
  Memory middle, end;
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
  int              tenth = (int) (10L * call / calls);
  Memory          *memory = tenth == 5 ? &resident->middle : &resident->end;
  struct mallinfo2 info;

  if (tenth != 5 && tenth != 9)
    return;
  info = mallinfo2 ();
  memory->allocated += (double) info.uordblks + (double) info.hblkhd;
  memory->resident += resident_bytes ();
  if (tenth == 5)
    resident->middle_count++;
  else
    resident->end_count++;
}

/* The growth in percent; says it. */
static inline double
resident_growth (const char *what, double middle, double end)
{
  double growth = 100.0 * (end / middle - 1.0);

  printf ("%s: %.2f MiB half-way, %.2f MiB at the end, %+.2f %%\n", what, middle / 1048576, end / 1048576,
          growth);
  return growth;
}

/* Whether what is allocated has grown by no more than a hundredth, and the resident set by a twentieth. */
static inline int
resident_is_flat (const Resident *resident, int calls)
{
  double middle = (double) resident->middle_count, end = (double) resident->end_count;
  double allocated = resident_growth ("allocated", resident->middle.allocated / middle,
                                      resident->end.allocated / end);
  double held = resident_growth ("resident", resident->middle.resident / middle,
                                 resident->end.resident / end);

  printf ("%d pictures\n", calls);
  return allocated <= 1.0 && held <= 5.0;
}

#endif
