"""Where a training begins: weights that know nothing yet, a model's, or wider ones that do the same.

The course of `adain train`: the same distributions, other random numbers.
"""

import torch

from .errors import TrainingError
from .network import NAMES


def chain(widths):
    """Channels before and after each of the encoder's convolutions."""
    a, b, c, d = widths
    return [3, a, a, b, b, c, c, c, c, d]


def random_weights(widths, generator):
    """0.3 times He's normal distribution (arXiv 1502.01852) plus 1 at the centre tap from input k mod n to
    output k: at the start signals pass, which a plain He start took long to learn."""
    sides = chain(widths)
    # R'G'B' 0 to 1 becomes -2 to 2, about the spread of normalised data.
    tensors = {
        "encoder.preprocess.weight": 4 * torch.eye(3).reshape(3, 3, 1, 1),
        "encoder.preprocess.bias": torch.full((3,), -2.0),
    }
    for name, inputs, outputs in zip(NAMES, sides, sides[1:]):
        _add_layer(tensors, f"encoder.{name}", inputs, outputs, generator)
    return tensors | random_decoder(widths, generator)


def random_decoder(widths, generator):
    tensors, sides = {}, chain(widths)
    for name, outputs, inputs in list(zip(NAMES, sides, sides[1:]))[::-1]:
        _add_layer(tensors, f"decoder.{name}", inputs, outputs, generator)
    return tensors


def _add_layer(tensors, name, inputs, outputs, generator):
    deviation = 0.3 * (2 / (9 * inputs)) ** 0.5
    weight = deviation * torch.randn(outputs, inputs, 3, 3, generator=generator)
    for output in range(outputs):
        weight[output, output % inputs, 1, 1] += 1
    tensors[f"{name}.weight"], tensors[f"{name}.bias"] = weight, torch.zeros(outputs)


def widths_of(tensors, part="encoder"):
    """Channels of the four levels; a decoder may have others than its encoder, but for the last."""
    channels = 0 if part == "encoder" else 1
    return tuple(
        tensors[f"{part}.{name}.weight"].shape[channels]
        for name in ("conv1_1", "conv2_1", "conv3_1", "conv4_1")
    )


def widened(tensors, widths, generator):
    """The same function in a wider network (Net2Net, arXiv 1511.05641): each channel is there several times,
    and what reads it shares its weight out among the copies at random, so that gradients tell them apart."""
    for part in ("encoder", "decoder"):
        own = widths_of(tensors, part)
        if any(wanted % width for wanted, width in zip(widths, own)):
            raise TrainingError(
                f"a model whose {part} has widths {own} cannot be widened to {tuple(widths)}; "
                "each must be a whole multiple of its own"
            )
    wide = {name: tensors[name] for name in ("encoder.preprocess.weight", "encoder.preprocess.bias")}
    sides = chain(widths)
    for part in ("encoder", "decoder"):
        for name, before, after in zip(NAMES, sides, sides[1:]):
            inputs, outputs = (before, after) if part == "encoder" else (after, before)
            layer = f"{part}.{name}"
            weight, bias = tensors[f"{layer}.weight"], tensors[f"{layer}.bias"]
            copies = inputs // weight.shape[1]
            weight = weight.repeat(outputs // weight.shape[0], 1, 1, 1)
            shares = (
                torch.rand(copies, *weight.shape[:2], 1, 1, generator=generator, dtype=torch.float64) + 1e-3
            )
            shares = (shares / shares.sum(0)).float()
            wide[f"{layer}.weight"] = torch.cat([weight * share for share in shares], 1)
            wide[f"{layer}.bias"] = bias.repeat(outputs // bias.shape[0])
    return wide


def initial_weights(options, start, loss):
    """The tensors of a model file.

    start: those of `--from`, or None. loss: the loss network's.
    """
    generator = torch.Generator().manual_seed(options.seed)
    if start is not None:
        return widened(start, options.widths, generator) if options.widths else start
    if options.part == "decoder":
        encoder = {name: tensor for name, tensor in loss.items() if name.startswith("encoder.")}
        return encoder | random_decoder(widths_of(loss), generator)
    return random_weights(options.widths, generator)
