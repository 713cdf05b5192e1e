/* The C interface has its declarations in include/adain.h; the AdaINABI module implements them. */
