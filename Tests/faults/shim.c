/* shim.c: for LD_PRELOAD: lets one call fail, the FAULT_AT-th of the kind that FAULT names, as a full disk, a
 * bad one or exhausted memory would. Only what a program asks for itself is counted: calls from within libc
 * do not come here. With FAULT_FILE, only reads from files whose path has it in it are counted. With
 * FAULT_COUNT, a file, the number of calls is written there at the end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Swift's and GLib's runtimes end a process whose small allocations fail; what can run out are large ones. */
#define LARGE (64 << 10)

static atomic_long calls;

static int
is_to_fail (const char *kind)
{
  const char *wanted = getenv ("FAULT"), *at = getenv ("FAULT_AT");

  if (wanted == NULL || strcmp (wanted, kind) != 0)
    return 0;
  return atomic_fetch_add (&calls, 1) + 1 == (at == NULL ? 0 : atol (at));
}

__attribute__ ((destructor)) static void
tell (void)
{
  const char *path = getenv ("FAULT_COUNT");
  FILE       *file = path == NULL ? NULL : fopen (path, "w");

  if (file == NULL)
    return;
  fprintf (file, "%ld\n", atomic_load (&calls));
  fclose (file);
}

/* The function that this one stands before. */
#define REAL(NAME)                \
  static __typeof__ (NAME) *real; \
  if (real == NULL)               \
  real = (__typeof__ (NAME) *) dlsym (RTLD_NEXT, #NAME)

/* Whether the file is one whose reads are counted. */
static int
is_watched (int file)
{
  const char *wanted = getenv ("FAULT_FILE");
  char        link[64], path[4096];
  ssize_t     length;

  if (wanted == NULL)
    return 1;
  snprintf (link, sizeof link, "/proc/self/fd/%d", file);
  length = readlink (link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = '\0';
  return strstr (path, wanted) != NULL;
}

ssize_t
write (int file, const void *bytes, size_t count)
{
  REAL (write);
  if (file > 2 && is_to_fail ("write"))
    {
      errno = ENOSPC;
      return -1;
    }
  return real (file, bytes, count);
}

ssize_t
read (int file, void *bytes, size_t count)
{
  REAL (read);
  if (file > 2 && is_watched (file) && is_to_fail ("read"))
    {
      errno = EIO;
      return -1;
    }
  return real (file, bytes, count);
}

int
rename (const char *from, const char *to)
{
  REAL (rename);
  if (is_to_fail ("rename"))
    {
      errno = EACCES;
      return -1;
    }
  return real (from, to);
}

void *
mmap (void *at, size_t length, int protection, int flags, int file, off_t offset)
{
  REAL (mmap);
  if ((flags & MAP_ANONYMOUS) != 0 && length >= LARGE && is_to_fail ("memory"))
    {
      errno = ENOMEM;
      return MAP_FAILED;
    }
  return real (at, length, protection, flags, file, offset);
}

int
posix_memalign (void **memory, size_t alignment, size_t length)
{
  REAL (posix_memalign);
  if (length >= LARGE && is_to_fail ("memory"))
    return ENOMEM;
  return real (memory, alignment, length);
}
