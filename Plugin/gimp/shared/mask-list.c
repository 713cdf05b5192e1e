/* mask-list.c: a number for each line: GIMP's own for a drawable, less than 0 for the others. */
#include "mask-list.h"

#include <adain-words.h>
#include <libgimpwidgets/gimpwidgets.h>

enum
{
  LINE_NONE = -1,
  LINE_SELECTION = -2,
  LINE_LAYER_MASK = -3,
  LINE_GROUPS = -1000 /* less a group's number */
};

static void
prepend (GtkWidget *list, int line, const char *text)
{
  gimp_int_combo_box_prepend (GIMP_INT_COMBO_BOX (list), GIMP_INT_STORE_VALUE, line, GIMP_INT_STORE_LABEL,
                              text, -1);
}

static void
prepend_groups (GtkWidget *list, HostDrawable drawable)
{
  int           count;
  HostDrawable *groups = host_groups (drawable, &count);

  for (int i = count - 1; i >= 0; i--)
    {
      char *name = host_name (groups[i]);
      char *text = g_strdup_printf (_ ("Each layer of %s by its style"), name);

      prepend (list, LINE_GROUPS - host_id (groups[i]), text);
      g_free (text);
      g_free (name);
    }
  g_free (groups);
}

void
mask_list_complete (GtkWidget *list, HostDrawable drawable)
{
  /* Names may be longer than the dialog is wide; the beginning and the end tell them apart. */
  g_object_set (list, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, NULL);
  prepend_groups (list, drawable);
  if (host_layer_mask (drawable) != HOST_NO_DRAWABLE)
    prepend (list, LINE_LAYER_MASK, _ ("The layer's mask"));
  if (host_selection (drawable) != HOST_NO_DRAWABLE)
    prepend (list, LINE_SELECTION, _ ("The selection"));
  prepend (list, LINE_NONE, _ ("None"));
}

void
mask_list_set (GtkWidget *list, const Settings *settings)
{
  int line = host_id (settings->mask);

  if (settings->mask_from == MASK_SELECTION)
    line = LINE_SELECTION;
  else if (settings->mask_from == MASK_LAYER_MASK)
    line = LINE_LAYER_MASK;
  else if (settings->mask_from == MASK_GROUP)
    line = LINE_GROUPS - line;
  if (!gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (list), line))
    gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (list), LINE_NONE);
}

void
mask_list_get (GtkWidget *list, Settings *settings)
{
  int line = LINE_NONE;

  gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (list), &line);
  settings->mask_from = line == LINE_SELECTION    ? MASK_SELECTION
                        : line == LINE_LAYER_MASK ? MASK_LAYER_MASK
                        : line <= LINE_GROUPS     ? MASK_GROUP
                                                  : MASK_DRAWABLE;
  settings->mask = host_drawable (line <= LINE_GROUPS ? LINE_GROUPS - line : MAX (line, LINE_NONE));
  if (line < LINE_NONE && line > LINE_GROUPS)
    settings->mask = HOST_NO_DRAWABLE;
}
