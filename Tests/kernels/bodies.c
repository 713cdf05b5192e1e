/* bodies.c: every body of the kernels that this processor can run against the plain loops of plain.h: the
 * fast convolutions, the two end layers and the weights' gradient. Knows ckernels.h alone, so that it can be
 * built for any processor.
 *
 * Prints what fails and last "N passed, N failed". It does not know tiles of a larger level; the Swift tests
 * do.
 */
#include "ckernels.h"
#include "plain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed, failed;

static void
check (const char *what, const char *name, const float *data, int channels, int area, int side,
       double *const sums[2], int relu, double tolerance)
{
  for (int i = 0; i < channels * area; i++)
    {
      int    c = i / area;
      double value = data[((size_t) (c / side) * area + i % area) * side + c % side];
      double expected = relu && sums[0][i] < 0 ? 0 : sums[0][i];
      if (!(fabs (value - expected) <= tolerance * sums[1][i]))
        {
          printf ("FAIL %s, %s: channel %d, position %d is %g, not %g\n", name, what, c, i % area, value,
                  expected);
          failed++;
          return;
        }
    }
  passed++;
}

/* A third of the rounding unit 2^-24 times how much the three transforms enlarge a sum of magnitudes: 256,
 * 509, 413. */
static const double tolerances[] = { 5e-6, 1e-5, 8e-6 };

static void
test_convolution (const ck_instruction_set *body, ck_winograd kind, int inputs, int outputs, int width,
                  int height, int relu, int pools, int border)
{
  int    up = kind == CK_WINOGRAD_UP5, w = up ? 2 * width : width, h = up ? 2 * height : height;
  float *in = floats ((size_t) inputs * width * height, 1), *large = in;
  if (up)
    {
      large = floats ((size_t) inputs * w * h, 0);
      for (int i = 0; i < inputs * w * h; i++)
        large[i] = in[(i / (w * h) * height + i / w % h / 2) * width + i % w / 2];
    }
  float *weights = floats ((size_t) outputs * inputs * 9, 1),
        *bias = floats ((size_t) blocks_of (outputs) * CK_BLOCK, 1);
  for (int o = outputs; o < blocks_of (outputs) * CK_BLOCK; o++)
    bias[o] = 0;
  double *sums[2] = { malloc (sizeof (double) * outputs * w * h),
                      malloc (sizeof (double) * outputs * w * h) };
  reference (large, inputs, outputs, w, h, border == CK_BORDER_ZERO, weights, bias, sums);
  int ow = pools ? (w + 1) / 2 : w, oh = pools ? (h + 1) / 2 : h;
  for (int i = 0; pools && i < 2; i++)
    pool (sums[i], outputs, w, h);

  float *kernels = floats ((size_t) ck_kernel_count (kind, outputs, inputs), 0);
  ck_transform_kernels (kind, weights, outputs, inputs, 0, 0, blocks_of (outputs), kernels);
  float *from = interleaved (in, inputs, width * height, 0),
        *to = floats ((size_t) blocks_of (outputs) * 16 * ow * oh, 0);
  ck_convolution c = { map_of (from, width, height, 0),
                       map_of (to, ow, oh, 0),
                       1,
                       blocks_of (inputs),
                       blocks_of (outputs),
                       border,
                       kernels,
                       bias,
                       relu,
                       pools };
  int            tiles = (int) ck_tile_count (kind, &c), group = body->tile_multiple;
  int            batch = group + 1; /* a last group of one tile, and more batches than one */
  float         *scratch = floats ((size_t) ck_scratch (kind, &c, 2 * group), 0);
  for (int t = 0; t < tiles; t += batch)
    body->convolve (kind, &c, t, tiles - t < batch ? tiles - t : batch, scratch);
  char what[99];
  snprintf (what, sizeof what, "%s %d -> %d on %d x %d%s%s%s", (const char *[]) { "F4", "F6", "UP5" }[kind],
            inputs, outputs, width, height, relu ? ", ReLU" : "", pools ? ", pooled" : "",
            border ? ", zeros" : "");
  check (what, body->name, to, outputs, ow * oh, CK_BLOCK, sums, relu, tolerances[kind]);
  if (up)
    free (large);
  free (in), free (weights), free (bias), free (sums[0]), free (sums[1]);
  free (kernels), free (from), free (to), free (scratch);
}

/* The network's ends: 3 channels to some, or some to 3. */
static void
test_ends (const ck_instruction_set *body, int channels, int width, int height)
{
  int area = width * height, blocks = blocks_of (channels), wide = blocks * CK_BLOCK;
  for (int is_last = 0; is_last < 2; is_last++)
    {
      int     inputs = is_last ? channels : 3, outputs = is_last ? 3 : channels;
      float  *in = floats ((size_t) inputs * area, 1), *weights = floats ((size_t) outputs * inputs * 9, 1);
      float  *bias = floats (wide, 1), *kernels = floats ((size_t) blocks * 27 * CK_BLOCK, 0);
      double *sums[2] = { malloc (sizeof (double) * outputs * area),
                          malloc (sizeof (double) * outputs * area) };
      reference (in, inputs, outputs, width, height, 0, weights, bias, sums);
      for (int i = 0; i < wide * 27; i++)
        {
          int c = i / 27, t = i % 27 / 3, k = i % 3, place = is_last ? t * 3 + k : t * 3 + k;
          kernels[(c / 16 * 27 + place) * 16 + c % 16] =
            c >= channels ? 0 : weights[is_last ? (k * inputs + c) * 9 + t : (c * 3 + k) * 9 + t];
        }
      float *from = interleaved (in, inputs, area, !is_last);
      float *to = floats ((size_t) area * (is_last ? 4 : wide), 0);
      if (is_last)
        {
          ck_last c = { map_of (from, width, height, 0),
                        map_of (to, width, height, 1),
                        blocks,
                        kernels,
                        { bias[0], bias[1], bias[2] } };
          body->last (&c, 0, height);
        }
      else
        {
          ck_first c = { map_of (from, width, height, 1), map_of (to, width, height, 0), blocks, kernels,
                         bias };
          float   *scratch = floats ((size_t) ck_first_scratch (&c), 0);
          body->first (&c, 0, height, scratch);
          free (scratch);
        }
      char what[99];
      snprintf (what, sizeof what, "%s, %d channels on %d x %d", is_last ? "last" : "first", channels, width,
                height);
      /* As many roundings as there are terms, each of at most 2^-24 of the sum of magnitudes. */
      check (what, body->name, to, outputs, area, is_last ? 4 : CK_BLOCK, sums, !is_last,
             (9 * inputs + 1) * 0x1p-24);
      free (in), free (weights), free (bias), free (kernels), free (sums[0]), free (sums[1]), free (from),
        free (to);
    }
}

/* dL / d weights of a convolution with reflection padding, the loss being the sum of gradient times
 * output. */
static void
test_gradient (const ck_instruction_set *body, int inputs, int outputs, int width, int height)
{
  int     area = width * height, count = outputs * inputs * 9;
  float  *in = floats ((size_t) inputs * area, 1), *gradient = floats ((size_t) outputs * area, 1);
  double *sums[2] = { calloc (count, sizeof (double)), calloc (count, sizeof (double)) };
  for (int w = 0; w < count; w++)
    for (int i = 0; i < area; i++)
      {
        int r = reflected (i / width + w % 9 / 3 - 1, height), c = reflected (i % width + w % 3 - 1, width);
        double product = (double) gradient[w / 9 / inputs * area + i]
                         * in[(w / 9 % inputs * height + r) * width + c];
        sums[0][w] += product, sums[1][w] += fabs (product);
      }
  float *from = interleaved (in, inputs, area, 0), *back = interleaved (gradient, outputs, area, 0);
  size_t kernel_count = (size_t) ck_kernel_count (CK_WINOGRAD_F6, outputs, inputs);
  float *kernels = floats (kernel_count, 0), *weights = floats (count, 0);
  memset (kernels, 0, kernel_count * sizeof (float));
  ck_gradient g = { map_of (from, width, height, 0),
                    map_of (back, width, height, 0),
                    1,
                    blocks_of (inputs),
                    blocks_of (outputs),
                    5,
                    NULL,
                    kernels };
  g.planes = floats ((size_t) ck_gradient_planes (&g), 0);
  int tiles = (int) ck_gradient_tile_count (&g);
  for (int start = 0; start < tiles; start += g.chunk)
    {
      int chunk = tiles - start < g.chunk ? tiles - start : g.chunk;
      body->gradient_transforms (&g, start, start, chunk);
      for (int point = 0; point < 64; point++)
        body->gradient_products (&g, point, chunk);
    }
  ck_weight_gradient (kernels, outputs, inputs, 0, blocks_of (outputs), weights);
  /* F6's transforms the other way round enlarge as much; magnitudes differ between the nine weights of a
   * kernel. */
  for (int k = 0; k < outputs * inputs; k++)
    {
      double most = 0;
      for (int t = 0; t < 9; t++)
        most = fmax (most, sums[1][k * 9 + t]);
      for (int t = 0; t < 9; t++)
        sums[1][k * 9 + t] = most;
    }
  char what[99];
  snprintf (what, sizeof what, "weights' gradient %d -> %d on %d x %d", inputs, outputs, width, height);
  check (what, body->name, weights, count, 1, 1, sums, 0, tolerances[CK_WINOGRAD_F6]);
  free (in), free (gradient), free (sums[0]), free (sums[1]), free (from), free (back);
  free (kernels), free (weights), free (g.planes);
}

static void
test (const ck_instruction_set *body)
{
  static const int sizes[][2] = { { 1, 1 }, { 2, 1 }, { 1, 9 }, { 5, 5 }, { 6, 7 }, { 13, 11 }, { 33, 29 } };
  static const int channels[][2] = { { 16, 16 }, { 5, 18 }, { 33, 49 } };
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
    for (size_t c = 0; c < sizeof channels / sizeof *channels; c++)
      {
        int width = sizes[s][0], height = sizes[s][1], inputs = channels[c][0], outputs = channels[c][1];
        for (ck_winograd kind = CK_WINOGRAD_F4; kind <= CK_WINOGRAD_UP5; kind++)
          for (int relu = 0; relu < 2; relu++)
            test_convolution (body, kind, inputs, outputs, width, height, relu, 0, CK_BORDER_REFLECT);
        for (ck_winograd kind = CK_WINOGRAD_F4; kind <= CK_WINOGRAD_F6; kind++)
          {
            test_convolution (body, kind, inputs, outputs, width, height, 1, 1, CK_BORDER_REFLECT);
            test_convolution (body, kind, inputs, outputs, width, height, 0, 0, CK_BORDER_ZERO);
          }
        test_ends (body, outputs, width, height);
        test_gradient (body, inputs, outputs, width, height);
      }
}

int
main (void)
{
  for (const ck_instruction_set *const *body = ck_available (); *body; body++)
    {
      seed = 51;
      printf ("testing the body %s\n", (*body)->name);
      test (*body);
    }
  printf ("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
