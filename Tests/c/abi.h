/* abi.h: what the parts of this test program share. */
#ifndef ADAIN_TEST_ABI_H
#define ADAIN_TEST_ABI_H

#include <adain.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int            passed, failed;
extern adain_context *context;
extern adain_model   *model;
extern adain_style   *style;

void check (int good, const char *name);
void expect (adain_status status, adain_status wanted, const char *name);

void         fill_picture (float *pixels, int width, int height, int channels);
adain_image  image_of (float *pixels, int64_t width, int64_t height, int channels);
adain_region region_of (const adain_style *const *styles, const double *weights, size_t count);
double       difference (const float *a, const float *b, size_t count);

/* Whether a picture of that size is stylised to finite numbers other than its own. */
int stylizes (int width, int height);

void test_pictures (void); /* pictures.c */
void test_styles (const char *folder);
void test_files (const char *folder, const char *other_model); /* files.c */
void test_arguments (void);                                    /* arguments.c */
void test_numbers (void);
void test_headers (void);   /* headers.c */
void test_threads (void);   /* pictures.c */
void test_installed (void); /* installed.c */
int  list_installed (void);

#endif
