/* closeup.c: which part of a picture is painted for what is shown at 1:1. Prints a line a case; ./run builds
 * it with the address sanitizer. */
#include "closeup.h"
#include "testing.h"

/* Of a picture of 4001 x 3001. */
static GeglRectangle
place_of (int x, int y, double stroke_size)
{
  GeglRectangle shown = { x, y, 401, 301 };
  adain_options options;

  adain_options_init (&options, sizeof options);
  options.stroke_size = stroke_size;
  return closeup_place (&shown, 4001, 3001, &options);
}

/* That no more is needed than 8 positions of the network's grid shows painter.c's test. */
int
main (void)
{
  GeglRectangle inside = place_of (1803, 1353, 0.0), strokes = place_of (1803, 1353, 2.0);
  GeglRectangle corner = place_of (3600, 2700, 0.0);
  Closeup       closeup = { 0 };
  AdainGeglJob  job = { 0 };

  check ("a part at 1:1 is painted with 64 pixels around it, and to the grid's next",
         gegl_rectangle_equal_coords (&inside, 1736, 1288, 536, 432));
  check ("with more where its strokes are large", strokes.width > inside.width + 64);
  check ("and with none beyond the picture", gegl_rectangle_equal_coords (&corner, 3536, 2632, 465, 369));
  closeup_put (&closeup, &job, 4001, 3001);
  check ("strokes and borders are shares of the whole picture's side", job.options.picture_side == 3001);
  return failures != 0;
}
