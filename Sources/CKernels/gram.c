/* gram.c: what optimising a picture needs besides training's kernels: Gram matrices of features, the product
 * that carries their gradient back, and the scalar product of long vectors. The compiler cuts vectors of a
 * whole block into the registers that the processor has.
 *
 * OpenBLAS 0.3.21 on one thread of a Zen 4: Gram matrices by ssyrk at 65 to 91 GFLOP/s with AVX2, 53 to 84
 * with AVX-512, where these reach 67 to 106; the product by sgemm at 62 to 100, where this reaches 106 to
 * 114. Its dsdot takes three quarters of ck_dot's time, but adds up in single precision (errors of 9e-9), and
 * a line search takes differences of such products. */
#include "ckernels.h"
#include "targets.h"

/* Anywhere in memory. */
typedef float block_vector __attribute__ ((vector_size (4 * CK_BLOCK), aligned (4), may_alias));

/* Sums that are kept in registers at once, one a row or a position: 4 and what is added to them fit AVX2's
 * 16 registers. */
#define SUMS 4
/* Positions that are added up in single precision: few enough for its rounding, and as many as a first-level
 * cache holds of two blocks. */
#define CHUNK 256

CK_TARGETS void
ck_gram (const float *a, const float *b, int64_t positions, double *sums)
{
  for (int64_t start = 0; start < positions; start += CHUNK)
    {
      int64_t end = start + CHUNK < positions ? start + CHUNK : positions;
      for (int row = 0; row < CK_BLOCK; row += SUMS)
        {
          block_vector part[SUMS] = { 0 };
          for (int64_t p = start; p < end; p++)
            {
              block_vector right = *(const block_vector *) (b + p * CK_BLOCK);
              for (int i = 0; i < SUMS; i++)
                part[i] += a[p * CK_BLOCK + row + i] * right;
            }
          for (int i = 0; i < SUMS; i++)
            for (int k = 0; k < CK_BLOCK; k++)
              sums[(row + i) * CK_BLOCK + k] += part[i][k];
        }
    }
}

static inline __attribute__ ((always_inline)) void
product (const float *features, ptrdiff_t block_stride, int32_t blocks, int count, const float *matrix,
         float *output)
{
  block_vector sums[SUMS] = { 0 };
  for (int32_t b = 0; b < blocks; b++)
    for (int j = 0; j < CK_BLOCK; j++)
      {
        block_vector row = *(const block_vector *) (matrix + (b * CK_BLOCK + j) * CK_BLOCK);
        for (int i = 0; i < count; i++)
          sums[i] += features[b * block_stride + i * CK_BLOCK + j] * row;
      }
  for (int i = 0; i < count; i++)
    *(block_vector *) (output + i * CK_BLOCK) = sums[i];
}

CK_TARGETS void
ck_gram_product (const float *features, ptrdiff_t block_stride, int32_t blocks, int64_t positions,
                 const float *matrix, float *output)
{
  int64_t p = 0;
  for (; p + SUMS <= positions; p += SUMS)
    product (features + p * CK_BLOCK, block_stride, blocks, SUMS, matrix, output + p * CK_BLOCK);
  for (; p < positions; p++)
    product (features + p * CK_BLOCK, block_stride, blocks, 1, matrix, output + p * CK_BLOCK);
}

CK_TARGETS double
ck_dot (const float *a, const float *b, int64_t count)
{
  double sums[CK_BLOCK] = { 0 }, sum = 0;
  int64_t i = 0;
  for (; i + CK_BLOCK <= count; i += CK_BLOCK)
    for (int k = 0; k < CK_BLOCK; k++)
      sums[k] += (double) a[i + k] * b[i + k];
  for (; i < count; i++)
    sum += (double) a[i] * b[i];
  for (int k = 0; k < CK_BLOCK; k++)
    sum += sums[k];
  return sum;
}
