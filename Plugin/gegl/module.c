/* module.c: the file that GEGL loads: it has both operations. */
#include <adain-words.h>
#include <gegl-plugin.h>

G_MODULE_EXPORT const GeglModuleInfo *gegl_module_query (GTypeModule *module);
G_MODULE_EXPORT gboolean              gegl_module_register (GTypeModule *module);

/* gegl-op.h makes them. */
void gegl_op_adain_stylize_register_type (GTypeModule *module);
void gegl_op_adain_effect_register_type (GTypeModule *module);

const GeglModuleInfo *
gegl_module_query (GTypeModule *module)
{
  static const GeglModuleInfo info = { GEGL_MODULE_ABI_VERSION };

  (void) module;
  return &info;
}

gboolean
gegl_module_register (GTypeModule *module)
{
  adain_words_bind (); /* GEGL looks for the choices' texts itself */
  gegl_op_adain_stylize_register_type (module);
  gegl_op_adain_effect_register_type (module);
  return TRUE;
}
