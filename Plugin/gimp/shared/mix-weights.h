/* mix-weights.h: between a point of a square and the weights of two to four styles at its sides or
 * corners. */
#ifndef ADAIN_GIMP_MIX_WEIGHTS_H
#define ADAIN_GIMP_MIX_WEIGHTS_H

/* From the left and from the top, 0 to 1. */
typedef struct
{
  double x, y;
} MixPoint;

/* Where style i of count is. */
MixPoint mix_corner (int i, int count);
/* Those of a point, with two digits and a sum of about 1. */
void mix_weights (double x, double y, int count, double *weights);
/* The middle of the corners, weighted. */
void mix_place (const double *weights, int count, double *x, double *y);

#endif
