/* parts.c: the parts of a picture that have styles of their own: from a job's texts and image files to masks
 * as large as the content, each read once and kept for the next job. What labels are is labels.c's. */
#include "labels.h"
#include "session.h"

#include <adain-words.h>

static gboolean
refuse (GError **error, const char *problem)
{
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT, problem);
  return FALSE;
}

/* The buffer, or in its place one of the content's size; takes it. */
static GeglBuffer *
as_large_as (AdainGeglSession *session, GeglBuffer *buffer, const GeglRectangle *extent, GError **error)
{
  const GeglRectangle *own = gegl_buffer_get_extent (buffer);
  GeglBuffer          *resized;

  if (own->width == extent->width && own->height == extent->height)
    return buffer;
  resized = adain_gegl_resize_unlocked (session, buffer, TRUE, extent->width, extent->height, error);
  g_object_unref (buffer);
  return resized;
}

static GeglBuffer *
load (const char *path, const char *what, GError **error)
{
  GeglBuffer *buffer = adain_gegl_load_image (path, NULL, error);

  if (buffer == NULL)
    g_prefix_error (error, "The %s '%s': ", what, path);
  return buffer;
}

/* Files of another content, another size or with another division are other masks. Takes detail. */
static char *
mask_key (const char *path, const GeglRectangle *extent, char *detail)
{
  char *file = adain_gegl_file_key (path);
  char *key = g_strdup_printf ("%s|%dx%d|%s", file, extent->width, extent->height, detail);

  g_free (file);
  g_free (detail);
  return key;
}

/* A white pixel belongs to the part. */
static GeglBuffer *
region_mask (AdainGeglSession *session, const char *path, const GeglRectangle *extent, GError **error)
{
  char       *key = mask_key (path, extent, g_strdup ("mask"));
  GeglBuffer *mask = adain_gegl_cache_lookup (&session->masks, key);

  if (mask == NULL && (mask = load (path, "mask", error)) != NULL
      && (mask = as_large_as (session, mask, extent, error)) != NULL)
    adain_gegl_cache_insert (&session->masks, key, mask);
  g_free (key);
  return mask;
}

/* Reads the labels' image, and finds the nearest label of each pixel. */
static GeglBuffer *
load_labels (const char *path, const GArray *labels, GError **error)
{
  GeglBuffer *image = load (path, "labels", error), *nearest;

  if (image == NULL)
    return NULL;
  nearest = labels_nearest (labels, image);
  g_object_unref (image);
  return nearest;
}

/* nearest: of labels_nearest(), read where a mask has to be made of it. */
static GeglBuffer *
label_mask (AdainGeglSession *session, const char *path, GeglBuffer **nearest, const GArray *labels,
            guint number, const GeglRectangle *extent, GError **error)
{
  char       *key = mask_key (path, extent, labels_division (labels, number));
  GeglBuffer *mask = adain_gegl_cache_lookup (&session->masks, key);

  if (mask == NULL && (*nearest != NULL || (*nearest = load_labels (path, labels, error)) != NULL)
      && (mask = as_large_as (session, labels_mask (*nearest, number), extent, error)) != NULL)
    adain_gegl_cache_insert (&session->masks, key, mask);
  g_free (key);
  return mask;
}

/* What parts are found with. */
typedef struct
{
  AdainGeglSession    *session;
  const adain_model   *model;
  const AdainGeglJob  *job;
  const adain_options *options;
  AdainGeglPart       *parts;
  size_t               count;
} Search;

/* Adds the part of a mask, which lies in extent, or of NULL and an error. */
static gboolean
add (Search *search, GeglBuffer *mask, const GeglRectangle *extent, const char *style, GError **error)
{
  AdainGeglPart *part = &search->parts[search->count];

  if (mask == NULL)
    return FALSE;
  if (search->count == ADAIN_MAX_REGIONS - 1)
    {
      g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_INVALID_ARGUMENT,
                   _ ("There are more than %d regions and labels; leave some out."), ADAIN_MAX_REGIONS - 1);
      return FALSE;
    }
  part->style = adain_gegl_style_unlocked (search->session, search->model, style, search->job->style_size,
                                           search->options, error);
  if (part->style == NULL)
    return FALSE;
  part->mask = adain_gegl_mask (&part->pixels, mask, extent);
  search->count++;
  return TRUE;
}

/* A mask of a file is as large as the content, and begins at 0,0. */
static gboolean
add_loaded (Search *search, GeglBuffer *mask, const char *style, GError **error)
{
  return add (search, mask, mask == NULL ? NULL : gegl_buffer_get_extent (mask), style, error);
}

static gboolean
add_pictures (Search *search, GError **error)
{
  const AdainGeglJob *job = search->job;

  for (int i = 0; job->part_masks != NULL && job->part_masks[i] != NULL; i++)
    if (!add (search, job->part_masks[i], &job->extent, job->part_styles[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
add_regions (Search *search, GError **error)
{
  for (char **text = search->job->regions; text != NULL && *text != NULL; text++)
    {
      char    *mask, *style;
      gboolean added;

      if (!adain_gegl_parse_region (*text, &mask, &style, error))
        return FALSE;
      added = add_loaded (search, region_mask (search->session, mask, &search->job->extent, error), style,
                          error);
      g_free (mask);
      g_free (style);
      if (!added)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_labels (Search *search, const GArray *labels, GError **error)
{
  GeglBuffer *nearest = NULL;
  gboolean    added = TRUE;

  for (guint i = 0; added && i < labels->len; i++)
    {
      const char *style = g_array_index (labels, AdainGeglLabel, i).style;

      if (style[0] != '\0') /* else it is of the rest */
        added = add_loaded (
          search,
          label_mask (search->session, search->job->labels, &nearest, labels, i, &search->job->extent, error),
          style, error);
    }
  g_clear_object (&nearest);
  return added;
}

gboolean
adain_gegl_parts (AdainGeglSession *session, const adain_model *model, const AdainGeglJob *job,
                  const adain_options *options, AdainGeglPart *parts, size_t *count, GError **error)
{
  Search   search = { session, model, job, options, parts, 0 };
  GArray  *labels = labels_new ();
  gboolean has_labels = job->labels != NULL && job->labels[0] != '\0', done;

  done = labels_parse (labels, job->label, error);
  if (done && has_labels != (labels->len > 0))
    done = refuse (error, has_labels ? _ ("The labels name no part; add a label, as in #ff0000:starry-night.")
                                     : _ ("A label has no effect without labels; name their image."));
  done = done && add_pictures (&search, error) && add_regions (&search, error)
         && add_labels (&search, labels, error);
  g_array_unref (labels);
  session->masks.capacity = (guint) search.count;
  *count = search.count;
  return done;
}
