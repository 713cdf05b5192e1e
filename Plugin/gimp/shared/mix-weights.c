/* mix-weights.c: linear between two styles, barycentric among three, bilinear among four. */
#include "mix-weights.h"

#include <glib.h>
#include <math.h>
#include <string.h>

MixPoint
mix_corner (int i, int count)
{
  static const MixPoint two[] = { { 0.0, 0.5 }, { 1.0, 0.5 } };
  static const MixPoint three[] = { { 0.5, 0.0 }, { 0.0, 1.0 }, { 1.0, 1.0 } };
  static const MixPoint four[] = { { 0.0, 0.0 }, { 1.0, 0.0 }, { 0.0, 1.0 }, { 1.0, 1.0 } };

  return count == 2 ? two[i] : count == 3 ? three[i] : four[i];
}

void
mix_weights (double x, double y, int count, double *weights)
{
  double sum = 0.0;

  if (count == 2)
    memcpy (weights, (double[]) { 1.0 - x, x }, 2 * sizeof *weights);
  else if (count == 3)
    memcpy (weights, (double[]) { 1.0 - y, 1.0 - x - 0.5 * (1.0 - y), x - 0.5 * (1.0 - y) },
            3 * sizeof *weights);
  else
    memcpy (weights, (double[]) { (1.0 - x) * (1.0 - y), x * (1.0 - y), (1.0 - x) * y, x * y },
            4 * sizeof *weights);
  for (int i = 0; i < count; i++)
    sum += weights[i] = MAX (weights[i], 0.0); /* outside of the triangle */
  for (int i = 0; i < count; i++)
    weights[i] = round (100.0 * weights[i] / sum) / 100.0;
}

void
mix_place (const double *weights, int count, double *x, double *y)
{
  double sum = 0.0;

  *x = *y = 0.0;
  for (int i = 0; i < count; i++)
    {
      *x += weights[i] * mix_corner (i, count).x;
      *y += weights[i] * mix_corner (i, count).y;
      sum += weights[i];
    }
  *x = sum > 0.0 ? *x / sum : 0.5;
  *y = sum > 0.0 ? *y / sum : 0.5;
}
