/* features.c: per-channel moments and the AdaIN mixture; bound by memory, so plain loops do. */
#include "ckernels.h"
#include "targets.h"

CK_TARGETS void
ck_moments (const ck_map *map, int32_t blocks, const float *weights, double *sums)
{
  for (int32_t b = 0; b < blocks; b++)
    {
      double first[CK_BLOCK] = { 0 }, second[CK_BLOCK] = { 0 };
      for (int32_t y = 0; y < map->height; y++)
        {
          const float *row = map->data + b * map->block_stride + y * map->row_stride;
          for (int32_t x = 0; x < map->width; x++)
            {
              double weight = weights ? weights[(ptrdiff_t) y * map->width + x] : 1;
              for (int k = 0; k < CK_BLOCK; k++)
                {
                  double v = row[(ptrdiff_t) x * CK_BLOCK + k];
                  first[k] += weight * v;
                  second[k] += weight * v * v;
                }
            }
        }
      for (int k = 0; k < CK_BLOCK; k++)
        {
          sums[b * CK_BLOCK + k] += first[k];
          sums[(blocks + b) * CK_BLOCK + k] += second[k];
        }
    }
}

CK_TARGETS void
ck_mix (const ck_map *input, const ck_map *output, int32_t blocks, const ck_affine *regions,
        int32_t region_count, float strength)
{
  for (int32_t b = 0; b < blocks; b++)
    for (int32_t y = 0; y < input->height; y++)
      {
        const float *in = input->data + b * input->block_stride + y * input->row_stride;
        float *out = output->data + b * output->block_stride + y * output->row_stride;
        for (int32_t x = 0; x < input->width; x++, in += CK_BLOCK, out += CK_BLOCK)
          {
            float scale[CK_BLOCK], shift[CK_BLOCK] = { 0 };
            for (int k = 0; k < CK_BLOCK; k++)
              scale[k] = 1 - strength;
            for (int32_t i = 0; i < region_count; i++)
              {
                const ck_affine *region = &regions[i];
                float weight = region->weights ? region->weights[(ptrdiff_t) y * input->width + x] : 1;
                weight *= strength;
                for (int k = 0; k < CK_BLOCK; k++)
                  {
                    scale[k] += weight * region->scale[b * CK_BLOCK + k];
                    shift[k] += weight * region->shift[b * CK_BLOCK + k];
                  }
              }
            for (int k = 0; k < CK_BLOCK; k++)
              out[k] = in[k] * scale[k] + shift[k];
          }
      }
}
