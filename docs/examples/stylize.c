/* stylize.c: stylises a binary PPM of 8 bits with libadain: what goes in and out is files that need no other
 * library.
 *
 *   cc stylize.c $(pkg-config --cflags --libs adain) -o stylize
 *   ./stylize                                        lists what is installed
 *   ./stylize MODEL STYLE IN.ppm OUT.ppm [STRENGTH]
 *
 * MODEL and STYLE are names of that list, or paths of files.
 */
#include <adain.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
print_installed (const adain_installed *installed)
{
  const char *folder = adain_installed_folder (installed);

  printf ("folder: %s\n", folder == NULL ? "none" : folder);
  for (int kind = ADAIN_MODELS; kind <= ADAIN_STYLES; kind++)
    for (size_t i = 0; i < adain_installed_count (installed, kind); i++)
      printf ("%s: %s\n", kind == ADAIN_MODELS ? "model" : "style",
              adain_installed_name (installed, kind, i));
}

/* The path of what is installed by that name; any other text is a path itself. */
static const char *
path_of (const adain_installed *installed, int kind, const char *text)
{
  for (size_t i = 0; i < adain_installed_count (installed, kind); i++)
    if (strcmp (adain_installed_name (installed, kind, i), text) == 0)
      return adain_installed_path (installed, kind, i);
  return text;
}

/* The picture's values from 0 to 1, to be freed; NULL when the file is no such picture. */
static float *
read_ppm (const char *path, int64_t *width, int64_t *height)
{
  FILE  *file = fopen (path, "rb");
  float *pixels = NULL;
  int    columns, rows;

  if (file != NULL && fscanf (file, "P6 %d %d 255", &columns, &rows) == 2 && getc (file) != EOF && columns > 0
      && rows > 0 && (pixels = calloc ((size_t) columns * rows, 3 * sizeof *pixels)) != NULL)
    for (size_t i = 0; i < (size_t) columns * rows * 3; i++)
      pixels[i] = (float) getc (file) / 255;
  if (pixels != NULL)
    {
      *width = columns;
      *height = rows;
    }
  if (file != NULL)
    fclose (file);
  return pixels;
}

static int
write_ppm (const char *path, const adain_image *image)
{
  FILE *file = fopen (path, "wb");

  if (file == NULL)
    return 0;
  fprintf (file, "P6\n%lld %lld\n255\n", (long long) image->width, (long long) image->height);
  for (int64_t i = 0; i < image->width * image->height * 3; i++)
    {
      float value = image->pixels[i] < 0 ? 0 : image->pixels[i] > 1 ? 1 : image->pixels[i];

      putc ((int) (value * 255 + 0.5f), file);
    }
  return fclose (file) == 0;
}

/* The library's part: two files loaded, one call made. */
static adain_status
stylize (adain_context *context, const char *model_file, const char *style_file, double strength,
         const adain_image *content, adain_image *output)
{
  adain_model  *model = NULL;
  adain_style  *style = NULL;
  adain_options options;
  adain_region  everywhere = { .struct_size = sizeof everywhere, .style_count = 1 };
  adain_status  status = adain_model_load (context, model_file, &model);

  if (status == ADAIN_OK)
    status = adain_style_load (context, style_file, &style);
  if (status == ADAIN_OK)
    {
      const adain_style *styles[] = { style };

      everywhere.styles = styles;
      adain_options_init (&options, sizeof options);
      options.strength = strength;
      status = adain_stylize (context, model, content, &everywhere, 1, &options, output);
    }
  adain_style_free (style);
  adain_model_free (model);
  return status;
}

int
main (int count, char **arguments)
{
  adain_installed *installed = adain_installed_find ();
  adain_image      content = { .struct_size = sizeof content, .channels = 3 }, output;
  adain_context   *context;
  int              done = 0;

  if (count == 1)
    return print_installed (installed), adain_installed_free (installed), 0;
  if (count < 5)
    return fprintf (stderr, "usage: stylize MODEL STYLE IN.ppm OUT.ppm [STRENGTH]\n"), 2;
  content.pixels = read_ppm (arguments[3], &content.width, &content.height);
  if (content.pixels == NULL)
    return fprintf (stderr, "%s is no binary PPM of 8 bits\n", arguments[3]), 1;
  output = content;
  output.pixels = calloc ((size_t) content.width * (size_t) content.height, 3 * sizeof *output.pixels);
  context = adain_context_create ();
  if (output.pixels == NULL || context == NULL)
    fprintf (stderr, "no memory\n");
  else if (stylize (context, path_of (installed, ADAIN_MODELS, arguments[1]),
                    path_of (installed, ADAIN_STYLES, arguments[2]), count > 5 ? atof (arguments[5]) : 1,
                    &content, &output)
           != ADAIN_OK)
    fprintf (stderr, "%s\n", adain_context_error (context));
  else if (!(done = write_ppm (arguments[4], &output)))
    fprintf (stderr, "%s cannot be written\n", arguments[4]);
  adain_context_free (context);
  adain_installed_free (installed);
  free (output.pixels);
  free (content.pixels);
  return done ? 0 : 1;
}
