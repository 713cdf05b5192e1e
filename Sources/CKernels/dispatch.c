/* dispatch.c: which bodies this processor can run. */
#include "ckernels.h"

extern const ck_instruction_set ck_portable;
#if defined(__x86_64__)
extern const ck_instruction_set ck_avx, ck_avx2, ck_avx512;
#endif

const ck_instruction_set *const *
ck_available (void)
{
#if defined(__x86_64__)
  static const ck_instruction_set *const with_avx[] = { &ck_portable, &ck_avx, NULL };
  static const ck_instruction_set *const with_avx2[] = { &ck_portable, &ck_avx, &ck_avx2, NULL };
  static const ck_instruction_set *const all[] = { &ck_portable, &ck_avx, &ck_avx2, &ck_avx512, NULL };
  int avx2 = __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
  if (avx2 && __builtin_cpu_supports ("avx512f"))
    return all;
  if (avx2)
    return with_avx2;
  if (__builtin_cpu_supports ("avx"))
    return with_avx;
#endif
  static const ck_instruction_set *const portable[] = { &ck_portable, NULL };
  return portable;
}
