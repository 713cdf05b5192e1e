/* mixture.c: between a text of several styles and the widgets that show them. What styles there are is the
 * grid's affair. */
#include "mixture.h"
#include "gtk-versions.h"
#include "settings.h"
#include "style-combo.h"

#include <adain-words.h>
#include <string.h>

#define MOST_WEIGHT 100.0

/* Whether this place has a style; the grid's always has. */
static gboolean
has_style (const Mixture *mixture, int place)
{
  return place == 0 || gtk_combo_box_get_active (GTK_COMBO_BOX (mixture->combos[place])) > 0;
}

static gboolean
is_mixed (const Mixture *mixture)
{
  for (int i = 1; i < MIXTURE_STYLES; i++)
    if (has_style (mixture, i))
      return TRUE;
  return FALSE;
}

/* The pad has the styles that are chosen, with their thumbnails as they are now. */
void
mixture_update_pad (Mixture *mixture)
{
  GdkPixbuf *pictures[MIXTURE_STYLES] = { NULL };
  double     weights[MIXTURE_STYLES];
  int        count = 0;

  for (int i = 0; i < MIXTURE_STYLES; i++)
    if (has_style (mixture, i))
      {
        char *style = i == 0 ? g_strdup (mixture->grid->style) : style_combo_get (mixture->combos[i]);

        pictures[count] = style_grid_thumbnail (mixture->grid, style);
        weights[count] = gtk_adjustment_get_value (mixture->weights[i]);
        mixture->on_pad[count++] = i;
        g_free (style);
      }
  mix_pad_show (&mixture->pad, count, weights, pictures);
  for (int i = 0; i < count; i++)
    g_clear_object (&pictures[i]);
  gtk_widget_set_visible (form_row (mixture->pad.area), count > 1);
}

static void
pad_moved (gpointer user, const double *weights)
{
  Mixture *mixture = user;

  mixture->is_moving = TRUE;
  for (int i = 0; i < mixture->pad.count; i++)
    gtk_adjustment_set_value (mixture->weights[mixture->on_pad[i]], weights[i]);
  mixture->is_moving = FALSE;
  mixture->changed (mixture->user);
}

/* A weight says something only beside another one, and a place is shown once the one before it has a
 * style. */
static void
update_rows (Mixture *mixture)
{
  gtk_widget_set_sensitive (mixture->numbers[0], is_mixed (mixture));
  for (int i = 1; i < MIXTURE_STYLES; i++)
    {
      gtk_widget_set_sensitive (mixture->numbers[i], has_style (mixture, i));
      gtk_widget_set_visible (form_row (mixture->numbers[i]),
                              has_style (mixture, i - 1) || has_style (mixture, i));
    }
  mixture_update_pad (mixture);
}

static void
changed (Mixture *mixture)
{
  if (mixture->is_moving)
    return;
  update_rows (mixture);
  mixture->changed (mixture->user);
}

static void
append (GString *text, const char *style, double weight)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%g", weight);
  g_string_append_printf (text, "%s%s:%s", text->len == 0 ? "" : ";", style, number);
}

char *
mixture_get (const Mixture *mixture)
{
  GString *text = g_string_new ("");

  /* A text that is several styles already is mixed with nothing. */
  if (!is_mixed (mixture) || strchr (mixture->grid->style, ';') != NULL)
    {
      g_string_append (text, mixture->grid->style);
      return g_string_free (text, FALSE);
    }
  append (text, mixture->grid->style, gtk_adjustment_get_value (mixture->weights[0]));
  for (int i = 1; i < MIXTURE_STYLES; i++)
    {
      char *style = style_combo_get (mixture->combos[i]);

      if (style[0] != '\0')
        append (text, style, gtk_adjustment_get_value (mixture->weights[i]));
      g_free (style);
    }
  return g_string_free (text, FALSE);
}

static void
show_style (Mixture *mixture, int place, const char *style, double weight)
{
  if (place == 0)
    style_grid_set (mixture->grid, style);
  else
    style_combo_set (mixture->combos[place], mixture->grid, style);
  gtk_adjustment_set_value (mixture->weights[place], weight);
}

/* Whether the dialog has a place for each style of the job. */
static gboolean
has_room (const AdainGeglJob *job)
{
  return job->styles[0] != NULL && job->styles[MIXTURE_STYLES] == NULL;
}

void
mixture_set (Mixture *mixture, const char *text)
{
  Settings     settings;
  AdainGeglJob job;
  char       **parts = NULL;
  gboolean     known;

  settings_init (&settings);
  settings_replace_text (&settings.style, text);
  job = settings.job;
  known = settings_texts (&settings, &job, &parts, NULL) && has_room (&job);
  show_style (mixture, 0, known ? job.styles[0] : text, known ? job.weights[0] : ADAIN_WEIGHT_DEFAULT);
  for (int i = 1; i < MIXTURE_STYLES; i++)
    show_style (mixture, i, known && job.styles[i] != NULL ? job.styles[i] : "",
                known ? job.weights[i] : ADAIN_WEIGHT_DEFAULT);
  g_strfreev (parts);
  settings_clear (&settings);
  update_rows (mixture);
}

static GtkWidget *
make_weight (Mixture *mixture, int place)
{
  const adain_option *weight = adain_option_at (ADAIN_OPTION_WEIGHT);
  GtkAdjustment      *adjustment = GTK_ADJUSTMENT (
         gtk_adjustment_new (weight->default_number, weight->least, MOST_WEIGHT, 0.1, 1.0, 0.0));
  GtkWidget *number = gtk_spin_button_new (adjustment, 0.1, 2);

  name_widget (number, _ (weight->label), _ (weight->text));
  gtk_entry_set_activates_default (GTK_ENTRY (number), TRUE);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (changed), mixture);
  mixture->weights[place] = adjustment;
  mixture->numbers[place] = number;
  return number;
}

void
mixture_make (Mixture *mixture, Form *form, StyleGrid *grid, void (*tell) (gpointer user), gpointer user)
{
  *mixture = (Mixture) { .grid = grid, .changed = tell, .user = user };
  for (int i = 0; i < MIXTURE_STYLES; i++)
    {
      GtkWidget *row = horizontal_box_new (6), *weight = make_weight (mixture, i), *focus = weight;

      if (i > 0)
        {
          mixture->combos[i] = focus = style_combo_new (grid);
          gtk_box_pack_start (GTK_BOX (row), focus, TRUE, TRUE, 0);
          g_signal_connect_swapped (focus, "changed", G_CALLBACK (changed), mixture);
        }
      gtk_size_group_add_widget (form->numbers, weight);
      gtk_box_pack_end (GTK_BOX (row), weight, FALSE, FALSE, 0);
      form_add (form,
                i == 0   ? _ ("The style's wei_ght:")
                : i == 1 ? _ ("Mi_xed with:")
                         : _ ("and with:"),
                row, focus);
    }
  mix_pad_make (&mixture->pad, pad_moved, mixture);
  form_add (form, _ ("Quic_k mix:"), mixture->pad.area, mixture->pad.area);
}

void
mixture_clear (Mixture *mixture)
{
  mix_pad_clear (&mixture->pad);
}

void
mixture_set_sensitive (Mixture *mixture, gboolean sensitive)
{
  for (int i = 0; i < MIXTURE_STYLES; i++)
    gtk_widget_set_sensitive (form_row (mixture->numbers[i]), sensitive);
  gtk_widget_set_sensitive (form_row (mixture->pad.area), sensitive);
}
