/* targets.h: plain loops that the compiler turns into vectors, compiled once per instruction set; the one
 * that fits is chosen when the library is loaded. For what is bound by memory or seldom done: the kernels
 * that count have bodies of their own. */
#ifndef CK_TARGETS_H
#define CK_TARGETS_H

/* The choice is made before a sanitizer's runtime is there, which would crash in it. */
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define CK_IS_SANITIZED
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(CK_IS_SANITIZED)
#define CK_TARGETS __attribute__ ((target_clones ("avx512f", "arch=haswell", "default")))
#else
#define CK_TARGETS
#endif

#endif
