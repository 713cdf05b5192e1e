/* result-name.h: what a result is called in GIMP's list of layers. */
#ifndef ADAIN_GIMP_RESULT_NAME_H
#define ADAIN_GIMP_RESULT_NAME_H

#include "settings.h"

G_BEGIN_DECLS

/* "Sky, starry-night 0.80", "Sky, starry-night + waves, else okita 1.00", "Sky, regions of Parts 1.00". Free
 * with g_free(). */
char *result_name (HostDrawable drawable, const Settings *settings);

G_END_DECLS

#endif
