/* adain-gegl.h: what every host of libadain that works on GEGL buffers shares: the GEGL operation, the GIMP
 * plug-in and the command line. It finds models, gallery styles and style files, keeps them between calls,
 * and hands pixels from GeglBuffers to libadain and back. All three hosts give the same pixels because all
 * of them call adain_gegl_stylize(). It knows nothing of operations, drawables or command lines.
 */
#ifndef ADAIN_GEGL_H
#define ADAIN_GEGL_H

#include <adain.h>
#include <adain-gegl-pictures.h>
#include <gegl.h>

G_BEGIN_DECLS

#define ADAIN_GEGL_ERROR (adain_gegl_error_quark ())
GQuark adain_gegl_error_quark (void); /* codes are adain_status values */

/* gegl_init() for a program of its own, without the operations and measurements that most pictures do not
 * need. To be called while the program has one thread.
 * meanwhile: what of the program's own work, without GEGL, a second thread does until GEGL has started; NULL,
 * or a system without room for another thread: nothing. */
void adain_gegl_start (GThreadFunc meanwhile, gpointer user);

/* A host's library context with the models and styles it has read (by path, modification time and size). */
typedef struct _AdainGeglSession AdainGeglSession;

AdainGeglSession *adain_gegl_session_new (void);
void              adain_gegl_session_free (AdainGeglSession *session);
/* How many bytes of encoded contents the session keeps for the next call; 0 for pictures that come only
 * once. */
void adain_gegl_session_set_cache_limit (AdainGeglSession *session, guint64 bytes);

/* One picture's work. Strings are borrowed; NULL and "" both mean "not given". */
typedef struct
{
  GeglBuffer   *content;
  GeglRectangle extent; /* the whole picture within content: what the statistics are taken over */
  GeglBuffer   *output; /* written at the same coordinates */
  GeglRectangle area;   /* the part of extent that output wants; an empty one means all of extent */

  GeglBuffer *style_image;              /* wins over styles[0] */
  const char *styles[ADAIN_MAX_STYLES]; /* image path, saved style's path or gallery name */
  double      weights[ADAIN_MAX_STYLES];
  GeglBuffer *mask; /* white is stylised; same coordinates as content, black outside its extent */

  /* Parts with styles of their own, in lists that end with NULL, or NULL. styles are then for the rest, which
   * stays as it is where none is given, and there is no mask. */
  char       **regions;     /* "MASK:STYLE"; masks are image paths, scaled to the content */
  GeglBuffer **part_masks;  /* masks that the host has, at the content's coordinates … */
  char       **part_styles; /* … and as many styles */
  const char  *labels;      /* the path of an image whose colours name parts, scaled alike */
  char       **label;       /* "#RRGGBB:STYLE"; each pixel is of the nearest colour; no style: of the rest */

  /* Options of the table (adain-options.h). */
  const char   *background_style; /* where the mask is black; not given: the content stays */
  int           style_size;
  const char   *model;   /* not given: the bundled one */
  adain_options options; /* the library's own, and the progress callback */
} AdainGeglJob;

/* The defaults of the table of options, and nothing to work on. */
void     adain_gegl_job_init (AdainGeglJob *job);
gboolean adain_gegl_stylize (AdainGeglSession *session, const AdainGeglJob *job, GError **error);
/* Adds the statistics of the job's content to *statistics, made first where it is NULL, for
 * job->options.statistics; freed with adain_statistics_free(). */
gboolean adain_gegl_measure (AdainGeglSession *session, const AdainGeglJob *job,
                             adain_statistics **statistics, GError **error);
gboolean adain_gegl_estimate (AdainGeglSession *session, const AdainGeglJob *job, adain_estimate *estimate,
                              GError **error);

/* A number, whole number or choice of the table by its index, in the table's unit; texts and weights have
 * none here: 0, and nothing is set. */
double adain_gegl_job_number (const AdainGeglJob *job, int option);
void   adain_gegl_job_set_number (AdainGeglJob *job, int option, double value);
/* "0.5" or "luminance" as the option's value. FALSE when the text is no value of it, or out of its limits. */
gboolean adain_gegl_job_set_text (AdainGeglJob *job, int option, const char *text, GError **error);

/* Whether the numbers that the library does not see are within the table's limits; adain_gegl_stylize()
 * asks. */
gboolean adain_gegl_job_check (const AdainGeglJob *job, GError **error);

/* "about 0:07, 430 MiB of memory": an estimate as people read it; free with g_free(). And its parts. */
char *adain_gegl_estimate_text (const adain_estimate *estimate);
char *adain_gegl_duration_text (double seconds); /* "0:07", "2:05:00" */
char *adain_gegl_bytes_text (guint64 bytes);     /* "850 MiB", "1.4 GiB" */

/* Takes STYLE[:WEIGHT] apart: splits at the last colon if a number follows it and the whole is no existing
 * path. weight is that of the table when none is given, and *has_weight (may be NULL) tells. FALSE when the
 * weight is none that can be used, or nothing is left as the style. source: free with g_free(). */
gboolean adain_gegl_parse_style (const char *text, char **source, double *weight, gboolean *has_weight,
                                 GError **error);

/* Takes MASK:STYLE apart: splits at the last colon that an existing file is before, else at the first. FALSE
 * when one of the two is missing. mask and style: free with g_free(). */
gboolean adain_gegl_parse_region (const char *text, char **mask, char **style, GError **error);
/* Takes #RRGGBB:STYLE apart; the # may be missing, and the style, which is then "". FALSE when there is no
 * such colour. style: free with g_free(). */
gboolean adain_gegl_parse_label (const char *text, guint8 color[3], char **style, GError **error);
/* The parts of a text between semicolons, without empty ones; free with g_strfreev(). */
char **adain_gegl_list (const char *text);

/* The file that a model's path or name stands for ("" or NULL: the bundled one); free with g_free(). */
char *adain_gegl_model_path (const char *model, GError **error);

/* Handles owned by the session: valid until it is freed. */
const adain_model *adain_gegl_model (AdainGeglSession *session, const char *model, GError **error);
const adain_style *adain_gegl_style (AdainGeglSession *session, const adain_model *model, const char *style,
                                     int style_size, GError **error);
/* Styles of one picture, each by another model: the file fits all of them. */
gboolean adain_gegl_save_style (AdainGeglSession *session, const adain_style *const *styles, size_t count,
                                const char *path, const char *title, GError **error);

/* Gallery: entries sorted by name, NULL-terminated, freed with adain_gegl_gallery_free(). */
typedef struct
{
  char *name;  /* "starry-night" */
  char *title; /* "Vincent van Gogh, The Starry Night, 1889" */
  char *path;
} AdainGeglGalleryEntry;

AdainGeglGalleryEntry **adain_gegl_gallery (AdainGeglSession *session);
void                    adain_gegl_gallery_free (AdainGeglGalleryEntry **entries);

/* The names of the installed models or styles (kind: ADAIN_MODELS or ADAIN_STYLES), sorted; freed with
 * g_strfreev(). Never NULL. */
char **adain_gegl_resource_names (int32_t kind);
/* The file of the one of that name, or NULL; free with g_free(). */
char *adain_gegl_resource_path (int32_t kind, const char *name);
/* path, its modification time and its size: the same text means the same contents. Free with g_free(). */
char *adain_gegl_file_key (const char *path);

/* The folder of what is installed (adain_installed_find), or NULL when there is none; free with g_free(). */
char *adain_gegl_data_dir (void);

/* The pixels that the library would be given: sRGB-coded floats with alpha, [y][x][4]. FALSE: no memory. */
gboolean adain_gegl_read_pixels (GeglBuffer *buffer, const GeglRectangle *extent, float *pixels);

/* A copy with the given size (adain_resize), e.g. for --size and for masks. mask: the buffer is one. */
GeglBuffer *adain_gegl_resize (AdainGeglSession *session, GeglBuffer *buffer, gboolean mask, int width,
                               int height, GError **error);

G_END_DECLS

#endif
