/* kernels.c: the transform of 3x3 kernels, U = G g G^T, and its adjoint; sums in double. Done once when a
 * model is loaded, and at every step when one is trained. */
#include "geometry.h"
#include "targets.h"

#include <string.h>

static const double g_6x3[6][3] = { { 1. / 4, 0, 0 },
                                    { -1. / 6, -1. / 6, -1. / 6 },
                                    { -1. / 6, 1. / 6, -1. / 6 },
                                    { 1. / 24, 1. / 12, 1. / 6 },
                                    { 1. / 24, -1. / 12, 1. / 6 },
                                    { 0, 0, 1 } };

static const double g_8x3[8][3] = { { 1, 0, 0 },
                                    { -2. / 9, -2. / 9, -2. / 9 },
                                    { -2. / 9, 2. / 9, -2. / 9 },
                                    { 1. / 90, 1. / 45, 2. / 45 },
                                    { 1. / 90, -1. / 45, 2. / 45 },
                                    { 32. / 45, 16. / 45, 8. / 45 },
                                    { 32. / 45, -16. / 45, 8. / 45 },
                                    { 0, 0, 1 } };

/* The 2-tap transform of each up-sampling phase, as a matrix on the 3 taps w of the convolution behind it.
 * Odd outputs have the taps (w0 + w1, w2), even ones (w0, w1 + w2). */
static const double g_up[2][6][3] = { { { 1. / 4, 1. / 4, 0 },
                                        { -1. / 6, -1. / 6, -1. / 6 },
                                        { -1. / 6, -1. / 6, 1. / 6 },
                                        { 1. / 24, 1. / 24, 1. / 12 },
                                        { 1. / 24, 1. / 24, -1. / 12 },
                                        { 0, 0, 1 } },
                                      { { 1. / 4, 0, 0 },
                                        { -1. / 6, -1. / 6, -1. / 6 },
                                        { -1. / 6, 1. / 6, 1. / 6 },
                                        { 1. / 24, 1. / 12, 1. / 12 },
                                        { 1. / 24, -1. / 12, -1. / 12 },
                                        { 0, 1, 1 } } };

/* G for the rows (axis 0) or the columns (axis 1) of a phase. */
static const double (*matrix (ck_winograd kind, int phase, int axis))[3]
{
  if (kind == CK_WINOGRAD_UP5)
    return g_up[axis ? phase % 2 : phase / 2];
  return kind == CK_WINOGRAD_F4 ? g_6x3 : g_8x3;
}

int64_t
ck_kernel_count (ck_winograd kind, int32_t outputs, int32_t inputs)
{
  ck_winograd_shape shape = ck_shape (kind);
  int64_t output_blocks = (outputs + CK_BLOCK - 1) / CK_BLOCK,
          input_blocks = (inputs + CK_BLOCK - 1) / CK_BLOCK;
  int64_t products = 0;
  for (int p = 0; p < shape.points * shape.points; p++)
    products += ck_point_phases (kind, p);
  return products * output_blocks * input_blocks * CK_BLOCK * CK_BLOCK;
}

/* The kernels of 16 outputs for one input: taps to points^2 vectors. `kernels`: the first point's first
 * phase;
 * `size`: floats of one phase of one point. Phases that share a point's kernels write the same values
 * twice. */
static inline __attribute__ ((always_inline)) void
transform (ck_winograd kind, int points, int phase, const double taps[9][CK_BLOCK], float *kernels,
           int64_t size)
{
  const double (*rows)[3] = matrix (kind, phase, 0), (*columns)[3] = matrix (kind, phase, 1);
  for (int r = 0; r < points; r++)
    {
      double row[3][CK_BLOCK];
      for (int j = 0; j < 3; j++)
        for (int k = 0; k < CK_BLOCK; k++)
          row[j][k] = rows[r][0] * taps[j][k] + rows[r][1] * taps[3 + j][k] + rows[r][2] * taps[6 + j][k];
      for (int c = 0; c < points; c++)
        {
          int point = r * points + c;
          float *to = kernels + ck_point_phase (kind, point, phase) * size;
          for (int k = 0; k < CK_BLOCK; k++)
            to[k] = (float) (columns[c][0] * row[0][k] + columns[c][1] * row[1][k]
                             + columns[c][2] * row[2][k]);
          kernels += ck_point_phases (kind, point) * size;
        }
    }
}

CK_TARGETS void
ck_transform_kernels (ck_winograd kind, const float *weights, int32_t outputs, int32_t inputs,
                      int32_t adjoint, int32_t first_block, int32_t block_count, float *kernels)
{
  ck_winograd_shape shape = ck_shape (kind);
  int64_t output_blocks = (outputs + CK_BLOCK - 1) / CK_BLOCK;
  int64_t depth = (int64_t) (inputs + CK_BLOCK - 1) / CK_BLOCK * CK_BLOCK;

  for (int64_t b = first_block; b < first_block + block_count; b++)
    for (int64_t i = 0; i < depth; i++)
      {
        double taps[9][CK_BLOCK];
        memset (taps, 0, sizeof taps);
        for (int k = 0; i < inputs && k < CK_BLOCK && b * CK_BLOCK + k < outputs; k++)
          for (int t = 0; t < 9; t++)
            taps[t][k] = adjoint ? weights[(i * outputs + b * CK_BLOCK + k) * 9 + 8 - t]
                                 : weights[((b * CK_BLOCK + k) * inputs + i) * 9 + t];
        for (int phase = 0; phase < shape.phases; phase++)
          transform (kind, shape.points, phase, taps, kernels + (b * depth + i) * CK_BLOCK,
                     output_blocks * depth * CK_BLOCK);
      }
}

CK_TARGETS void
ck_weight_gradient (const float *kernels, int32_t outputs, int32_t inputs, int32_t first_block,
                    int32_t block_count, float *gradient)
{
  enum { POINTS = 8 };
  int64_t output_blocks = (outputs + CK_BLOCK - 1) / CK_BLOCK;
  int64_t depth = (int64_t) (inputs + CK_BLOCK - 1) / CK_BLOCK * CK_BLOCK;
  int64_t plane = output_blocks * depth * CK_BLOCK;

  for (int64_t b = first_block; b < first_block + block_count; b++)
    for (int64_t i = 0; i < inputs; i++)
      {
        const float *from = kernels + (b * depth + i) * CK_BLOCK;
        double taps[9][CK_BLOCK];
        memset (taps, 0, sizeof taps);
        for (int r = 0; r < POINTS; r++)
          {
            double row[3][CK_BLOCK];
            memset (row, 0, sizeof row);
            for (int c = 0; c < POINTS; c++, from += plane)
              for (int j = 0; j < 3; j++)
                for (int k = 0; k < CK_BLOCK; k++)
                  row[j][k] += g_8x3[c][j] * from[k];
            for (int t = 0; t < 9; t++)
              for (int k = 0; k < CK_BLOCK; k++)
                taps[t][k] += g_8x3[r][t / 3] * row[t % 3][k];
          }
        for (int k = 0; k < CK_BLOCK && b * CK_BLOCK + k < outputs; k++)
          for (int t = 0; t < 9; t++)
            gradient[((b * CK_BLOCK + k) * inputs + i) * 9 + t] = (float) taps[t][k];
      }
}
