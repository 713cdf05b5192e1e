"""Pictures for training: files of folders, or of zips that pack.py makes, read with Pillow one at a time."""

import io
import os
import zipfile
from pathlib import Path

from PIL import Image

from .errors import TrainingError

# As `adain train` has them: sides beyond which nothing is gained, and shapes of which crops are little but
# enlargement.
LONGEST_SIDE = 16384
LONGEST_SHAPE = 16


class Pictures:
    """A list of pictures; small where it is sent to another process. A picture that cannot be read gives way
    to the next one."""

    def __init__(self, places):
        # (path, name within that zip or None)
        self.places = places
        self._archives, self._last = {}, (None, None)

    def __len__(self):
        return len(self.places)

    def __getstate__(self):
        return {"places": self.places, "_archives": {}, "_last": (None, None)}

    def name(self, number):
        path, member = self.places[number]
        return f"{path}: {member}" if member else path

    def open(self, number):
        """An RGB picture; the last one is kept, since several crops of one picture come after each other."""
        if self._last[0] != number:
            self._last = number, self._read(number)
        return self._last[1]

    def first_readable(self, number):
        """(picture, complaints): the picture of this number or the first readable one after it."""
        complaints = []
        for offset in range(len(self)):
            at = (number + offset) % len(self)
            try:
                return self.open(at), complaints
            except (
                OSError,
                ValueError,
                SyntaxError,
                Image.DecompressionBombError,
                zipfile.BadZipFile,
            ) as error:
                complaints.append(f"{self.name(at)} is left out: {error}")
        raise TrainingError(f"none of {len(self)} pictures can be read; {complaints[0]}")

    def _read(self, number):
        path, member = self.places[number]
        with Image.open(io.BytesIO(self._archive(path).read(member)) if member else path) as file:
            shorter, longer = sorted(file.size)
            if longer > LONGEST_SIDE or longer > LONGEST_SHAPE * shorter:
                raise ValueError(
                    f"it has {file.size[0]}x{file.size[1]} pixels; up to {LONGEST_SIDE} a side are read, "
                    f"and the longer side may be up to {LONGEST_SHAPE} times the shorter one"
                )
            return file.convert("RGB")

    def _archive(self, path):
        if path not in self._archives:
            self._archives[path] = zipfile.ZipFile(path)
        return self._archives[path]


def find(paths):
    """The images in folders and zips, each sorted by name, in the order of `paths`."""
    Image.init()
    places = []
    for path in paths:
        if os.path.isdir(path):
            names = sorted(entry.name for entry in os.scandir(path) if entry.is_file())
            found = [(os.path.join(path, name), None) for name in names if _is_image(name)]
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found = [(path, name) for name in sorted(archive.namelist()) if _is_image(name)]
        elif os.path.isfile(path):
            found = [(path, None)]
        else:
            raise TrainingError(f"{path} does not exist; give a folder, an image or a .zip of images")
        if not found:
            raise TrainingError(f"there is no image in {path}")
        places += found
    return Pictures(places)


def _is_image(name):
    return not Path(name).name.startswith(".") and Path(name).suffix.lower() in Image.EXTENSION


def held_out(pictures, count):
    """(pictures to train on, pictures that are only measured): the last ones where there are ten times as
    many, otherwise the same ones, as `adain train` does it."""
    places = pictures.places
    if len(places) >= 10 * count:
        return Pictures(places[:-count]), Pictures(places[-count:])
    return pictures, Pictures(places[-count:])
