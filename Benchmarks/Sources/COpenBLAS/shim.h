/* OpenBLAS's C interface to BLAS. */
#include <cblas.h>
