/* config.h: the settings as GIMP 3 knows them: as a GimpProcedureConfig, which is made from the procedure's
 * arguments, remembers the last values and keeps presets. */
#ifndef ADAIN_GIMP_CONFIG_H
#define ADAIN_GIMP_CONFIG_H

#include "settings.h"

G_BEGIN_DECLS

/* An argument an option of the table that is a setting, in the table's order, and the mask. */
void config_add_arguments (GimpProcedure *procedure);

void config_write (GimpProcedureConfig *config, const Settings *settings);

/* settings must have been initialised; what the config holds replaces it. */
void config_read (GimpProcedureConfig *config, Settings *settings);

G_END_DECLS

#endif
