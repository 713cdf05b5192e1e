/* portable.c: the kernels in vectors of 4 floats, which every processor has. */
#include "geometry.h"

typedef float V __attribute__ ((ext_vector_type (4)));
#define LANES 4
#define TILES 3
#define BLOCKS 1

#include "winograd.inc"
#include "direct.inc"
#include "gradient.inc"

const ck_instruction_set ck_portable = { "portable",       TILES, convolve, first, last, gradient_transforms,
                                         gradient_products };
