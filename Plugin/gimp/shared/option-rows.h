/* option-rows.h: the rows of a form that the table of options gives. */
#ifndef ADAIN_GIMP_OPTION_ROWS_H
#define ADAIN_GIMP_OPTION_ROWS_H

#include "form.h"
#include "settings.h"

G_BEGIN_DECLS

typedef struct
{
  Settings *settings;
  GObject  *values[ADAIN_OPTION_COUNT]; /* a number's adjustment, a choice's combo box, or NULL */
  void (*changed) (gpointer user);
  gpointer user;
} OptionRows;

/* taken: the letters that are mnemonics already; those of these rows come to it. changed: called after the
 * user, or option_rows_show(), has changed a value in settings. */
void option_rows_make (OptionRows *rows, Form *form, GString *taken, Settings *settings,
                       void (*changed) (gpointer user), gpointer user);
/* Shows what settings have now. */
void option_rows_show (OptionRows *rows);

G_END_DECLS

#endif
