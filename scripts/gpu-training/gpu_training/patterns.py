"""Patterns drawn by program: stripes, checks, dots, cells, clouds and strokes, in a few given colours."""

import numpy as np
from PIL import Image


def pattern(side, colours, random):
    """[side, side, 3] in 8 bits. colours: four of them, [4, 3]."""
    kind = PATTERNS[random.integers(len(PATTERNS))]
    colours = colours.astype(np.float32)
    # Two that are too much alike would show nothing.
    if np.abs(colours[0] - colours[1]).max() < 40:
        colours[1] = (colours[0] + 128) % 256
    made = kind(side, colours, random)
    return np.clip(made + random.normal(0, random.uniform(0, 6), made.shape), 0, 255).astype(np.uint8)


def stripes(side, width, angle, share=0.5, phase=0.0):
    """1 on stripes, 0 between, smooth over a pixel; [side, side]. share: of a stripe in its period of `width`
    pixels."""
    y, x = np.mgrid[:side, :side]
    across = (x * np.cos(angle) + y * np.sin(angle)) / width + phase
    distance = np.abs(across - np.floor(across) - 0.5) * width
    return np.clip(share * width / 2 - distance + 0.5, 0, 1).astype(np.float32)


def _mixed(mask, first, second):
    return second + (first - second) * mask[..., None]


def _stripes(side, colours, random):
    mask = stripes(
        side, random.uniform(6, 48), random.uniform(0, np.pi), random.uniform(0.2, 0.8), random.random()
    )
    return _mixed(mask, colours[0], colours[1])


def _checks(side, colours, random):
    width, angle = random.uniform(10, 64), random.uniform(0, np.pi)
    first = stripes(side, width, angle)
    second = stripes(side, width * random.uniform(0.5, 2), angle + np.pi / 2)
    return _mixed(second, _mixed(first, colours[0], colours[1]), _mixed(first, colours[2], colours[3]))


def _dots(side, colours, random):
    width, radius = random.uniform(8, 40), random.uniform(0.2, 0.5)
    y, x = np.mgrid[:side, :side] / width
    y, x = y + random.random(), x + 0.5 * (np.floor(y) % 2)
    distance = np.hypot(x - np.floor(x) - 0.5, y - np.floor(y) - 0.5)
    mask = np.clip((radius - distance) * width + 0.5, 0, 1)
    return _mixed(mask, colours[0], colours[1])


def _cells(side, colours, random):
    """Flat pieces around random points with lines between them, like leaded glass."""
    count = int(random.integers(12, 60))
    points, kinds = random.uniform(0, side, (count, 2)), random.integers(0, 4, count)
    y, x = np.mgrid[:side, :side]
    distances = np.hypot(y[..., None] - points[:, 0], x[..., None] - points[:, 1])
    nearest = np.argmin(distances, 2)
    two = np.partition(distances, 1, 2)
    line = np.clip(random.uniform(0, 3) - (two[..., 1] - two[..., 0]), 0, 1)
    return _mixed(line, np.full(3, random.uniform(0, 60)), colours[kinds[nearest]])


def _clouds(side, colours, random):
    """Noise of several sizes."""
    total = np.zeros((side, side), dtype=np.float32)
    for octave in range(5):
        grid = random.random((3 << octave, 3 << octave)).astype(np.float32)
        resized = Image.fromarray(grid).resize((side, side), Image.Resampling.BICUBIC)
        total += np.asarray(resized) * random.uniform(0.4, 0.8) ** octave
    total = (total - total.min()) / max(float(np.ptp(total)), 1e-6)
    sharper = np.clip((total - 0.5) * random.uniform(1, 6) + 0.5, 0, 1)
    return _mixed(sharper, colours[0], colours[1])


def _strokes(side, colours, random):
    """Short strokes of one direction, one over the other."""
    made = np.broadcast_to(colours[3], (side, side, 3)).copy()
    angle, length, width = random.uniform(0, np.pi), random.uniform(10, 40), random.uniform(2, 7)
    y, x = np.mgrid[:side, :side]
    for _ in range(int(random.integers(60, 160))):
        turn = angle + random.normal(0, 0.2)
        dx, dy = x - random.uniform(0, side), y - random.uniform(0, side)
        along, across = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
        made[(np.abs(along) < length / 2) & (np.abs(across) < width / 2)] = colours[random.integers(4)]
    return made


PATTERNS = (_stripes, _checks, _dots, _cells, _clouds, _strokes)
