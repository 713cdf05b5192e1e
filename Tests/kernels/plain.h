/* plain.h: what bodies.c holds the kernels against: numbers from a fixed seed, their layouts, and plain
 * loops in double precision. It knows ckernels.h alone.
 */
#ifndef CK_TEST_PLAIN_H
#define CK_TEST_PLAIN_H

#include "ckernels.h"

#include <math.h>
#include <stdlib.h>

static uint64_t seed;

/* Uniform in -1 ... 1. */
static float
random_value (void)
{
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (float) (int32_t) (seed >> 40) * 0x1p-23f - 1;
}

static float *
floats (size_t count, int random)
{
  float *values = aligned_alloc (64, (count * sizeof (float) + 63) / 64 * 64);
  for (size_t i = 0; i < count; i++)
    values[i] = random ? random_value () : NAN;
  return values;
}

static int
blocks_of (int channels)
{
  return (channels + CK_BLOCK - 1) / CK_BLOCK;
}

/* A whole level; pixels: 4 floats a position instead of blocks. */
static ck_map
map_of (float *data, int width, int height, int pixels)
{
  int side = pixels ? 4 : CK_BLOCK;
  return (ck_map) {
    data, 0, (ptrdiff_t) width * height * side, (ptrdiff_t) width * side, 0, 0, width, height, width, height
  };
}

/* Planes [channel][y][x] as blocks of 16 channels, missing ones 0, or as pixels of 4. */
static float *
interleaved (const float *planes, int channels, int area, int pixels)
{
  int    side = pixels ? 4 : CK_BLOCK, blocks = pixels ? 1 : blocks_of (channels);
  float *data = floats ((size_t) blocks * area * side, 0);
  for (int c = 0; c < blocks * side; c++)
    for (int i = 0; i < area; i++)
      data[((size_t) (c / side) * area + i) * side + c % side] = c < channels ? planes[c * area + i] : 0;
  return data;
}

static int
reflected (int i, int size)
{
  i = i < 0 ? -i : i;
  i = i >= size ? 2 * size - 2 - i : i;
  return i < 0 ? 0 : i;
}

/* A 3x3 convolution of planes, weights [output][input][3][3]; sums[0] the values, sums[1] those of the
 * magnitudes. */
static void
reference (const float *in, int inputs, int outputs, int width, int height, int zeros, const float *weights,
           const float *bias, double *sums[2])
{
  for (int o = 0; o < outputs; o++)
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        {
          double sum = bias[o], magnitude = fabs (bias[o]);
          for (int i = 0; i < inputs; i++)
            for (int t = 0; t < 9; t++)
              {
                int r = y + t / 3 - 1, c = x + t % 3 - 1;
                if (zeros && (r < 0 || r >= height || c < 0 || c >= width))
                  continue;
                double v = in[(i * height + reflected (r, height)) * width + reflected (c, width)];
                double product = v * weights[(o * inputs + i) * 9 + t];
                sum += product, magnitude += fabs (product);
              }
          sums[0][(o * height + y) * width + x] = sum;
          sums[1][(o * height + y) * width + x] = magnitude;
        }
}

/* Of 2x2 positions, in place; the level rounds up. */
static void
pool (double *planes, int channels, int width, int height)
{
  int w = (width + 1) / 2, h = (height + 1) / 2;
  for (int i = 0; i < channels * w * h; i++)
    {
      int    c = i / (w * h), y = i / w % h * 2, x = i % w * 2;
      double most = 0;
      for (int r = y; r < y + 2 && r < height; r++)
        for (int s = x; s < x + 2 && s < width; s++)
          most = fmax (most, planes[(c * height + r) * width + s]);
      planes[i] = most;
    }
}

#endif
