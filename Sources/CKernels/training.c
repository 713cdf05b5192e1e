/* training.c: what stands between convolutions when gradients flow back: borders, ReLU, resampling, sums.
 * Bound by memory, so plain loops do. */
#include "ckernels.h"
#include "geometry.h"
#include "targets.h"

#include <math.h>

static inline float *
position (const ck_map *map, int32_t block, int32_t x, int32_t y)
{
  return map->data + block * map->block_stride + y * map->row_stride + (ptrdiff_t) x * CK_BLOCK;
}

static inline void
add_position (float *to, const float *from)
{
  for (int k = 0; k < CK_BLOCK; k++)
    to[k] += from[k];
}

CK_TARGETS void
ck_fold (const ck_map *padded, int32_t blocks)
{
  int32_t width = padded->level_width, height = padded->level_height;
  for (int32_t b = 0; b < blocks; b++)
    {
      /* Rows with their corners first, then columns: padding does the two axes one after the other, too. */
      for (int32_t x = 0; x < width + 2; x++)
        {
          add_position (position (padded, b, x, ck_reflect (-1, height) + 1), position (padded, b, x, 0));
          add_position (position (padded, b, x, ck_reflect (height, height) + 1),
                        position (padded, b, x, height + 1));
        }
      for (int32_t y = 1; y < height + 1; y++)
        {
          add_position (position (padded, b, ck_reflect (-1, width) + 1, y), position (padded, b, 0, y));
          add_position (position (padded, b, ck_reflect (width, width) + 1, y),
                        position (padded, b, width + 1, y));
        }
    }
}

CK_TARGETS void
ck_combine (const ck_map *gradient, const ck_map *x, const ck_map *output, int32_t blocks,
            const ck_channel_map *map)
{
  for (int32_t b = 0; b < blocks; b++)
    {
      float gradient_scale[CK_BLOCK], scale[CK_BLOCK], shift[CK_BLOCK];
      for (int k = 0; k < CK_BLOCK; k++)
        {
          gradient_scale[k] = map->gradient_scale
                              * (map->gradient_scales ? map->gradient_scales[b * CK_BLOCK + k] : 1);
          scale[k] = map->scale ? map->scale[b * CK_BLOCK + k] : 0;
          shift[k] = map->shift ? map->shift[b * CK_BLOCK + k] : 0;
        }
      for (int32_t row = 0; row < output->height; row++)
        for (int32_t column = 0; column < output->width; column++)
          {
            const float *in = position (x, b, column, row);
            const float *g = gradient ? position (gradient, b, column, row) : NULL;
            float *to = position (output, b, column, row);
            float value[CK_BLOCK];
            for (int k = 0; k < CK_BLOCK; k++)
              value[k] = scale[k] * in[k] + shift[k];
            if (g)
              for (int k = 0; k < CK_BLOCK; k++)
                value[k] += gradient_scale[k] * g[k];
            if (map->relu)
              for (int k = 0; k < CK_BLOCK; k++)
                value[k] = in[k] > 0 ? value[k] : 0;
            for (int k = 0; k < CK_BLOCK; k++)
              to[k] = value[k];
          }
    }
}

CK_TARGETS void
ck_pool (const ck_map *input, const ck_map *output, int32_t blocks)
{
  for (int32_t b = 0; b < blocks; b++)
    for (int32_t y = 0; y < output->height; y++)
      for (int32_t x = 0; x < output->width; x++)
        {
          float *to = position (output, b, x, y);
          for (int k = 0; k < CK_BLOCK; k++)
            to[k] = 0; /* what is pooled has been through a ReLU */
          for (int32_t r = 2 * y; r < 2 * y + 2 && r < input->height; r++)
            for (int32_t c = 2 * x; c < 2 * x + 2 && c < input->width; c++)
              {
                const float *from = position (input, b, c, r);
                for (int k = 0; k < CK_BLOCK; k++)
                  to[k] = from[k] > to[k] ? from[k] : to[k];
              }
        }
}

CK_TARGETS void
ck_pool_gradient (const ck_map *gradient, const ck_map *input, const ck_map *output, int32_t blocks)
{
  for (int32_t b = 0; b < blocks; b++)
    for (int32_t y = 0; y < gradient->height; y++)
      for (int32_t x = 0; x < gradient->width; x++)
        {
          /* The first of equal maxima gets the gradient; a maximum of 0 is one that the ReLU has cut. */
          float left[CK_BLOCK], best[CK_BLOCK] = { 0 };
          const float *g = position (gradient, b, x, y);
          for (int32_t r = 2 * y; r < 2 * y + 2 && r < input->height; r++)
            for (int32_t c = 2 * x; c < 2 * x + 2 && c < input->width; c++)
              {
                const float *from = position (input, b, c, r);
                for (int k = 0; k < CK_BLOCK; k++)
                  best[k] = from[k] > best[k] ? from[k] : best[k];
              }
          for (int k = 0; k < CK_BLOCK; k++)
            left[k] = best[k] > 0 ? g[k] : 0;
          for (int32_t r = 2 * y; r < 2 * y + 2 && r < input->height; r++)
            for (int32_t c = 2 * x; c < 2 * x + 2 && c < input->width; c++)
              {
                const float *from = position (input, b, c, r);
                float *to = position (output, b, c, r);
                for (int k = 0; k < CK_BLOCK; k++)
                  {
                    int takes = from[k] == best[k];
                    to[k] = takes ? left[k] : 0;
                    left[k] = takes ? 0 : left[k];
                  }
              }
        }
}

CK_TARGETS void
ck_upsample (const ck_map *input, const ck_map *output, int32_t blocks)
{
  for (int32_t b = 0; b < blocks; b++)
    for (int32_t y = 0; y < output->height; y++)
      for (int32_t x = 0; x < output->width; x++)
        {
          const float *from = position (input, b, x / 2, y / 2);
          float *to = position (output, b, x, y);
          for (int k = 0; k < CK_BLOCK; k++)
            to[k] = from[k];
        }
}

CK_TARGETS void
ck_upsample_gradient (const ck_map *gradient, const ck_map *input, const ck_map *output, int32_t blocks)
{
  for (int32_t b = 0; b < blocks; b++)
    for (int32_t y = 0; y < output->height; y++)
      for (int32_t x = 0; x < output->width; x++)
        {
          const float *a = position (gradient, b, 2 * x, 2 * y), *c = a + gradient->row_stride;
          const float *in = position (input, b, x, y);
          float *to = position (output, b, x, y);
          for (int k = 0; k < CK_BLOCK; k++)
            to[k] = in[k] > 0 ? (a[k] + a[CK_BLOCK + k]) + (c[k] + c[CK_BLOCK + k]) : 0;
        }
}

CK_TARGETS void
ck_gradient_moments (const ck_map *gradient, const ck_map *x, int32_t blocks, double *sums)
{
  for (int32_t b = 0; b < blocks; b++)
    {
      double first[CK_BLOCK] = { 0 }, second[CK_BLOCK] = { 0 };
      for (int32_t row = 0; row < x->height; row++)
        for (int32_t column = 0; column < x->width; column++)
          {
            const float *g = position (gradient, b, column, row), *in = position (x, b, column, row);
            for (int k = 0; k < CK_BLOCK; k++)
              {
                first[k] += g[k];
                second[k] += (double) g[k] * in[k];
              }
          }
      for (int k = 0; k < CK_BLOCK; k++)
        {
          sums[b * CK_BLOCK + k] += first[k];
          sums[(blocks + b) * CK_BLOCK + k] += second[k];
        }
    }
}

CK_TARGETS double
ck_absolute_difference (const ck_map *a, const ck_map *b, int32_t channels, float scale,
                        const ck_map *difference)
{
  double sum = 0;
  for (int32_t y = 0; y < a->height; y++)
    for (int32_t x = 0; x < a->width; x++)
      for (int32_t c = 0; c < (channels + CK_BLOCK - 1) / CK_BLOCK * CK_BLOCK; c++)
        {
          int32_t block = c / CK_BLOCK, k = c % CK_BLOCK;
          float d = c < channels ? position (a, block, x, y)[k] - position (b, block, x, y)[k] : 0;
          sum += fabsf (d);
          if (difference)
            position (difference, block, x, y)[k] = d > 0 ? scale : d < 0 ? -scale : 0;
        }
  return sum;
}

CK_TARGETS double
ck_range (const ck_map *x, int32_t channels, float scale, const ck_map *difference)
{
  double sum = 0;
  for (int32_t row = 0; row < x->height; row++)
    for (int32_t column = 0; column < x->width; column++)
      {
        const float *from = position (x, 0, column, row);
        float *to = position (difference, 0, column, row);
        for (int k = 0; k < CK_BLOCK; k++)
          {
            float d = k >= channels ? 0 : from[k] < 0 ? from[k] : from[k] > 1 ? from[k] - 1 : 0;
            sum += (double) d * d;
            to[k] = scale * d;
          }
      }
  return sum;
}

CK_TARGETS double
ck_squared_difference (const ck_map *a, const ck_map *b, int32_t blocks, float scale,
                       const ck_map *difference)
{
  double sums[CK_BLOCK] = { 0 }, sum = 0;
  for (int32_t block = 0; block < blocks; block++)
    for (int32_t y = 0; y < a->height; y++)
      for (int32_t x = 0; x < a->width; x++)
        {
          const float *p = position (a, block, x, y), *q = position (b, block, x, y);
          float *to = position (difference, block, x, y);
          for (int k = 0; k < CK_BLOCK; k++)
            {
              float d = p[k] - q[k];
              sums[k] += (double) d * d;
              to[k] = scale * d;
            }
        }
  for (int k = 0; k < CK_BLOCK; k++)
    sum += sums[k];
  return sum;
}
