/* estimate.c: the line of the dialog that says what the work will take, and the one that says what changes.
 * It computes no pixels. */
#include "estimate.h"
#include "gtk-versions.h"

/* Nothing where there is no estimate: OK will say why. */
static gboolean
tell (gpointer user)
{
  Estimate      *estimate = user;
  adain_estimate found;
  char          *text = NULL;

  estimate->idle = 0;
  if (adain_gegl_estimate (estimate->session, &estimate->job, &found, NULL))
    text = adain_gegl_estimate_text (&found);
  gtk_label_set_text (GTK_LABEL (estimate->label), text == NULL ? "" : text);
  g_debug ("estimate: %s", gtk_label_get_text (GTK_LABEL (estimate->label)));
  g_free (text);
  return G_SOURCE_REMOVE;
}

/* Once everything else is done: the first estimate reads the model and measures the machine. */
void
estimate_update (Estimate *estimate, const Settings *settings)
{
  estimate->job.options = settings->job.options;
  if (estimate->idle == 0)
    estimate->idle = g_idle_add_full (G_PRIORITY_LOW, tell, estimate, NULL);
}

void
estimate_make (Estimate *estimate, AdainGeglSession *session, HostDrawable drawable, const Settings *settings)
{
  estimate->session = session;
  estimate->idle = 0;
  estimate->job = settings->job;
  estimate->job.extent = *GEGL_RECTANGLE (0, 0, 0, 0);
  host_size (drawable, &estimate->job.extent.width, &estimate->job.extent.height);
  estimate->job.model = settings->model;
  estimate->label = gtk_label_new ("");
  align_label (estimate->label);
  gtk_widget_show (estimate->label);
  estimate_update (estimate, settings);
}

void
estimate_clear (Estimate *estimate)
{
  if (estimate->idle != 0)
    g_source_remove (estimate->idle);
  estimate->idle = 0;
}

/* After Select > Save to Channel the new channel is the active one: what changes has to be seen. */
GtkWidget *
target_label (HostDrawable drawable)
{
  char *name = host_name (drawable);
  char *text = g_strdup_printf ("Changes the %s \342\200\234%s\342\200\235.", host_kind (drawable), name);
  GtkWidget *label = gtk_label_new (text);

  align_label (label);
  gtk_widget_show (label);
  g_debug ("target: %s", text);
  g_free (text);
  g_free (name);
  return label;
}
