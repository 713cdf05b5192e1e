/* writer.c: writes an animation into a file that nobody else looks at yet; its format's writer encodes. */
#include "frames/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const AdainGeglWriter *
writer_of (const char *path)
{
  static const AdainGeglWriter *const writers[] = { &adain_gegl_gif_writer, &adain_gegl_webp_writer,
                                                    &adain_gegl_png_writer, &adain_gegl_apng_writer };
  const char                         *ending = strrchr (path, '.');

  for (guint i = 0; ending != NULL && i < G_N_ELEMENTS (writers); i++)
    if (g_ascii_strcasecmp (ending, writers[i]->ending) == 0)
      return writers[i];
  return NULL;
}

gboolean
adain_gegl_is_animation_ending (const char *path)
{
  return writer_of (path) != NULL;
}

gboolean
adain_gegl_write_failed (GError **error, const char *problem)
{
  g_set_error_literal (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE, problem);
  return FALSE;
}

static gboolean
explain (const AdainGeglAnimationWriter *writer, GError *problem, GError **error)
{
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE, "The animation '%s' cannot be written: %s.",
               writer->path, problem->message);
  g_error_free (problem);
  return FALSE;
}

AdainGeglAnimationWriter *
adain_gegl_animation_create (const char *path, int frames, int plays, const AdainGeglSaving *saving,
                             GError **error)
{
  AdainGeglAnimationWriter *writer = g_new0 (AdainGeglAnimationWriter, 1);
  GError                   *problem = NULL;

  writer->writer = writer_of (path);
  writer->path = g_strdup (path);
  writer->frames = frames;
  writer->plays = plays;
  writer->saving = *saving;
  writer->file = -1;
  if (writer->writer == NULL)
    adain_gegl_write_failed (&problem, "its ending is none of .gif, .webp, .png and .apng");
  else if ((writer->file = g_open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) < 0)
    adain_gegl_write_failed (&problem, g_strerror (errno));
  else
    return writer;
  explain (writer, problem, error);
  adain_gegl_animation_abandon (writer);
  return NULL;
}

gboolean
adain_gegl_animation_add (AdainGeglAnimationWriter *writer, GeglBuffer *frame, int milliseconds,
                          GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (frame);
  GError              *problem = NULL;
  gboolean             done = TRUE;

  if (writer->added == 0)
    {
      writer->width = extent->width;
      writer->height = extent->height;
      done = writer->writer->begin (writer, &problem);
    }
  else if (extent->width != writer->width || extent->height != writer->height)
    done = adain_gegl_write_failed (&problem, "its frames have several sizes; write them to a folder");
  if (done)
    done = writer->writer->add (writer, frame, milliseconds, &problem);
  writer->added++;
  return done || explain (writer, problem, error);
}

gboolean
adain_gegl_animation_finish (AdainGeglAnimationWriter *writer, GError **error)
{
  GError  *problem = NULL;
  gboolean done = writer->added == writer->frames
                  || adain_gegl_write_failed (&problem, "it has fewer frames than at first");

  done = done && writer->writer->finish (writer, &problem);
  if (close (writer->file) != 0 && done)
    done = adain_gegl_write_failed (&problem, g_strerror (errno));
  writer->file = -1;
  if (!done)
    explain (writer, problem, error);
  adain_gegl_animation_abandon (writer);
  return done;
}

void
adain_gegl_animation_abandon (AdainGeglAnimationWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->state != NULL)
    writer->writer->close (writer);
  if (writer->file >= 0)
    close (writer->file);
  g_free (writer->path);
  g_free (writer);
}
