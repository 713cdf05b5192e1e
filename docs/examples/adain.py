"""libadain from Python, by ctypes alone: what is installed, the table of options, and stylising pixels in
memory.

It has what the examples need of adain.h, not all of it. The library is found as the system finds it, or in
the variable LIBADAIN.
"""

import ctypes
import os
from ctypes import POINTER, Structure, byref, c_char_p, c_double, c_float, c_int32, c_int64, c_size_t
from ctypes import c_uint32, c_uint64, c_void_p, sizeof

ABI_VERSION = 1

NUMBER, INTEGER, CHOICE, TEXT = range(4)  # adain_option_kind
MODELS, STYLES = range(2)  # kinds of what is installed


class Choice(Structure):
    """adain_choice"""

    _fields_ = [("value", c_int32), ("name", c_char_p), ("text", c_char_p)]


class Option(Structure):
    """adain_option"""

    _fields_ = [
        ("kind", c_int32),
        ("name", c_char_p),
        ("label", c_char_p),
        ("unit", c_char_p),
        ("text", c_char_p),
        ("default_number", c_double),
        ("least", c_double),
        ("most", c_double),
        ("default_text", c_char_p),
        ("choices", POINTER(Choice)),
        ("choice_count", c_int32),
    ]


class Image(Structure):
    """adain_image"""

    _fields_ = [
        ("struct_size", c_size_t),
        ("width", c_int64),
        ("height", c_int64),
        ("channels", c_int32),
        ("pixels", POINTER(c_float)),
        ("row_stride", c_int64),
        ("transfer", c_void_p),
        ("user", c_void_p),
    ]


class Region(Structure):
    """adain_region"""

    _fields_ = [
        ("struct_size", c_size_t),
        ("mask", POINTER(Image)),
        ("invert_mask", c_int32),
        ("styles", POINTER(c_void_p)),
        ("weights", POINTER(c_double)),
        ("style_count", c_size_t),
    ]


class Options(Structure):
    """The beginning of adain_options: what is left out has its default, since the library is told the size"""

    _fields_ = [
        ("struct_size", c_size_t),
        ("strength", c_double),
        ("preserve_color", c_int32),
        ("trade_off", c_int32),
        ("threads", c_int32),
        ("memory", c_uint64),
        ("progress", c_void_p),
        ("progress_user", c_void_p),
    ]


def load():
    """The library, with the types of what is called here."""
    library = ctypes.CDLL(os.environ.get("LIBADAIN", "libadain.so.1"))
    library.adain_abi_version.restype = c_uint32
    if library.adain_abi_version() != ABI_VERSION:
        raise OSError(f"libadain has interface {library.adain_abi_version()}, this is for {ABI_VERSION}")
    library.adain_option_at.restype = POINTER(Option)
    library.adain_installed_find.restype = c_void_p
    library.adain_installed_count.restype = c_size_t
    for text in ("folder", "name", "path"):
        getattr(library, f"adain_installed_{text}").restype = c_char_p
    library.adain_context_create.restype = c_void_p
    library.adain_context_error.restype = c_char_p
    return library


def options(library):
    """The table of options, from the first row to the last."""
    rows, index = [], 0
    while row := library.adain_option_at(index):
        rows.append(row.contents)
        index += 1
    return rows


def installed():
    """The folder of what is installed, or None; and paths by name, of models and of saved styles."""
    library = load()
    found = c_void_p(library.adain_installed_find())
    folder = library.adain_installed_folder(found)
    files = []
    for kind in MODELS, STYLES:
        places = [(kind, c_size_t(i)) for i in range(library.adain_installed_count(found, kind))]
        names = [os.fsdecode(library.adain_installed_name(found, *place)) for place in places]
        paths = [os.fsdecode(library.adain_installed_path(found, *place)) for place in places]
        files.append(dict(zip(names, paths)))
    library.adain_installed_free(found)
    return folder and os.fsdecode(folder), *files


class Stylizer:
    """A model and a saved style, ready for pictures."""

    def __init__(self, model, style):
        self.library = load()
        self.context = c_void_p(self.library.adain_context_create())
        self.model, self.style = c_void_p(), c_void_p()
        self._check(self.library.adain_model_load(self.context, os.fsencode(model), byref(self.model)))
        self._check(self.library.adain_style_load(self.context, os.fsencode(style), byref(self.style)))

    def __call__(self, pixels, width, height, strength=1.0):
        """Stylises RGB values from 0 to 1, row by row; gives as many."""
        count = width * height * 3
        content, output = (c_float * count)(*pixels), (c_float * count)()
        styles = (c_void_p * 1)(self.style)
        region = Region(struct_size=sizeof(Region), styles=styles, style_count=1)
        chosen = Options()
        self.library.adain_options_init(byref(chosen), c_size_t(sizeof(Options)))
        chosen.strength = strength
        images = [
            Image(struct_size=sizeof(Image), width=width, height=height, channels=3, pixels=values)
            for values in (content, output)
        ]
        self._check(
            self.library.adain_stylize(
                self.context, self.model, byref(images[0]), byref(region), c_size_t(1), byref(chosen),
                byref(images[1]),
            )
        )
        return list(output)

    def close(self):
        """Gives everything back."""
        for free, what in (("style", self.style), ("model", self.model), ("context", self.context)):
            getattr(self.library, f"adain_{free}_free")(what)

    def _check(self, status):
        if status != 0:
            raise OSError(self.library.adain_context_error(self.context).decode())
