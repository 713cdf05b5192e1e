/* geometry.h: which tiles cover an output rectangle, and how their scratch is laid out. */
#ifndef CK_GEOMETRY_H
#define CK_GEOMETRY_H

#include "ckernels.h"

typedef struct ck_grid {
  int32_t x, y; /* output position of the first tile, at the convolution's own resolution */
  int32_t columns, rows;
  int32_t pitch; /* outputs from a tile to the next */
} ck_grid;

ck_grid ck_tile_grid (ck_winograd, const ck_convolution *);
/* The whole level's, with F(6x6, 3x3). */
ck_grid ck_gradient_grid (const ck_gradient *);

/* Where a tile of a batch is: its image, and the output position of its top left in it. */
typedef struct ck_place {
  int32_t image, x, y;
} ck_place;

static inline ck_place
ck_tile_place (const ck_grid *grid, int32_t tile)
{
  int32_t per_image = grid->columns * grid->rows, in_image = tile % per_image;
  return (ck_place){ tile / per_image, grid->x + in_image % grid->columns * grid->pitch,
                     grid->y + in_image / grid->columns * grid->pitch };
}

/* Distance in floats between two of the points^2 planes. The extra cache line keeps the planes, which are
 * written in turn, from sharing cache sets. */
static inline ptrdiff_t
ck_plane (int32_t blocks, int32_t tiles)
{
  return ((ptrdiff_t) blocks * tiles + 1) * CK_BLOCK;
}

/* How many products a point takes: one for each phase. Up-sampling, the phases of even and of odd rows have
 * the same kernels at the point 1 (row 1 of both matrices in kernels.c), and so have those of columns: 121
 * products, not 144. */
static inline int
ck_point_phases (ck_winograd kind, int point)
{
  if (kind != CK_WINOGRAD_UP5)
    return 1;
  return (point / 6 == 1 ? 1 : 2) * (point % 6 == 1 ? 1 : 2);
}

/* Which of a point's products is that of a phase. */
static inline int
ck_point_phase (ck_winograd kind, int point, int phase)
{
  if (kind != CK_WINOGRAD_UP5)
    return 0;
  int row = point / 6 == 1 ? 0 : phase / 2, columns = point % 6 == 1 ? 1 : 2;
  return row * columns + (columns == 1 ? 0 : phase % 2);
}

/* Mirrors an index about the first and the last position (reflection padding); a level of one position
 * repeats. */
static inline int32_t
ck_reflect (int32_t i, int32_t size)
{
  if (i < 0)
    i = -i;
  if (i >= size)
    i = 2 * size - 2 - i;
  return i < 0 ? 0 : i;
}

static inline int32_t
ck_clamp (int32_t i, int32_t low, int32_t high)
{
  return i < low ? low : i > high ? high : i;
}

#endif
