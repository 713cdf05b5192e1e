/* adain-gegl-frames.h: animations, frame by frame: GIF, WebP and APNG, read and written. A frame is given as
 * it is seen, whatever part of it the file holds. Knows nothing of styles, and nothing of videos.
 */
#ifndef ADAIN_GEGL_FRAMES_H
#define ADAIN_GEGL_FRAMES_H

#include <adain-gegl-pictures.h>

G_BEGIN_DECLS

/* A file that is being read; a still picture is an animation of one frame. */
typedef struct _AdainGeglAnimation AdainGeglAnimation;

AdainGeglAnimation *adain_gegl_animation_open (const char *path, GError **error);
/* How often it is played; 0: without end. Known after the last frame. */
int adain_gegl_animation_plays (const AdainGeglAnimation *animation);
/* The next frame, 8 bits a channel with alpha, and how long it is shown. NULL after the last one, and with an
 * error. */
GeglBuffer *adain_gegl_animation_next (AdainGeglAnimation *animation, int *milliseconds, GError **error);
void        adain_gegl_animation_close (AdainGeglAnimation *animation);

/* A file that is being written. */
typedef struct _AdainGeglAnimationWriter AdainGeglAnimationWriter;

/* Whether animations of the path's ending can be written: .gif, .webp, .png and .apng. */
gboolean adain_gegl_is_animation_ending (const char *path);

/* frames: how many will come; plays: how often they are played, 0: without end. */
AdainGeglAnimationWriter *adain_gegl_animation_create (const char *path, int frames, int plays,
                                                       const AdainGeglSaving *saving, GError **error);
/* All frames have the size of the first one. */
gboolean adain_gegl_animation_add (AdainGeglAnimationWriter *writer, GeglBuffer *frame, int milliseconds,
                                   GError **error);
/* Completes the file. The writer is gone afterwards. */
gboolean adain_gegl_animation_finish (AdainGeglAnimationWriter *writer, GError **error);
/* Gives up: the file stays incomplete. NULL is allowed. */
void adain_gegl_animation_abandon (AdainGeglAnimationWriter *writer);

G_END_DECLS

#endif
