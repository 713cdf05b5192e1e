/* option-rows.c: a slider with a number to type for each number of the table, a list for each choice. Texts
 * have widgets of their own elsewhere. */
#include "option-rows.h"
#include "gtk-versions.h"
#include "mnemonic.h"

#include <adain-words.h>
#include <libgimpwidgets/gimpwidgets.h>

#define DIGITS 2

static void
number_changed (GtkAdjustment *adjustment, OptionRows *rows)
{
  int option = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (adjustment), "option"));

  adain_gegl_job_set_number (&rows->settings->job, option, gtk_adjustment_get_value (adjustment));
  rows->changed (rows->user);
}

static void
choice_changed (GimpIntComboBox *combo, OptionRows *rows)
{
  int option = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (combo), "option")), value = 0;

  if (!gimp_int_combo_box_get_active (combo, &value))
    return;
  adain_gegl_job_set_number (&rows->settings->job, option, value);
  rows->changed (rows->user);
}

static GtkWidget *
number_row (OptionRows *rows, Form *form, int option, GtkWidget **focus)
{
  const adain_option *number = adain_option_at (option);
  gboolean            whole = number->kind == ADAIN_INTEGER;
  double              step = whole ? 1.0 : (number->most - number->least) / 100.0;
  GtkWidget          *row = horizontal_box_new (6), *slider;
  GtkAdjustment      *adjustment = GTK_ADJUSTMENT (gtk_adjustment_new (
         number->default_number, number->least, number->most, step, whole ? 64.0 : 10.0 * step, 0.0));

  slider = horizontal_scale_new (adjustment);
  gtk_scale_set_draw_value (GTK_SCALE (slider), FALSE);
  gtk_scale_set_digits (GTK_SCALE (slider), whole ? 0 : DIGITS);
  gtk_widget_set_size_request (slider, widget_length (slider, 120), -1);
  name_widget (slider, _ (number->label), _ (number->text));
  *focus = gtk_spin_button_new (adjustment, step, whole ? 0 : DIGITS);
  name_widget (*focus, _ (number->label), _ (number->text));
  gtk_entry_set_activates_default (GTK_ENTRY (*focus), TRUE);
  gtk_box_pack_start (GTK_BOX (row), slider, TRUE, TRUE, 0);
  gtk_size_group_add_widget (form->numbers, *focus);
  gtk_box_pack_start (GTK_BOX (row), *focus, FALSE, FALSE, 0);
  rows->values[option] = G_OBJECT (adjustment);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (number_changed), rows);
  return row;
}

static GtkWidget *
choice_row (OptionRows *rows, int option)
{
  const adain_option *choice = adain_option_at (option);
  GtkWidget          *combo = g_object_new (GIMP_TYPE_INT_COMBO_BOX, NULL);

  for (int i = 0; i < choice->choice_count; i++)
    gimp_int_combo_box_append (GIMP_INT_COMBO_BOX (combo), GIMP_INT_STORE_VALUE, choice->choices[i].value,
                               GIMP_INT_STORE_LABEL, _ (choice->choices[i].text), -1);
  name_widget (combo, _ (choice->label), _ (choice->text));
  rows->values[option] = G_OBJECT (combo);
  g_signal_connect (combo, "changed", G_CALLBACK (choice_changed), rows);
  return combo;
}

static void
add_row (OptionRows *rows, Form *form, GString *taken, int option)
{
  const adain_option *row = adain_option_at (option);
  GtkWidget          *widget, *focus;
  char               *label = label_with_mnemonic (_ (row->label), taken), *text;

  if (row->kind == ADAIN_CHOICE)
    widget = focus = choice_row (rows, option);
  else
    widget = number_row (rows, form, option, &focus);
  g_object_set_data (rows->values[option], "option", GINT_TO_POINTER (option));
  text = g_strdup_printf (row->unit[0] == '\0' ? "%s:" : "%s (%s):", label, _ (row->unit));
  form_add (form, text, widget, focus);
  g_free (text);
  g_free (label);
}

void
option_rows_show (OptionRows *rows)
{
  /* Each widget's change writes only its own value. */
  Settings shown = *rows->settings;

  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    {
      double value = adain_gegl_job_number (&shown.job, i);

      if (rows->values[i] == NULL)
        continue;
      if (GTK_IS_ADJUSTMENT (rows->values[i]))
        gtk_adjustment_set_value (GTK_ADJUSTMENT (rows->values[i]), value);
      else
        gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (rows->values[i]), (int) value);
    }
}

void
option_rows_make (OptionRows *rows, Form *form, GString *taken, Settings *settings,
                  void (*changed) (gpointer user), gpointer user)
{
  *rows = (OptionRows) { .settings = settings, .changed = changed, .user = user };
  for (int i = 0; i < ADAIN_OPTION_COUNT; i++)
    if (settings_has_number (i))
      add_row (rows, form, taken, i);
}
