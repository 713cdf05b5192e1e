/* avx2.c: the kernels in vectors of 8 floats for processors with AVX2 and FMA. */
#if defined(__x86_64__)
#include "geometry.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

typedef float V __attribute__ ((ext_vector_type (8)));
#define LANES 8
#define TILES 6
#define BLOCKS 1

#include "winograd.inc"
#include "direct.inc"
#include "gradient.inc"

#pragma clang attribute pop

const ck_instruction_set ck_avx2 = { "avx2",           TILES, convolve, first, last, gradient_transforms,
                                     gradient_products };
#endif
