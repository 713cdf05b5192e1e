/* host.c: what only GIMP 3 answers in this way of host.h. */
#include "host.h"

void
host_size (HostDrawable drawable, int *width, int *height)
{
  *width = gimp_drawable_get_width (drawable);
  *height = gimp_drawable_get_height (drawable);
}

void
host_offsets (HostDrawable drawable, int *x, int *y)
{
  gimp_drawable_get_offsets (drawable, x, y);
}

const char *
host_last_error (void)
{
  return gimp_pdb_get_last_error (gimp_get_pdb ());
}
