"""A narrower network that does nearly the same: of each layer the channels that matter most to the next one
stay, and each layer's weights are fitted anew, by least squares, to what the wide network's layer gives
(after channel pruning, He et al., arXiv 1707.06168).

Layer by layer from the front: a layer is fitted on what the narrow ones before it give, so that it makes up
for what they lack. Nothing is learnt by gradients; that is what comes after it.
"""

import torch
import torch.nn.functional as F

from .errors import TrainingError
from .network import LAST_OF_STAGE, NAMES, Decoder, Encoder, adain, padded, statistics
from .weights import chain, widths_of

# Rows of a layer's equations, places in the crops, per unknown weight: enough that its noise is small.
PLACES = 40
# Added to the equations' diagonal, as a share of its mean: inputs that are nearly the same share their
# weight.
RIDGE = 3e-4
# Crops that a layer sees at once.
PIECE = 16


def pruned(tensors, widths, parts, contents, styles, relu4_1=None, ridge=RIDGE):
    """The tensors of a network of these widths in these parts.

    contents, styles: pictures [image, 3, y, x], as many of both. relu4_1: of contents and styles the values
    before that ReLU that the encoder's last layer is fitted to, [image, channel, y, x], or None: its own.
    Of relu4_1 fewer channels may stay where the decoder is pruned: those that matter most to it.
    """
    for part in parts:
        own = widths_of(tensors, part)
        if any(width > wide for width, wide in zip(widths, own)):
            raise TrainingError(
                f"the {part} of widths {own} cannot be pruned to {tuple(widths)}; none may be larger"
            )
        if widths[-1] != own[-1] and "decoder" not in parts:
            raise TrainingError(
                f"the encoder of widths {own} cannot be pruned to {tuple(widths)} alone; "
                "the last is also what the decoder takes"
            )
    wide = Encoder(tensors), Decoder(tensors)
    narrow = dict(tensors)
    pictures = torch.cat([contents, styles])
    random = torch.Generator().manual_seed(1)
    with torch.no_grad():
        if "encoder" in parts:
            x = _pieces(lambda piece: wide[0]["preprocess"](piece, torch.float32), pictures)
            sides = chain((*widths[:-1], own[-1]))
            narrow |= _fitted("encoder", wide[0], sides, x, x, (random, ridge), relu4_1)
        if "decoder" in parts:
            x = _mixed(Encoder(narrow), contents, styles)
            wanted = x if "encoder" not in parts else _mixed(wide[0], contents, styles)
            kept = strongest(x, tensors["decoder.conv4_1.weight"], widths[-1])
            for name in ("encoder.conv4_1.weight", "encoder.conv4_1.bias"):
                narrow[name] = narrow[name][kept].contiguous()
            x = x[:, kept]
            narrow |= _fitted("decoder", wide[1], chain(widths), x, wanted, (random, ridge))
    return narrow


def _mixed(encoder, contents, styles):
    features, of_styles = (
        _pieces(lambda piece: encoder(piece, torch.float32)["conv4_1"], pictures)
        for pictures in (contents, styles)
    )
    return adain(features, *statistics(of_styles))


def _fitted(part, layers, sides, x, wanted, solving, last=None):
    """The tensors of a part. x, wanted: what its first layer sees in the narrow network and the wide one.
    solving: least_squares()'s last arguments."""
    names, tensors = NAMES if part == "encoder" else NAMES[::-1], {}
    for at, name in enumerate(names):
        if part == "decoder":
            x, wanted = Decoder.entering(name, x), Decoder.entering(name, wanted)
        linear = _pieces(lambda piece, layer=layers[name]: layer(piece, torch.float32), wanted)
        wanted, aim = F.relu(linear), linear
        if name == names[-1]:
            aim = linear if last is None else last
        else:
            number = NAMES.index(name)
            count = sides[number + 1] if part == "encoder" else sides[number]
            aim = linear[:, strongest(wanted, layers[names[at + 1]].weight, count)]
        weight, bias = least_squares(x, aim, *solving)
        tensors[f"{part}.{name}.weight"], tensors[f"{part}.{name}.bias"] = weight, bias
        x = F.relu(_pieces(lambda piece, w=weight, b=bias: F.conv2d(padded(piece), w, b), x))
        if part == "encoder" and name in LAST_OF_STAGE:
            x, wanted = (F.max_pool2d(maps, 2, ceil_mode=True) for maps in (x, wanted))
    return tensors


def strongest(maps, weight, count):
    """Which channels of maps [image, channel, y, x] matter most to a layer of this weight, in their order."""
    share = weight.square().sum((0, 2, 3)) * maps.square().mean((0, 2, 3))
    return share.argsort(descending=True, stable=True)[:count].sort().values


def least_squares(x, aim, random, ridge):
    """Weights and biases of the convolution of x that comes nearest to aim, both [image, channel, y, x]."""
    unknown = 9 * x.shape[1] + 1
    places = x.shape[2] * x.shape[3]
    count = min(-(-PLACES * unknown // len(x)), places)
    left = torch.zeros(unknown, unknown, dtype=torch.float64, device=x.device)
    right = torch.zeros(unknown, aim.shape[1], dtype=torch.float64, device=x.device)
    for maps, wanted in zip(x.split(1), aim.split(1)):
        chosen = torch.randperm(places, generator=random)[:count].to(x.device)
        seen = F.unfold(padded(maps), 3)[0][:, chosen]
        seen = torch.cat([seen, torch.ones_like(seen[:1])]).double()
        left += seen @ seen.T
        right += seen @ wanted[0].flatten(1)[:, chosen].double().T
    left.diagonal().add_(ridge * left.diagonal().mean())
    found = torch.linalg.solve(left, right).T.float()
    return found[:, :-1].reshape(-1, x.shape[1], 3, 3).contiguous(), found[:, -1].contiguous()


def _pieces(layer, maps):
    return torch.cat([layer(piece) for piece in maps.split(PIECE)])
