/* scene.h: the picture that the gallery's thumbnails are made of. */
#ifndef ADAIN_GIMP_SCENE_H
#define ADAIN_GIMP_SCENE_H

#include <gegl.h>

G_BEGIN_DECLS

/* R'G'B' bytes; to be unreferenced. */
GeglBuffer *scene_render (int width, int height);

G_END_DECLS

#endif
