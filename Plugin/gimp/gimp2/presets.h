/* presets.h: settings under names of the user's, for GIMP 2.10; GIMP 3 has presets of its own. */
#ifndef ADAIN_GIMP_PRESETS_H
#define ADAIN_GIMP_PRESETS_H

#include "settings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  Settings  *settings;
  gint32     image;
  GKeyFile  *file; /* a group for each preset */
  GtkWidget *box, *name, *save, *remove;
  void (*loaded) (gpointer user);
  gpointer user;
} Presets;

/* loaded: called when a preset has replaced the settings. */
void presets_make (Presets *presets, gint32 image, Settings *settings, void (*loaded) (gpointer user),
                   gpointer user);
void presets_clear (Presets *presets);

G_END_DECLS

#endif
