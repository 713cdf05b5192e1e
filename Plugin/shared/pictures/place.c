/* place.c: lets a finished file take the place of another in one step, with what cp would leave as it was:
 * the mode, the owner, links. */
#define _GNU_SOURCE /* fallocate */
#include "adain-gegl-pictures.h"

#include "adain-gegl.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static gboolean
fail (GError **error, const char *path, const char *problem)
{
  g_set_error (error, ADAIN_GEGL_ERROR, ADAIN_UNREADABLE, "The file '%s' cannot be written: %s.", path,
               problem);
  return FALSE;
}

/* TRUE also when there is nothing at path; *there says which. */
static gboolean
look_at_target (const char *path, struct stat *info, gboolean *there, GError **error)
{
  *there = stat (path, info) == 0;
  if (!*there)
    {
      if (errno != ENOENT)
        return fail (error, path, g_strerror (errno));
      if (lstat (path, info) == 0)
        return fail (error, path, "it is a link to a file that does not exist; remove the link");
      return TRUE;
    }
  if (S_ISDIR (info->st_mode))
    return fail (error, path, "it is a folder; name a file in it");
  if (!S_ISREG (info->st_mode))
    return fail (error, path, "it is not an ordinary file; choose another name");
  /* The bits count for the administrator, too. */
  if ((info->st_mode & 0222) == 0 || access (path, W_OK) != 0)
    return fail (error, path, "it is write-protected; choose another name, or chmod +w it");
  return TRUE;
}

gboolean
adain_gegl_check_target (const char *path, GError **error)
{
  struct stat info;
  gboolean    there;

  return look_at_target (path, &info, &there, error);
}

/* Whether a new file can stand for the old one: it has no other name, and nothing that is not copied here. */
static gboolean
can_be_replaced (const char *path, const struct stat *info)
{
  struct stat link;

  return lstat (path, &link) == 0 && !S_ISLNK (link.st_mode) && info->st_nlink == 1
         && listxattr (path, NULL, 0) <= 0;
}

static gboolean
take_owner_and_mode (const char *from, const struct stat *info)
{
  struct stat own;

  if (stat (from, &own) != 0)
    return FALSE;
  if ((own.st_uid != info->st_uid || own.st_gid != info->st_gid)
      && chown (from, info->st_uid, info->st_gid) != 0)
    return FALSE;
  return chmod (from, info->st_mode & 07777) == 0;
}

static gboolean
copy_all (int from, int to, off_t length)
{
  char    block[1 << 16];
  ssize_t count;

  /* Asks for the space before the old contents are touched. */
  if (length > 0 && fallocate (to, FALLOC_FL_KEEP_SIZE, 0, length) != 0 && errno == ENOSPC)
    return FALSE;
  while ((count = read (from, block, sizeof block)) > 0)
    for (ssize_t done = 0, written; done < count; done += written)
      if ((written = write (to, block + done, (size_t) (count - done))) < 0)
        return FALSE;
  return count == 0 && ftruncate (to, length) == 0;
}

static gboolean
write_into (const char *from, const char *path, GError **error)
{
  int source = g_open (from, O_RDONLY | O_CLOEXEC, 0), target = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  struct stat info;
  gboolean    done;

  done = source >= 0 && target >= 0 && fstat (source, &info) == 0 && copy_all (source, target, info.st_size);
  if (!done)
    fail (error, path, g_strerror (errno));
  if (source >= 0)
    close (source);
  if (target >= 0 && close (target) != 0 && done)
    done = fail (error, path, g_strerror (errno));
  if (done)
    unlink (from);
  return done;
}

static void
flush (const char *path)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (file < 0)
    return;
  fsync (file); /* otherwise a power failure could leave an empty file instead of the old one */
  close (file);
}

gboolean
adain_gegl_place_file (const char *from, const char *path, GError **error)
{
  struct stat info;
  gboolean    there;

  if (!look_at_target (path, &info, &there, error))
    return FALSE;
  if (there)
    {
      if (!can_be_replaced (path, &info) || !take_owner_and_mode (from, &info))
        return write_into (from, path, error);
      flush (from);
    }
  return rename (from, path) == 0 || fail (error, path, g_strerror (errno));
}
