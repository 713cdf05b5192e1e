/* reader.h: what the readers of animations share: the canvas on which frames appear, one over the other. */
#ifndef ADAIN_GEGL_READER_H
#define ADAIN_GEGL_READER_H

#include "adain-gegl-frames.h"

#include "pictures/decode.h"

G_BEGIN_DECLS

/* What becomes of a frame's part of the canvas before the next one comes. */
typedef enum
{
  ADAIN_GEGL_STAYS,
  ADAIN_GEGL_IS_CLEARED,
  ADAIN_GEGL_IS_RESTORED, /* to what was there before the frame */
} AdainGeglDisposal;

/* A frame's part of the canvas. */
typedef struct
{
  GeglRectangle     area;
  AdainGeglDisposal disposal;
} AdainGeglPart;

typedef struct
{
  gboolean (*next) (AdainGeglAnimation *animation, gboolean *is_end, GError **error);
  void (*close) (AdainGeglAnimation *animation);
} AdainGeglReader;

struct _AdainGeglAnimation
{
  AdainGeglFile          file;
  const AdainGeglReader *reader;
  gpointer               state; /* the reader's own */
  const Babl            *space; /* NULL: sRGB */
  int                    width, height, plays;
  int                    milliseconds; /* of the frame that next() has put on the canvas */
  guint8                *canvas;       /* R'G'B'A, 8 bits a channel */
  guint8                *saved;        /* the canvas before a frame that is to be restored */
  AdainGeglPart          last;         /* the frame before */
};

/* Sizes the canvas, which is clear at first. */
gboolean adain_gegl_animation_set_size (AdainGeglAnimation *animation, guint64 width, guint64 height,
                                        GError **error);
/* Disposes of the frame before; refuses a part that is not inside the canvas. */
gboolean adain_gegl_animation_begin (AdainGeglAnimation *animation, AdainGeglPart part, GError **error);

/* Each takes over a file's bytes, and tells the size. */
gboolean adain_gegl_read_gif (AdainGeglAnimation *animation, GError **error);
gboolean adain_gegl_read_webp (AdainGeglAnimation *animation, GError **error);
gboolean adain_gegl_read_apng (AdainGeglAnimation *animation, GError **error);

G_END_DECLS

#endif
