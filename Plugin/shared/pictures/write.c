/* write.c: writes bytes to an open file until all of them are there. */
#include "pictures/encode.h"

#include <errno.h>
#include <unistd.h>

gboolean
adain_gegl_write_all (int file, const void *bytes, gsize length)
{
  const char *next = bytes;

  while (length > 0)
    {
      ssize_t written = write (file, next, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      next += written;
      length -= (gsize) written;
    }
  return TRUE;
}
