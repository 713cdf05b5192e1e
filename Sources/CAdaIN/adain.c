/* The C interface has its declarations in include/adain.h; the AdaINLibrary module implements them. */
