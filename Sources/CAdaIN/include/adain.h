/* adain.h: the C interface of libadain, arbitrary style transfer with adaptive instance normalisation
 * (AdaIN; Huang & Belongie, ICCV 2017, arXiv 1703.06868).
 *
 * The library takes pixels and gives pixels. It reads model files and saved styles, but no image files:
 * the host decodes pictures.
 *
 * Pixels are straight (not premultiplied) R'G'B'A floats with sRGB primaries and transfer curve, 0 to 1.
 * Colours outside 0..1 are clamped for the network only. Alpha passes through unchanged, and transparent
 * pixels do not count in any statistics.
 *
 * Every fallible call returns an adain_status; the text of the last failure is adain_context_error().
 * No call aborts the process, whatever its arguments, except for pointers that point to no such object.
 *
 * Threads: models and styles are immutable and may be shared between threads. Calls on one context run
 * one after another; use a context per thread to run several at once.
 */
#ifndef ADAIN_H
#define ADAIN_H

#include <stddef.h>
#include <stdint.h>

#include "adain-options.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface: a library whose adain_abi_version() differs cannot be used with this
 * header. */
#define ADAIN_ABI_VERSION 1

typedef int32_t adain_status;
enum {
  ADAIN_OK = 0,
  ADAIN_CANCELLED = 1,        /* the progress callback asked to stop; outputs hold partial results */
  ADAIN_INVALID_ARGUMENT = 2, /* a NULL, a size, a number or an enum value that cannot be used */
  ADAIN_UNREADABLE = 3, /* a file cannot be opened, read or written; or a host's transfer callback failed */
  ADAIN_MALFORMED = 4,  /* a file's contents are not what they should be */
  ADAIN_MISMATCH = 5,   /* a style that was made with another model */
  ADAIN_INVALID_PIXELS = 6, /* a NaN or an infinity that can be seen; a style without a visible pixel */
  ADAIN_OUT_OF_MEMORY = 7,
};

/* Errors, and what is kept between calls: encoded contents and matched styles. */
typedef struct adain_context adain_context;
/* The weights of an encoder and its decoder. */
typedef struct adain_model adain_model;
/* A style: per-channel mean and deviation at relu4_1, and its colours. */
typedef struct adain_style adain_style;

/* Moves a rectangle of an image between the host and the library: fills pixels (content, style, mask) or
 * takes them (output). x, y, width, height lie inside the image; row_stride is in bytes. The library calls it
 * only from the thread that made the library call. Returns 0, or anything else to fail with
 * ADAIN_UNREADABLE. */
typedef int32_t (*adain_transfer) (void *user, int64_t x, int64_t y, int64_t width, int64_t height,
                                   float *pixels, int64_t row_stride);

/* An image in memory (pixels) or behind a callback (transfer, when pixels is NULL). */
typedef struct adain_image {
  size_t struct_size; /* sizeof (adain_image) */
  int64_t width, height;
  int32_t channels;   /* 4: R'G'B'A, 3: R'G'B', 1: mask. Content and output have the same number, 3 or 4. */
  float *pixels;      /* rows from the top, channels interleaved; inputs are never written to */
  int64_t row_stride; /* bytes from a row to the next, a multiple of 4; 0: rows follow each other closely */
  adain_transfer transfer;
  void *user;
} adain_image;

/* The statistics of several contents together, e.g. of a film's frames: what they are normalised by alike. */
typedef struct adain_statistics adain_statistics;

/* A part of the picture and the styles mixed there. */
typedef struct adain_region {
  size_t struct_size;      /* sizeof (adain_region) */
  const adain_image *mask; /* 1 channel, as large as the content, values clamped to 0..1; NULL: everywhere */
  int32_t invert_mask; /* not 0: the region is where the mask is black; without a mask, where no other is */
  const adain_style *const *styles;
  const double
    *weights; /* one a style, not negative, with a positive sum (they are normalised); NULL: all equal */
  size_t style_count;
} adain_region;

/* Called from the calling thread with 0 to 1, never backwards. Returns not 0 to cancel. */
typedef int32_t (*adain_progress) (void *user, double fraction);

/* The options of a call. What each means, its default and its limits stand in adain-options.h. Fields that
 * later versions have come behind these. */
typedef struct adain_options {
  size_t struct_size; /* as adain_options_init() was given it */
  double strength;
  int32_t preserve_color; /* ADAIN_PRESERVE_NONE … */
  int32_t trade_off;      /* ADAIN_TRADE_OFF_EXACT … */
  int32_t threads;
  uint64_t memory;         /* in bytes */
  adain_progress progress; /* may be NULL */
  void *progress_user;
  double tone;
  double color;
  double stroke_size;
  double detail;
  const adain_statistics *statistics; /* instead of the content's own; NULL: its own */
  double border;
  int32_t region_statistics; /* ADAIN_STATISTICS_OWN … */
  int32_t reserved;          /* so that no later field lies where this version has padding */
  int64_t picture_side; /* the shorter side of the picture that the content is a part of, in pixels: what is
                           a share of a picture's side is of this one; 1 to ADAIN_MAX_SIDE, or 0:
                           the content is the picture */
} adain_options;

/* Fills in the defaults of the table of options. struct_size is sizeof (adain_options): it tells the library
 * which fields the caller's header has. It writes and reads no others; what an older header lacks has its
 * default. A struct that is larger than the library's own is refused by the calls that get it, since its
 * caller was built for a newer library. */
void adain_options_init (adain_options *options, size_t struct_size);
/* ADAIN_OK when every option is within its limits; the text names the one that is not. */
adain_status adain_options_check (adain_context *context, const adain_options *options);
/* Whether these options leave every picture as it is (strength 0, trade-off exact): not 0 if they do. */
int32_t adain_options_are_neutral (const adain_options *options);

uint32_t adain_abi_version (void);
/* "1.2.3" */
const char *adain_version (void);

/* What is installed for all hosts: models and saved styles, by names that every host knows. */
typedef struct adain_installed adain_installed;
enum { ADAIN_MODELS = 0, ADAIN_STYLES = 1 };

/* Looks for the folder that holds models/ and styles/: in the variable ADAIN_DATA_DIR; in share/adain of the
 * prefix where the library is; in the folder that was given when it was built; in the user's and the system's
 * data folders. Lists the files there as they are now. NULL only when memory has run out. */
adain_installed *adain_installed_find (void);
void adain_installed_free (adain_installed *installed);
/* That folder, or NULL when there is none. */
const char *adain_installed_folder (const adain_installed *installed);
/* How many there are of a kind (ADAIN_MODELS or ADAIN_STYLES). */
size_t adain_installed_count (const adain_installed *installed, int32_t kind);
/* The index-th of them, sorted by name: "starry-night", and its file. NULL behind the last. */
const char *adain_installed_name (const adain_installed *installed, int32_t kind, size_t index);
const char *adain_installed_path (const adain_installed *installed, int32_t kind, size_t index);

/* NULL only when memory has run out. */
adain_context *adain_context_create (void);
void adain_context_free (adain_context *context); /* NULL is allowed here and in every other free */
/* What went wrong in the last failed call and what to do about it; "" before any failure. Valid until the
 * next call on this context. */
const char *adain_context_error (const adain_context *context);
/* How many bytes of encoded contents the context may keep between calls; 0 keeps none. Drops what exceeds it
 * now. Some working memory (256 MiB at most) stays for the next call all the same. */
adain_status adain_context_set_cache_limit (adain_context *context, uint64_t bytes);

/* Reads a model from a safetensors file. The model outlives the context. */
adain_status adain_model_load (adain_context *context, const char *path, adain_model **model);
void adain_model_free (adain_model *model);
/* Identifies the encoder's weights: saved styles fit models of the same id. */
const char *adain_model_id (const adain_model *model);
/* A text of several lines: name, architecture, parameters, licence, training. */
const char *adain_model_description (const adain_model *model);

/* Encodes a style image (3 or 4 channels). size: the shorter side it is resampled to first; 0 keeps its
 * own. */
adain_status adain_style_create (adain_context *context, const adain_model *model, const adain_image *image,
                                 int64_t size, const adain_options *options, adain_style **style);
adain_status adain_style_load (adain_context *context, const char *path, adain_style **style);
/* title may be NULL. Writes to a temporary file that then takes the place of path. */
adain_status adain_style_save (adain_context *context, const adain_style *style, const char *path,
                               const char *title);
/* Several styles of one picture, each by another model, as one that fits all of these models. Title and
 * colours are the first one's. The given ones stay the caller's. */
adain_status adain_style_join (adain_context *context, const adain_style *const *styles, size_t count,
                               adain_style **joined);
void adain_style_free (adain_style *style);
/* The title a saved style carries, or "". */
const char *adain_style_title (const adain_style *style);
/* The id of the model it was made with; of several, the first one's. */
const char *adain_style_model_id (const adain_style *style);
/* Whether it was made with a model of this id, among others: not 0 if it was. */
int32_t adain_style_fits (const adain_style *style, const adain_model *model);

/* Stylises content into output, an image of the same size and channels that shares no memory with it.
 * Regions mix softly where their masks overlap; where they cover less than 1 in sum, the content stays.
 * options may be NULL. */
adain_status adain_stylize (adain_context *context, const adain_model *model, const adain_image *content,
                            const adain_region *regions, size_t region_count, const adain_options *options,
                            adain_image *output);

/* Adds a content's statistics in these regions (their masks count, their styles do not) to *statistics, which
 * is made first where it is NULL. All contents need the same model and number of regions. To be called by one
 * thread at a time, and not while a call uses the statistics. */
adain_status adain_statistics_add (adain_context *context, const adain_model *model,
                                   const adain_image *content, const adain_region *regions,
                                   size_t region_count, const adain_options *options,
                                   adain_statistics **statistics);
void adain_statistics_free (adain_statistics *statistics);

/* Resamples input to output's size (a triangle filter as wide as the scale: bilinear with antialiasing). */
adain_status adain_resize (adain_context *context, const adain_image *input, adain_image *output);

typedef struct adain_estimate {
  size_t struct_size;    /* sizeof (adain_estimate) */
  uint64_t memory_bytes; /* what the call will hold at its peak, model and caches included */
  uint64_t disk_bytes;   /* what it will keep in a temporary file */
  double seconds;
} adain_estimate;

/* What adain_stylize would need for a content of this size, one region and these options (may be NULL). */
adain_status adain_estimate_stylize (adain_context *context, const adain_model *model, int64_t width,
                                     int64_t height, const adain_options *options, adain_estimate *estimate);

#ifdef __cplusplus
}
#endif

#endif
