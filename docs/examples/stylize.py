#!/usr/bin/env python3
"""Stylises a binary PPM of 8 bits with libadain: what goes in and out is files that need no other library.

    stylize.py                                     lists what is installed
    stylize.py MODEL STYLE IN.ppm OUT.ppm [STRENGTH]

MODEL and STYLE are names of that list, or paths of files.
"""

import re
import sys

from adain import Stylizer, installed


def read_ppm(path):
    """Width, height and the values from 0 to 1."""
    with open(path, "rb") as file:
        data = file.read()
    header = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    if header is None:
        sys.exit(f"{path} is no binary PPM of 8 bits")
    width, height = int(header[1]), int(header[2])
    values = data[header.end() : header.end() + width * height * 3]
    if len(values) < width * height * 3:
        sys.exit(f"{path} is cut short")
    return width, height, [value / 255 for value in values]


def write_ppm(path, width, height, values):
    """Rounds to 8 bits."""
    with open(path, "wb") as file:
        file.write(b"P6\n%d %d\n255\n" % (width, height))
        file.write(bytes(round(min(max(value, 0.0), 1.0) * 255) for value in values))


def main():
    folder, models, styles = installed()
    if len(sys.argv) == 1:
        print(f"folder: {folder or 'none'}")
        print("\n".join([f"model: {name}" for name in models] + [f"style: {name}" for name in styles]))
        return
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__.strip())
    model, style, source, target = sys.argv[1:5]
    width, height, values = read_ppm(source)
    try:
        stylizer = Stylizer(models.get(model, model), styles.get(style, style))
        result = stylizer(values, width, height, strength=float((sys.argv[5:] or ["1"])[0]))
    except OSError as error:
        sys.exit(f"stylize.py: {error}")
    write_ppm(target, width, height, result)
    stylizer.close()


main()
