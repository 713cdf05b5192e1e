"""How one crop is cut from its picture: scale, place, flip; softened, or drawn again where it is flat.

A crop is [y, x, 3] in 8 bits. All chance comes from the generator that is handed in.
"""

import math
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from .variations import varied

# How often a flat crop is drawn again before it is taken as it is: a picture may be flat all over.
TRIES = 8


class CropRules(NamedTuple):
    side: int
    scale: tuple | None
    flat_threshold: float
    # Only contents are softened and only styles varied; the other has 0.
    soften: float
    vary: float


def crop(picture, rules, random):
    """A square of `rules.side` pixels."""
    for _ in range(TRIES):
        found = np.asarray(_cut(picture, rules, random))
        if found.mean(2).std() >= 255 * rules.flat_threshold:
            break
    if random.random() < rules.vary:
        found = varied(found, random)
    return found[:, ::-1] if random.random() < 0.5 else found


def _cut(picture, rules, random):
    edge = _edge(min(picture.size), rules, random)
    left, top = (random.uniform(0, max(side - edge, 0)) for side in picture.size)
    if rules.soften:
        picture, left, top = _softened(picture, left, top, edge, random.uniform(0, rules.soften))
    # Pillow's triangle filter, as wide as the scale where it makes smaller: the published code's and this
    # project's.
    box = (left, top, min(left + edge, picture.width), min(top + edge, picture.height))
    return picture.resize((rules.side, rules.side), Image.Resampling.BILINEAR, box=box)


def _edge(shorter, rules, random):
    """The side of a crop in the picture's own pixels."""
    if rules.scale:
        low, high = (math.log(value) for value in rules.scale)
        return min(rules.side / math.exp(random.uniform(low, high)), shorter)
    # The picture is resampled so that its shorter side is between the crop's and twice that, and no larger
    # than it is where it is large enough.
    largest = max(min(2 * rules.side, shorter), rules.side)
    return shorter * rules.side / int(random.integers(rules.side, largest + 1))


def _softened(picture, left, top, edge, sigma):
    """The part around a crop, blurred, and where the crop lies in it."""
    margin = math.ceil(3 * sigma) + 1
    x, y = max(math.floor(left) - margin, 0), max(math.floor(top) - margin, 0)
    part = picture.crop(
        (
            x,
            y,
            min(math.ceil(left + edge) + margin, picture.width),
            min(math.ceil(top + edge) + margin, picture.height),
        )
    )
    return part.filter(ImageFilter.GaussianBlur(sigma)), left - x, top - y


def middle(picture, side):
    """The square in the middle, the picture's shorter side as its side."""
    edge = min(picture.size)
    left, top = ((length - edge) / 2 for length in picture.size)
    box = (left, top, left + edge, top + edge)
    return np.asarray(picture.resize((side, side), Image.Resampling.BILINEAR, box=box))
