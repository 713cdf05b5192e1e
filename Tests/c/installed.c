/* installed.c: what adain_installed_find() finds. The folders that Tests/c/run makes are for
 * list_installed(). */
#include "abi.h"

/* The folder, then a line for each model and each style. */
int
list_installed (void)
{
  adain_installed *installed = adain_installed_find ();

  printf ("folder %s\n", adain_installed_folder (installed));
  for (int kind = ADAIN_MODELS; kind <= ADAIN_STYLES; kind++)
    for (size_t i = 0; i < adain_installed_count (installed, kind); i++)
      printf ("%s '%s' %s\n", kind == ADAIN_MODELS ? "model" : "style",
              adain_installed_name (installed, kind, i), adain_installed_path (installed, kind, i));
  adain_installed_free (installed);
  return 0;
}

/* The path of what has that name, or NULL. */
static const char *
path_of (const adain_installed *installed, int kind, const char *name)
{
  for (size_t i = 0; i < adain_installed_count (installed, kind); i++)
    if (strcmp (adain_installed_name (installed, kind, i), name) == 0)
      return adain_installed_path (installed, kind, i);
  return NULL;
}

void
test_installed (void)
{
  adain_installed *installed = adain_installed_find ();
  adain_model     *loaded = NULL;
  adain_style     *saved = NULL;
  const size_t     count = adain_installed_count (installed, ADAIN_STYLES);

  check (installed != NULL && adain_installed_folder (installed) != NULL, "the folder of what is installed");
  expect (adain_model_load (context, path_of (installed, ADAIN_MODELS, ADAIN_DEFAULT_MODEL), &loaded),
          ADAIN_OK, "the default model is installed");
  expect (adain_style_load (context, path_of (installed, ADAIN_STYLES, ADAIN_DEFAULT_STYLE), &saved),
          ADAIN_OK, "the default style is installed");
  check (loaded != NULL && saved != NULL && adain_style_fits (saved, loaded), "and they fit each other");
  adain_style_free (saved);
  adain_model_free (loaded);
  check (adain_installed_name (installed, ADAIN_STYLES, count) == NULL
           && adain_installed_path (installed, ADAIN_STYLES, count) == NULL
           && adain_installed_name (installed, ADAIN_MODELS, SIZE_MAX) == NULL,
         "nothing behind the last");
  check (adain_installed_count (installed, -1) == 0 && adain_installed_count (installed, 2) == 0
           && adain_installed_path (installed, INT32_MAX, 0) == NULL,
         "nothing of an unknown kind");
  adain_installed_free (installed);
  adain_installed_free (NULL);
  check (adain_installed_folder (NULL) == NULL && adain_installed_count (NULL, ADAIN_MODELS) == 0
           && adain_installed_name (NULL, ADAIN_MODELS, 0) == NULL,
         "NULL has nothing");
}
