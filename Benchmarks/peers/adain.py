"""libadain through ctypes: just enough to time it beside its peers."""

import ctypes as c


class Image(c.Structure):
    _fields_ = [("struct_size", c.c_size_t), ("width", c.c_int64), ("height", c.c_int64),
                ("channels", c.c_int32), ("pixels", c.c_void_p), ("row_stride", c.c_int64),
                ("transfer", c.c_void_p), ("user", c.c_void_p)]

    @classmethod
    def of(cls, array):
        height, width, channels = array.shape
        return cls(c.sizeof(cls), width, height, channels, array.ctypes.data, 0, None, None)


class Region(c.Structure):
    _fields_ = [("struct_size", c.c_size_t), ("mask", c.c_void_p), ("invert_mask", c.c_int32),
                ("styles", c.POINTER(c.c_void_p)), ("weights", c.c_void_p), ("style_count", c.c_size_t)]


class Options(c.Structure):
    _fields_ = [("struct_size", c.c_size_t), ("strength", c.c_double), ("preserve_color", c.c_int32),
                ("trade_off", c.c_int32), ("threads", c.c_int32), ("memory", c.c_uint64),
                ("progress", c.c_void_p), ("progress_user", c.c_void_p)]


class Library:
    """A context that keeps no contents, so that every run is a whole one."""

    def __init__(self, path, model, threads):
        self.library = c.CDLL(path)
        self.library.adain_context_create.restype = c.c_void_p
        self.library.adain_context_error.restype = c.c_char_p
        self.context = c.c_void_p(self.library.adain_context_create())
        self.check(self.library.adain_context_set_cache_limit(self.context, c.c_uint64(0)))
        self.model = c.c_void_p()
        self.check(self.library.adain_model_load(self.context, model.encode(), c.byref(self.model)))
        self.options = Options()
        self.library.adain_options_init(c.byref(self.options), c.c_size_t(c.sizeof(Options)))
        self.options.threads = threads

    def check(self, status):
        if status:
            raise RuntimeError(self.library.adain_context_error(self.context).decode())

    def style(self, pixels):
        style = c.c_void_p()
        image = Image.of(pixels)
        self.check(self.library.adain_style_create(
            self.context, self.model, c.byref(image), c.c_int64(0), None, c.byref(style)))
        return style

    def stylize(self, content, style, output):
        styles = (c.c_void_p * 1)(style.value)
        region = Region(c.sizeof(Region), None, 0, styles, None, 1)
        source, sink = Image.of(content), Image.of(output)
        self.check(self.library.adain_stylize(self.context, self.model, c.byref(source), c.byref(region),
                                              c.c_size_t(1), c.byref(self.options), c.byref(sink)))
