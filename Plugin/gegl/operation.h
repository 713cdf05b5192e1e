/* operation.h: what adain:stylize and adain:effect have in common. */
#ifndef ADAIN_GEGL_OPERATION_H
#define ADAIN_GEGL_OPERATION_H

#include <adain-gegl.h>
#include <gegl-plugin.h>
#include <operation/gegl-operation-context.h>

G_BEGIN_DECLS

/* Rectangles, caching and threads: a result depends on all of the picture. Numbers that are out of range
 * reach the library, which refuses them. */
void adain_operation_class_init (GeglOperationClass *operation_class);

/* GObject makes an infinity the largest number there is; this makes it one again. */
double adain_operation_number (double value);

GeglRectangle adain_pad_bounds (GeglOperation *operation, const gchar *pad);

/* The formats of input and output. */
void adain_operation_prepare (GeglOperation *operation, const adain_options *options);

/* Does the job on the pad input, in a session that the operation keeps. Where that fails, or error says
 * already what is wrong, the input passes through, and the property error tells why. Takes error. */
gboolean adain_operation_process (GeglOperation *operation, GeglOperationContext *context,
                                  const gchar *output_pad, const GeglRectangle *result, AdainGeglJob *job,
                                  GError *error);

G_END_DECLS

#endif
