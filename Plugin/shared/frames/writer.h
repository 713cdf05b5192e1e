/* writer.h: what the writers of animations share. */
#ifndef ADAIN_GEGL_WRITER_H
#define ADAIN_GEGL_WRITER_H

#include "adain-gegl-frames.h"
#include "adain-gegl.h"

G_BEGIN_DECLS

/* Each function: FALSE and an error whose text is only what was wrong. */
typedef struct
{
  const char *ending;
  gboolean (*begin) (AdainGeglAnimationWriter *writer, GError **error);
  gboolean (*add) (AdainGeglAnimationWriter *writer, GeglBuffer *frame, int milliseconds, GError **error);
  gboolean (*finish) (AdainGeglAnimationWriter *writer, GError **error);
  void (*close) (AdainGeglAnimationWriter *writer); /* frees the state */
} AdainGeglWriter;

struct _AdainGeglAnimationWriter
{
  const AdainGeglWriter *writer;
  char                  *path;
  int                    file;
  gpointer               state;         /* the writer's own */
  int                    width, height; /* of the first frame */
  int                    frames, plays, added;
  AdainGeglSaving        saving;
};

extern const AdainGeglWriter adain_gegl_gif_writer, adain_gegl_webp_writer, adain_gegl_png_writer,
  adain_gegl_apng_writer;

gboolean adain_gegl_write_failed (GError **error, const char *problem);

G_END_DECLS

#endif
