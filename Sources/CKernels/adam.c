/* adam.c: a step of Adam. Bound by memory, so a plain loop does. */
#include "ckernels.h"
#include "targets.h"

#include <math.h>

CK_TARGETS void
ck_adam_step (const ck_adam *adam, int64_t count, float *parameters, const float *gradient, float *first,
              float *second)
{
  float step = adam->rate / adam->correction1, scale = 1 / sqrtf (adam->correction2);
  for (int64_t i = 0; i < count; i++)
    {
      float g = gradient[i];
      first[i] = adam->beta1 * first[i] + (1 - adam->beta1) * g;
      second[i] = adam->beta2 * second[i] + (1 - adam->beta2) * g * g;
      parameters[i] -= step * first[i] / (sqrtf (second[i]) * scale + adam->epsilon);
    }
}
