/* ckernels.h: the arithmetic of the network's layers on feature maps, one body per instruction set.
 *
 * It knows tiles, channel blocks and borders; it knows nothing of models, threads or files. Callers split the
 * work: every function here works on one thread, on the part that it is given.
 *
 * A feature map keeps its channels in blocks of 16: data[block][y][x][16], missing channels zero. A pixel of
 * a block is thus one cache line. Maps cover a rectangle of their level (the picture at one resolution). A
 * batch is several such maps, one an image, of the same rectangle and level.
 */
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#define CK_BLOCK 16

typedef struct ck_map {
  float *data;
  ptrdiff_t image_stride, block_stride, row_stride; /* in floats */
  int32_t x, y, width, height;                      /* the rectangle of the level that data covers */
  int32_t level_width, level_height;                /* the whole level */
} ck_map;

/* The fast forms of a 3x3 convolution, stride 1 (Lavin & Gray, arXiv 1509.09308). */
typedef enum ck_winograd {
  CK_WINOGRAD_F4 = 0, /* F(4x4, 3x3): 36 products for 16 outputs; reflection padding */
  CK_WINOGRAD_F6 = 1, /* F(6x6, 3x3): 64 products for 36 outputs; reflection padding */
  /* Nearest-neighbour up-sampling by 2 and the 3x3 convolution after it. Each of the 4 output phases is a 2x2
   * convolution of the small map, and all 4 share one transform of the input, F(5x5, 2x2), and the products
   * of the points at which their kernels agree: 121 products for 10x10 outputs. */
  CK_WINOGRAD_UP5 = 2,
} ck_winograd;

typedef struct ck_winograd_shape {
  int32_t points; /* transformed tile side */
  int32_t step;   /* outputs per tile side */
  int32_t phases; /* 1, or 4 when up-sampling */
  int32_t side;   /* side of the kernel that is transformed: 3, or 2 when up-sampling */
} ck_winograd_shape;

/* What a convolution reads beyond its input's level. */
typedef enum ck_border {
  CK_BORDER_REFLECT = 0,
  /* Zeros; the output may reach one position beyond the level on every side. The adjoint of a convolution
   * with reflection padding is this on the rotated kernels, and then ck_fold. */
  CK_BORDER_ZERO = 1,
} ck_border;

typedef struct ck_convolution {
  ck_map input;
  ck_map output;  /* with pool: the pooled map, its level half as large (rounded up) as the convolution's */
  int32_t images; /* of the batch */
  int32_t input_blocks, output_blocks;
  int32_t border;       /* a ck_border; UP5 knows reflection only */
  const float *kernels; /* [points^2][phases of the point][output block][input channel][16] */
  const float *bias;    /* [output block][16] */
  int32_t relu;
  int32_t pool; /* 2x2 maximum, ceil mode; needs relu. Not with UP5. */
} ck_convolution;

/* A direct 3x3 convolution of a picture (pixels of 4 floats, the fourth ignored) with reflection padding. */
typedef struct ck_first {
  ck_map input; /* data[y][x][4]; block_stride unused */
  ck_map output;
  int32_t output_blocks;
  const float *kernels; /* [output block][9 taps][3][16] */
  const float *bias;
} ck_first;

/* A direct 3x3 convolution to a picture (pixels of 4 floats, the fourth untouched), reflection padding, no
 * ReLU. */
typedef struct ck_last {
  ck_map input;
  ck_map output; /* data[y][x][4]; block_stride unused */
  int32_t input_blocks;
  const float *kernels; /* [input block][9 taps][3][16] */
  float bias[3];
} ck_last;

/* The weights' gradient of a convolution with reflection padding, by F(6x6, 3x3)'s transforms: the gradient
 * of the transformed kernels is, for every point, a product of the transformed input and the (adjointly)
 * transformed gradient of the output over all tiles. Tiles are worked on in chunks, each in two steps that
 * may be shared out among threads: transforms by tiles, products by points. */
typedef struct ck_gradient {
  ck_map input, gradient; /* whole levels, of the same size; gradient: dL / d output, before bias and ReLU */
  int32_t images, input_blocks, output_blocks;
  int32_t chunk;  /* tiles of a chunk */
  float *planes;  /* ck_gradient_planes floats */
  float *kernels; /* dL / d transformed kernels, as ck_convolution.kernels; products are added to it */
} ck_gradient;

/* One instruction set's bodies. */
typedef struct ck_instruction_set {
  const char *name;
  int32_t tile_multiple; /* convolve works on tiles in multiples of this many */
  void (*convolve) (ck_winograd, const ck_convolution *, int32_t first_tile, int32_t tiles, float *scratch);
  /* Rows first_row … first_row + rows - 1 of the output rectangle. */
  void (*first) (const ck_first *, int32_t first_row, int32_t rows, float *scratch);
  void (*last) (const ck_last *, int32_t first_row, int32_t rows);
  /* Tiles first_tile … first_tile + tiles - 1, of which the first one of the chunk is chunk_start. */
  void (*gradient_transforms) (const ck_gradient *, int32_t chunk_start, int32_t first_tile, int32_t tiles);
  /* The first `tiles` tiles of the chunk, for one of the points. */
  void (*gradient_products) (const ck_gradient *, int32_t point, int32_t tiles);
} ck_instruction_set;

ck_winograd_shape ck_shape (ck_winograd);
/* How many tiles the output rectangle takes, in all images. */
int64_t ck_tile_count (ck_winograd, const ck_convolution *);
/* Floats that convolve needs as scratch for so many tiles. */
int64_t ck_scratch (ck_winograd, const ck_convolution *, int32_t tiles);
/* Floats that first needs as scratch. */
int64_t ck_first_scratch (const ck_first *);
int64_t ck_gradient_tile_count (const ck_gradient *);
/* Floats that a chunk's transforms take. */
int64_t ck_gradient_planes (const ck_gradient *);

/* Transforms the weights of a 3x3 convolution, [output][input][3][3], for `kind`: what ck_convolution.kernels
 * takes, of ck_kernel_count floats. Does the output blocks from first_block to first_block + block_count - 1.
 * adjoint: the weights are those of the convolution in the other direction, [input][output][3][3], and are
 * rotated by half a turn. */
void ck_transform_kernels (ck_winograd kind, const float *weights, int32_t outputs, int32_t inputs,
                           int32_t adjoint, int32_t first_block, int32_t block_count, float *kernels);
int64_t ck_kernel_count (ck_winograd kind, int32_t outputs, int32_t inputs);
/* The adjoint of F(6x6, 3x3)'s transform, without rotation: dL / d kernels to dL / d weights, which it
 * overwrites for the outputs of these blocks. */
void ck_weight_gradient (const float *kernels, int32_t outputs, int32_t inputs, int32_t first_block,
                         int32_t block_count, float *gradient);

/* The bodies this processor can run, slowest first, NULL-terminated. */
const ck_instruction_set *const *ck_available (void);

/* Adds a map's weighted moments per channel: sums[0][c] += w x and sums[1][c] += w x^2, c below 16 x blocks.
 * weights: one a position, rows following each other; NULL: all 1. */
void ck_moments (const ck_map *map, int32_t blocks, const float *weights, double *sums);

/* One region's AdaIN at a map's positions: per-channel scale and shift (16 x blocks each), times a weight a
 * position (rows following each other; NULL: all 1). */
typedef struct ck_affine {
  const float *scale, *shift, *weights;
} ck_affine;

/* output, which may be input, = (1 - strength) input + strength sum over regions of weight (scale input +
 * shift). */
void ck_mix (const ck_map *input, const ck_map *output, int32_t blocks, const ck_affine *regions,
             int32_t region_count, float strength);

/* What training needs besides convolutions. All work on the first image of their maps, from whose strides
 * they take where the rest is; maps of one call cover the same rectangle unless said otherwise. */

/* After a convolution with CK_BORDER_ZERO into one position more than the level on every side: adds that
 * border to the positions that reflection padding had copied it from. The level's own positions then hold the
 * adjoint. */
void ck_fold (const ck_map *padded, int32_t blocks);

/* Per channel: output = gradient_scale gradient + scale x + shift; with relu 0 where x is not above 0.
 * gradient may be NULL (then 0), as may scale and shift; output may be gradient or x. */
typedef struct ck_channel_map {
  float gradient_scale;
  const float *gradient_scales; /* a channel each, times gradient_scale; NULL: 1 */
  const float *scale, *shift;
  int32_t relu;
} ck_channel_map;

void ck_combine (const ck_map *gradient, const ck_map *x, const ck_map *output, int32_t blocks,
                 const ck_channel_map *map);

/* 2x2 maximum pooling in ceil mode; output is the small map. */
void ck_pool (const ck_map *input, const ck_map *output, int32_t blocks);
/* Its adjoint and that of the ReLU before it: input holds what was pooled, output is as large. */
void ck_pool_gradient (const ck_map *gradient, const ck_map *input, const ck_map *output, int32_t blocks);

/* Nearest-neighbour up-sampling by 2; output is the large map. */
void ck_upsample (const ck_map *input, const ck_map *output, int32_t blocks);
/* Its adjoint and that of the ReLU before it: input holds what was up-sampled, output is as large. */
void ck_upsample_gradient (const ck_map *gradient, const ck_map *input, const ck_map *output, int32_t blocks);

/* Per channel, sums[0][c] += gradient and sums[1][c] += gradient x. */
void ck_gradient_moments (const ck_map *gradient, const ck_map *x, int32_t blocks, double *sums);

/* The sum over the first `channels` of a block of d^2 with d how far a value is outside 0..1; difference =
 * scale d, and 0
   in the other channels. */
double ck_range (const ck_map *x, int32_t channels, float scale, const ck_map *difference);
/* The sum of |a - b| over `channels` channels; difference (may be NULL) = scale sign (a - b). */
double ck_absolute_difference (const ck_map *a, const ck_map *b, int32_t channels, float scale,
                               const ck_map *difference);
/* The sum of (a - b)^2 over all channels of the blocks; difference = scale (a - b). */
double ck_squared_difference (const ck_map *a, const ck_map *b, int32_t blocks, float scale,
                              const ck_map *difference);

/* One step of Adam (Kingma & Ba, arXiv 1412.6980, algorithm 1) for `count` parameters. */
typedef struct ck_adam {
  float rate, beta1, beta2, epsilon;
  float correction1, correction2; /* 1 - beta^step */
} ck_adam;

void ck_adam_step (const ck_adam *adam, int64_t count, float *parameters, const float *gradient, float *first,
                   float *second);

/* What optimising a picture needs: features are positions of whole blocks, [position][16], without gaps. */

/* Adds the products of two blocks' channels: sums[i][k] += sum over positions p of a[p][i] b[p][k],
 * [16][16]. */
void ck_gram (const float *a, const float *b, int64_t positions, double *sums);
/* One block of features times a matrix: output[p][k] = sum over blocks b and their channels j of
 * features[b][p][j] matrix[b][j][k]; block_stride is the features', in floats. */
void ck_gram_product (const float *features, ptrdiff_t block_stride, int32_t blocks, int64_t positions,
                      const float *matrix, float *output);
/* The scalar product of two vectors. */
double ck_dot (const float *a, const float *b, int64_t count);

#endif
