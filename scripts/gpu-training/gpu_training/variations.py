"""Styles that a folder of paintings lacks: other colours, few colours, high contrast, drawings, hatchings,
patterns."""

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from .patterns import pattern, stripes


def varied(crop, random):
    """A changed crop, or now and then a pattern in its place; [y, x, 3], 8 bits."""
    kind = random.choice(len(KINDS), p=SHARES)
    made = KINDS[kind](Image.fromarray(crop), random)
    # Colours change beside most of them.
    if random.random() < 0.4:
        made = made[..., random.permutation(3)]
    if random.random() < 0.15:
        made = 255 - made
    return np.ascontiguousarray(made)


def _as_it_is(picture, _):
    return np.asarray(picture)


def _posterised(picture, random):
    """Two to five values a channel; the median keeps noise from becoming dots."""
    steps = int(random.integers(1, 5))
    values = np.asarray(picture.filter(ImageFilter.MedianFilter(5)), dtype=np.float32)
    return (np.round(values / 255 * steps) / steps * 255).astype(np.uint8)


def _contrasted(picture, random):
    return np.asarray(ImageOps.autocontrast(picture, cutoff=float(random.uniform(2, 15))))


def _contours(picture, random):
    """Dark lines on light paper."""
    lines = ImageOps.grayscale(picture.filter(ImageFilter.GaussianBlur(float(random.uniform(0.3, 1.2)))))
    lines = ImageOps.autocontrast(lines.filter(ImageFilter.CONTOUR), cutoff=(float(random.uniform(2, 10)), 0))
    # The filter leaves a frame of one pixel as it was.
    inner = np.asarray(lines)[1:-1, 1:-1]
    return np.repeat(np.pad(inner, 1, mode="edge")[..., None], 3, 2)


def _grey(picture, _):
    return np.asarray(ImageOps.grayscale(picture).convert("RGB"))


def _hatched(picture, random):
    """Lines in up to four directions, one more for each darker tone, in ink on paper."""
    side = picture.width
    grey = ImageOps.autocontrast(ImageOps.grayscale(picture.filter(ImageFilter.GaussianBlur(1.0))))
    tone = np.asarray(grey, dtype=np.float32) / 255
    width, angle = random.uniform(3, 8), random.uniform(0, np.pi)
    lit = np.ones((side, side), dtype=np.float32)
    for level, turn in zip((0.8, 0.6, 0.4, 0.2), (0, 0.5, 0.25, 0.75)):
        lines = stripes(side, width, angle + np.pi * turn, share=0.3)
        lit *= np.where(tone < level, 1 - lines, 1)
    ink, paper = random.uniform(0, 90, 3), random.uniform(190, 255, 3)
    return (ink + (paper - ink) * lit[..., None]).astype(np.uint8)


def _pattern(picture, random):
    """Drawn in colours of the picture's own."""
    colours = np.asarray(picture).reshape(-1, 3)
    return pattern(picture.width, colours[random.integers(0, len(colours), 4)], random)


KINDS = (_as_it_is, _posterised, _contrasted, _contours, _grey, _hatched, _pattern)
SHARES = (0.2, 0.15, 0.2, 0.1, 0.1, 0.1, 0.15)
