/* pixels.c: makes test pictures and compares pictures, for the tests of the GEGL operation and the GIMP
 * plug-in. It uses GEGL alone and nothing of this project.
 *
 *   pixels make KIND WIDTH HEIGHT OUT    KIND: photo, stripes, alpha, hidden, bright, grey, mask, white
 *                                        or nan; an OUT of .png has 16 bits, .8.png 8, .exr floats
 *   pixels compare A B LEVELS [X Y W H]  no sample differs by more than LEVELS of 255 (in that area)
 *   pixels differ A B LEVELS [X Y W H]   the mean difference of the colours is at least LEVELS
 *   pixels close A B LEVELS [X Y W H]    it is at most LEVELS
 *   pixels alpha A B                     the alphas agree within half a level
 *   pixels chroma A B LEVELS             A and B differ in luma only
 *   pixels blend BEFORE STYLISED SELECTION RESULT LEVELS
 *                                        RESULT is BEFORE and STYLISED mixed by SELECTION's luma
 *   pixels serve                         such commands from stdin, a line each; GEGL is started once
 *
 * The status says whether that holds. Pictures of different sizes, NaNs and missing files always fail.
 */
#include <gegl.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  int    width, height;
  float *rgba; /* rows from the top, R'G'B'A */
} Picture;

/* What the command at work has loaded. */
static Picture  loaded[4];
static int      loaded_count;
static gboolean serving;
static jmp_buf  next_command;

/* The command has failed. */
static G_GNUC_NORETURN void
end (void)
{
  if (serving)
    longjmp (next_command, 1);
  exit (1);
}

static G_GNUC_NORETURN void
fail (const char *text, const char *what)
{
  fprintf (stderr, "pixels: %s %s\n", text, what);
  end ();
}

static const Picture *
load (const char *path)
{
  GeglNode     *node;
  GeglRectangle bounds;
  Picture      *picture;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    fail ("no such file:", path);
  node = gegl_node_new_child (NULL, "operation", "gegl:load", "path", path, NULL);
  bounds = gegl_node_get_bounding_box (node);
  if (bounds.width <= 0 || bounds.height <= 0)
    fail ("cannot read", path);
  picture = &loaded[loaded_count++];
  *picture = (Picture) { bounds.width, bounds.height, NULL };
  picture->rgba = g_new (float, (size_t) bounds.width *bounds.height * 4);
  gegl_node_blit (node, 1.0, &bounds, babl_format ("R'G'B'A float"), picture->rgba, GEGL_AUTO_ROWSTRIDE, 0);
  g_object_unref (node);
  return picture;
}

static float *
at (const Picture *picture, int x, int y)
{
  return picture->rgba + ((size_t) y * picture->width + x) * 4;
}

/* Making */

/* Something with flat parts, slopes, edges and fine texture, the same every time. */
static void
photo_pixel (double x, double y, float *rgba)
{
  double disc = hypot (x - 0.35, y - 0.4) < 0.22 ? 0.35 : 0.0;
  double texture = 0.06 * sin (x * 190.0) * cos (y * 150.0);

  rgba[0] = (float) (0.25 + 0.5 * x + disc + texture);
  rgba[1] = (float) (0.55 - 0.3 * y + 0.5 * disc + texture);
  rgba[2] = (float) (0.75 - 0.5 * x * y - disc + texture + (x + y > 1.5 ? 0.2 : 0.0));
  rgba[3] = 1.0f;
}

static void
make_pixel (const char *kind, double x, double y, float *rgba)
{
  photo_pixel (x, y, rgba);
  if (g_str_equal (kind, "stripes"))
    for (int i = 0; i < 3; i++)
      rgba[i] = (float) (0.5 + 0.4 * sin ((x * (i + 1) + y * (3 - i)) * 40.0));
  else if (g_str_equal (kind, "alpha") || g_str_equal (kind, "hidden"))
    {
      rgba[3] = (float) CLAMP (x * 3.0 - 1.0, 0.0, 1.0);
      /* The same picture to the eye: only what nobody sees differs. */
      if (g_str_equal (kind, "hidden") && rgba[3] == 0.0f)
        rgba[0] = rgba[1] = 1.0f;
    }
  else if (g_str_equal (kind, "bright") && x <= 1.0 / 3.0)
    rgba[0] = rgba[1] = 1.0f; /* what is hidden above, but seen */
  else if (g_str_equal (kind, "grey"))
    rgba[1] = rgba[2] = rgba[0];
  else if (g_str_equal (kind, "mask"))
    rgba[0] = rgba[1] = rgba[2] = (float) CLAMP ((x - 0.3) * 2.5, 0.0, 1.0);
  else if (g_str_equal (kind, "white"))
    rgba[0] = rgba[1] = rgba[2] = 1.0f;
  else if (g_str_equal (kind, "nan") && x > 0.5 && y > 0.5)
    rgba[1] = NAN;
  for (int i = 0; i < 3; i++)
    if (!isnan (rgba[i]))
      rgba[i] = CLAMP (rgba[i], 0.0f, 1.0f);
}

static void
make (const char *kind, int width, int height, const char *path)
{
  const char *format = strstr (kind, "grey") || strstr (kind, "mask") || strstr (kind, "white") ? "Y' float"
                       : strstr (kind, "alpha") || strstr (kind, "hidden") ? "R'G'B'A float"
                                                                           : "R'G'B' float";
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format (format));
  gboolean    exr = g_str_has_suffix (path, ".exr");
  GeglNode   *graph = gegl_node_new (), *source, *saver;
  float      *rgba = g_new (float, (size_t) width *height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      make_pixel (kind, (x + 0.5) / width, (y + 0.5) / height, rgba + ((size_t) y * width + x) * 4);
  gegl_buffer_set (buffer, NULL, 0, babl_format ("R'G'B'A float"), rgba, GEGL_AUTO_ROWSTRIDE);
  source = gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", buffer, NULL);
  saver = gegl_node_new_child (graph, "operation", exr ? "gegl:exr-save" : "gegl:png-save", "path", path,
                               NULL);
  if (!exr)
    gegl_node_set (saver, "bitdepth", g_str_has_suffix (path, ".8.png") ? 8 : 16, NULL);
  gegl_node_link (source, saver);
  gegl_node_process (saver);
  g_object_unref (graph);
  g_object_unref (buffer);
  g_free (rgba);
}

/* Comparing */

static GeglRectangle
area_of (const Picture *a, const Picture *b, int count, char **numbers)
{
  GeglRectangle area = { 0, 0, a->width, a->height };

  if (a->width != b->width || a->height != b->height)
    {
      fprintf (stderr, "pixels: the sizes differ: %dx%d, %dx%d\n", a->width, a->height, b->width, b->height);
      end ();
    }
  if (count == 4)
    area = *GEGL_RECTANGLE (atoi (numbers[0]), atoi (numbers[1]), atoi (numbers[2]), atoi (numbers[3]));
  if (area.width <= 0 || area.height <= 0 || area.x < 0 || area.y < 0 || area.x + area.width > a->width
      || area.y + area.height > a->height)
    fail ("the area lies outside the picture", "");
  return area;
}

/* A difference of invisible colours does not count. */
static double
sample_difference (const float *a, const float *b, int i)
{
  double difference = i < 3 ? (double) a[i] * a[3] - (double) b[i] * b[3] : (double) a[i] - b[i];

  return isfinite (a[i]) && isfinite (b[i]) ? fabs (difference) * 255.0 : INFINITY;
}

static void
compare (const Picture *a, const Picture *b, GeglRectangle area, double levels)
{
  double worst = -1.0;
  int    worst_x = 0, worst_y = 0;

  for (int y = area.y; y < area.y + area.height; y++)
    for (int x = area.x; x < area.x + area.width; x++)
      for (int i = 0; i < 4; i++)
        {
          double difference = sample_difference (at (a, x, y), at (b, x, y), i);

          if (difference > worst)
            worst = difference, worst_x = x, worst_y = y;
        }
  printf ("largest difference %.4f levels, at %d,%d\n", worst, worst_x, worst_y);
  if (!(worst <= levels))
    end ();
}

static double
mean_difference (const Picture *a, const Picture *b, GeglRectangle area)
{
  double sum = 0.0;

  for (int y = area.y; y < area.y + area.height; y++)
    for (int x = area.x; x < area.x + area.width; x++)
      for (int i = 0; i < 3; i++)
        sum += sample_difference (at (a, x, y), at (b, x, y), i);
  sum /= 3.0 * area.width * area.height;
  printf ("mean difference %.4f levels\n", sum);
  return sum;
}

static void
compare_alpha (const Picture *a, const Picture *b)
{
  area_of (a, b, 0, NULL);
  for (int i = 3; i < a->width * a->height * 4; i += 4)
    if (!(fabsf (a->rgba[i] - b->rgba[i]) <= 0.5f / 255.0f))
      fail ("the alphas differ", "");
}

/* Between light and R'G'B', in place. */
static void
convert (const Picture *picture, const char *from, const char *to)
{
  babl_process (babl_fish (babl_format (from), babl_format (to)), picture->rgba, picture->rgba,
                (long) picture->width * picture->height);
}

/* GIMP mixes light, not its sRGB codes. */
static void
blend (const Picture *before, const Picture *stylised, const Picture *selection, const Picture *result,
       double levels)
{
  GeglRectangle area = area_of (before, stylised, 0, NULL);
  int           between = 0;

  area_of (before, selection, 0, NULL);
  convert (before, "R'G'B'A float", "RGBA float");
  convert (stylised, "R'G'B'A float", "RGBA float");
  for (int i = 0; i < before->width * before->height; i++)
    {
      float share = selection->rgba[4 * i];

      between += share > 0.2f && share < 0.8f;
      for (int c = 4 * i; c < 4 * i + 4; c++)
        before->rgba[c] += share * (stylised->rgba[c] - before->rgba[c]);
    }
  convert (before, "RGBA float", "R'G'B'A float");
  printf ("%d pixels lie between\n", between);
  if (between < 10)
    fail ("the selection has no soft edge", "");
  area_of (before, result, 0, NULL);
  compare (before, result, area, levels);
}

/* Equal differences between the channels mean equal colour and another brightness. Clipped pixels do not
 * count. */
static void
compare_chroma (const Picture *a, const Picture *b, double levels)
{
  double worst = 0.0;
  int    counted = 0;

  area_of (a, b, 0, NULL);
  for (int i = 0; i < a->width * a->height * 4; i += 4)
    {
      const float *p = a->rgba + i, *q = b->rgba + i;
      double       low = MIN (q[0], MIN (q[1], q[2])), high = MAX (q[0], MAX (q[1], q[2]));

      if (low < 0.004 || high > 0.996)
        continue;
      counted++;
      worst = MAX (worst, fabs ((p[0] - p[1]) - (q[0] - q[1])) * 255.0);
      worst = MAX (worst, fabs ((p[1] - p[2]) - (q[1] - q[2])) * 255.0);
    }
  printf ("largest difference of chroma %.4f levels in %d pixels\n", worst, counted);
  if (counted * 2 < a->width * a->height || !(worst <= levels))
    end ();
}

static int
run (int count, char **words)
{
  const char    *command = count > 0 ? words[0] : "";
  const Picture *a, *b, *c;
  double         mean;

  if (g_str_equal (command, "make") && count == 5)
    {
      make (words[1], atoi (words[2]), atoi (words[3]), words[4]);
      return 0;
    }
  if (count < 3)
    fail ("see the top of pixels.c for what to say, not", command);
  a = load (words[1]);
  b = load (words[2]);
  if (g_str_equal (command, "compare") && (count == 4 || count == 8))
    compare (a, b, area_of (a, b, count - 4, words + 4), g_ascii_strtod (words[3], NULL));
  else if ((g_str_equal (command, "differ") || g_str_equal (command, "close")) && (count == 4 || count == 8))
    {
      mean = mean_difference (a, b, area_of (a, b, count - 4, words + 4));
      if (command[0] == 'd' ? !(mean >= g_ascii_strtod (words[3], NULL) && isfinite (mean))
                            : !(mean <= g_ascii_strtod (words[3], NULL)))
        return 1;
    }
  else if (g_str_equal (command, "alpha") && count == 3)
    compare_alpha (a, b);
  else if (g_str_equal (command, "chroma") && count == 4)
    compare_chroma (a, b, g_ascii_strtod (words[3], NULL));
  else if (g_str_equal (command, "blend") && count == 6)
    {
      c = load (words[3]);
      blend (a, b, c, load (words[4]), g_ascii_strtod (words[5], NULL));
    }
  else
    fail ("see the top of pixels.c for what to say, not", command);
  return 0;
}

/* A command a line; what it says is followed by a line "status N". */
static void
serve (void)
{
  char   line[4096];
  char **words;

  serving = TRUE;
  dup2 (STDOUT_FILENO, STDERR_FILENO);
  setvbuf (stdout, NULL, _IONBF, 0);
  while (fgets (line, sizeof line, stdin))
    {
      int status;

      words = g_strsplit (g_strchomp (line), " ", -1);
      status = setjmp (next_command);
      if (status == 0)
        status = run ((int) g_strv_length (words), words);
      printf ("status %d\n", status);
      g_strfreev (words);
      while (loaded_count > 0)
        g_free (loaded[--loaded_count].rgba);
    }
}

int
main (int count, char **arguments)
{
  gegl_init (NULL, NULL);
  if (count == 2 && g_str_equal (arguments[1], "serve"))
    {
      serve ();
      return 0;
    }
  return run (count - 1, arguments + 1);
}
