"""What the values of options look like: a parser for each kind, with a text that says what would be right."""

import argparse
from fractions import Fraction

VGG_WIDTHS = (64, 128, 256, 512)


def number(kind, low, high, above=False):
    """A parser for numbers from `low` (or above it) to `high`."""

    def parse(text):
        value = kind(text)
        if not low <= value <= high or (above and value == low):
            raise argparse.ArgumentTypeError(f"{text} is out of range; choose {low} to {high}")
        return value

    parse.__name__ = kind.__name__
    return parse


def pair(text, separator=":"):
    """'LOW:HIGH' or one number for both."""
    parts = [float(part) for part in text.split(separator)]
    if len(parts) not in (1, 2):
        raise argparse.ArgumentTypeError(f"{text} is no pair; give two numbers with a colon between them")
    return parts[0], parts[-1]


def scale(text):
    low, high = pair(text)
    if not 0 < low <= high <= 8:
        raise argparse.ArgumentTypeError(f"{text} is out of range; give LOW:HIGH, above 0 and up to 8")
    return low, high


def weights(text):
    first, last = pair(text)
    if not (0 <= first <= 1e6 and 0 <= last <= 1e6):
        raise argparse.ArgumentTypeError(f"{text} is out of range; choose 0 to 1000000")
    return first, last


def layer_rates(text):
    """'EXPONENT' or 'EXPONENT:INPUTS'; 288 inputs are those of 32 channels, 3 x 3."""
    exponent, _, inputs = text.partition(":")
    exponent, inputs = float(exponent), int(inputs or 288)
    if not (0 <= exponent <= 1 and 1 <= inputs <= 1e6):
        raise argparse.ArgumentTypeError(
            f"{text} is out of range; give 0 to 1, and 1 input or more after a colon"
        )
    return exponent, inputs


def share_of_widths(text):
    try:
        widths = [Fraction(text) * full for full in VGG_WIDTHS]
    except (ValueError, ZeroDivisionError):
        widths = []
    if not widths or any(w.denominator != 1 or not 1 <= w <= 4096 for w in widths):
        raise argparse.ArgumentTypeError(f"{text} is no share; give 1, 1/2, 1/4 or 0.25")
    return tuple(int(w) for w in widths)


def widths(text):
    values = tuple(int(part) for part in text.split(","))
    if len(values) != 4 or not all(1 <= value <= 4096 for value in values):
        raise argparse.ArgumentTypeError(
            f"{text} cannot be used; give four widths from 1 to 4096, as 32,64,128,512"
        )
    return values


def crop_side(text):
    side = int(text)
    if side % 8 or not 16 <= side <= 2048:
        raise argparse.ArgumentTypeError(f"{text} cannot be used; give a multiple of 8 from 16 to 2048")
    return side


def pools(text):
    contents, styles = (int(part) for part in text.split(":"))
    if not (1 <= contents <= 1 << 24 and 1 <= styles <= 1 << 24):
        raise argparse.ArgumentTypeError(f"{text} is out of range; give CONTENTS:STYLES, 1 or more of each")
    return contents, styles
