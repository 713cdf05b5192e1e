/* avx512.c: the kernels in vectors of 16 floats for processors with AVX-512. */
#if defined(__x86_64__)
#include "geometry.h"

#pragma clang attribute push(__attribute__((target("avx512f,fma"))), apply_to = function)

typedef float V __attribute__ ((ext_vector_type (16)));
#define LANES 16
#define TILES 12
#define BLOCKS 2

#include "winograd.inc"
#include "direct.inc"
#include "gradient.inc"

#pragma clang attribute pop

const ck_instruction_set ck_avx512 = { "avx512",         TILES, convolve, first, last, gradient_transforms,
                                       gradient_products };
#endif
