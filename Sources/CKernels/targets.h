/* targets.h: plain loops that the compiler turns into vectors, compiled once per instruction set; the one that fits is
 * chosen when the library is loaded. For what is bound by memory or seldom done: the kernels that count have bodies
 * of their own. */
#ifndef CK_TARGETS_H
#define CK_TARGETS_H

#if defined(__x86_64__) && defined(__linux__)
#define CK_TARGETS __attribute__ ((target_clones ("avx512f", "arch=haswell", "default")))
#else
#define CK_TARGETS
#endif

#endif
