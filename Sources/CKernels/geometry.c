/* geometry.c: tile grids and scratch sizes; the same for every instruction set. */
#include "geometry.h"

ck_winograd_shape
ck_shape (ck_winograd kind)
{
  switch (kind)
    {
    case CK_WINOGRAD_F4: return (ck_winograd_shape){ 6, 4, 1, 3 };
    case CK_WINOGRAD_F6: return (ck_winograd_shape){ 8, 6, 1, 3 };
    default: return (ck_winograd_shape){ 6, 5, 4, 2 };
    }
}

static int32_t
divide_up (int32_t a, int32_t b)
{
  return (a + b - 1) / b;
}

ck_grid
ck_tile_grid (ck_winograd kind, const ck_convolution *c)
{
  int32_t step = ck_shape (kind).step;
  int32_t x = c->output.x, y = c->output.y;
  int32_t width = c->output.width, height = c->output.height;

  if (kind == CK_WINOGRAD_UP5)
    {
      /* Tiles begin at odd outputs: 10 t - 1. */
      int32_t pitch = 2 * step;
      int32_t first_x = (x + 1) / pitch, first_y = (y + 1) / pitch;
      return (ck_grid){ first_x * pitch - 1, first_y * pitch - 1, divide_up (x + width + 1, pitch) - first_x,
                        divide_up (y + height + 1, pitch) - first_y, pitch };
    }
  if (c->pool)
    x *= 2, y *= 2, width *= 2, height *= 2;
  return (ck_grid){ x, y, divide_up (width, step), divide_up (height, step), step };
}

int64_t
ck_tile_count (ck_winograd kind, const ck_convolution *c)
{
  ck_grid grid = ck_tile_grid (kind, c);
  return (int64_t) grid.columns * grid.rows * c->images;
}

int64_t
ck_scratch (ck_winograd kind, const ck_convolution *c, int32_t tiles)
{
  ck_winograd_shape shape = ck_shape (kind);
  int64_t sum = 0;
  for (int p = 0; p < shape.points * shape.points; p++)
    sum += ck_plane (c->input_blocks, tiles) + ck_plane (c->output_blocks * ck_point_phases (kind, p), tiles);
  return sum;
}

ck_grid
ck_gradient_grid (const ck_gradient *g)
{
  int32_t step = ck_shape (CK_WINOGRAD_F6).step;
  return (ck_grid){ 0, 0, divide_up (g->input.level_width, step), divide_up (g->input.level_height, step),
                    step };
}

int64_t
ck_gradient_tile_count (const ck_gradient *g)
{
  ck_grid grid = ck_gradient_grid (g);
  return (int64_t) grid.columns * grid.rows * g->images;
}

int64_t
ck_gradient_planes (const ck_gradient *g)
{
  int64_t points = ck_shape (CK_WINOGRAD_F6).points;
  return points * points * (ck_plane (g->input_blocks, g->chunk) + ck_plane (g->output_blocks, g->chunk));
}

int64_t
ck_first_scratch (const ck_first *c)
{
  /* Three padded rows, and room for the last group of pixels to read past the end. */
  return 3 * ((int64_t) c->output.width + 2 + 16) * 4;
}
