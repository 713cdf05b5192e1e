/* texts.c: copies the texts of PNG files. EXIF, XMP, IPTC and the description are exiv2's. */
#include "pictures/texts.h"

#include <string.h>

/* png_text with strings of its own. */
typedef struct
{
  int   compression;
  char *keyword, *text;
  char *language, *translated; /* of iTXt, whose text is UTF-8; else NULL, and it is Latin-1 */
} Text;

static void
text_free (gpointer data)
{
  Text *text = data;

  g_free (text->keyword);
  g_free (text->text);
  g_free (text->language);
  g_free (text->translated);
  g_free (text);
}

static gboolean
is_carried (const char *keyword)
{
  return keyword != NULL && !g_str_has_prefix (keyword, "Raw profile type ")
         && !g_str_equal (keyword, "XML:com.adobe.xmp") && !g_str_equal (keyword, "Description")
         && !g_str_has_prefix (keyword, "Thumb::");
}

static gboolean
is_international (int compression)
{
  return compression == PNG_ITXT_COMPRESSION_NONE || compression == PNG_ITXT_COMPRESSION_zTXt;
}

GPtrArray *
adain_gegl_texts_read (png_structp png, png_infop info)
{
  png_textp  told = NULL;
  int        count = 0;
  GPtrArray *texts = NULL;

  png_get_text (png, info, &told, &count);
  for (int i = 0; i < count; i++)
    if (is_carried (told[i].key))
      {
        Text *text = g_new0 (Text, 1);

        text->compression = told[i].compression;
        text->keyword = g_strdup (told[i].key);
        text->text = g_strdup (told[i].text == NULL ? "" : told[i].text);
        if (is_international (text->compression))
          {
            text->language = g_strdup (told[i].lang);
            text->translated = g_strdup (told[i].lang_key);
          }
        if (texts == NULL)
          texts = g_ptr_array_new_with_free_func (text_free);
        g_ptr_array_add (texts, text);
      }
  return texts;
}

void
adain_gegl_texts_write (GPtrArray *texts, png_structp png, png_infop info)
{
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      const Text *text = texts->pdata[i];
      png_text    told = { .compression = text->compression,
                           .key = text->keyword,
                           .text = text->text,
                           .lang = text->language,
                           .lang_key = text->translated };

      png_set_text (png, info, &told, 1);
    }
}

char *
adain_gegl_texts_find (GPtrArray *texts, const char *keyword)
{
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      const Text *text = texts->pdata[i];

      if (!g_str_equal (text->keyword, keyword))
        continue;
      if (is_international (text->compression))
        return g_utf8_make_valid (text->text, -1);
      return g_convert (text->text, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
    }
  return NULL;
}
