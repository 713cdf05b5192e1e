"""Dead channels of the decoder begin anew.

A channel whose value before the ReLU is below 0 for all there is passes no gradient, and so stays 0 for
ever. The decoder's first layer sums thousands of inputs that are nearly all positive; a few steps at a rate
that suits the other layers are enough to put most of its channels there.
"""

import torch
import torch.nn.functional as F

from .losses import pixels
from .network import NAMES

# Alive is what is above 0 in more than this share of the places.
ALIVE = 1e-3
# The deviation before the ReLU of a new channel is the median of the living ones', or this without any.
DEVIATION = 1.0
HIDDEN = tuple(reversed(NAMES))[:-1]


@torch.no_grad()
def revive(learner, batches, generator):
    """New channels see their inputs at random and are above 0 in about half of the places. To what was there
    before they give nothing at first: the decoder's pictures stay as they are.

    batches: of any sizes. Returns how many there were. Their moments of Adam begin anew too, and their
    average.
    """
    objective = learner.objective
    decoder, precision = objective.network.decoder, objective.precision
    seen = mixtures(objective, batches)
    changes, new, count = _Changes(learner), [], 0
    for name in HIDDEN:
        layer, seen = decoder[name], [decoder.entering(name, x) for x in seen]
        _silence(layer, seen, new, changes)
        outputs = [F.relu(layer(x, precision)) for x in seen]
        new = _dead(outputs)
        if new:
            _begin(layer, seen, new, precision, generator)
            changes.take(layer.weight, new, range(layer.weight.shape[1]))
            changes.take(layer.bias, new)
            outputs = [F.relu(layer(x, precision)) for x in seen]
        seen, count = outputs, count + len(new)
    _silence(decoder[NAMES[0]], seen, new, changes)
    return count


def mixtures(objective, batches):
    """What the decoder sees of each batch."""
    return [objective.mixed(objective.seen(b, pixels(b.contents))["conv4_1"], b) for b in batches]


@torch.no_grad()
def dead_channels(decoder, features, precision):
    """The numbers of the dead channels of each layer, by its name."""
    dead, x = {}, features
    for name in HIDDEN:
        x = F.relu(decoder[name](decoder.entering(name, x), precision))
        dead[name] = _dead([x])
    return dead


def _dead(outputs):
    return ((places(outputs) > 0).float().mean(1) <= ALIVE).nonzero()[:, 0].tolist()


def places(outputs):
    """What a layer gives for pictures of several sizes, [channel, place]."""
    return torch.cat([output.transpose(0, 1).flatten(1) for output in outputs], 1)


def _silence(layer, seen, inputs, changes):
    """What is made anew has no say in what was there."""
    if not inputs:
        return
    for weight, bias in changes.with_average(layer):
        before = layer.plain_bias(weight, bias)
        weight[:, inputs] = 0
        bias += before - layer.plain_bias(weight, bias)
    if hasattr(layer, "mean"):
        layer.mean[inputs] = places(seen).float().mean(1)[inputs]
    changes.take(layer.weight, range(len(layer.weight)), inputs)


def _begin(layer, seen, new, precision, generator):
    """Random weights for the outputs `new`, their values about 0 and with the others' deviation."""
    shape = len(new), *layer.weight.shape[1:]
    layer.weight[new] = torch.randn(shape, generator=generator).to(layer.weight.device)
    layer.bias[new] = 0
    variance, mean = torch.var_mean(places([layer(x, precision) for x in seen]).float(), 1)
    deviation = variance.sqrt()
    kept = [channel for channel in range(len(deviation)) if channel not in new]
    wanted = deviation[kept].median().item() if kept else DEVIATION
    scale = max(wanted, 1e-3) / deviation[new].clamp(min=1e-12)
    layer.weight[new] *= scale[:, None, None, None]
    layer.bias[new] = -mean[new] * scale


class _Changes:
    """Takes what was changed over into the average, and out of Adam's moments."""

    def __init__(self, learner):
        self.state = learner.optimizer.state
        self.averages = {id(p): average for p, average in zip(learner.parameters, learner.average or [])}

    def with_average(self, layer):
        """Weight and bias as they are, and averaged."""
        own = layer.weight, layer.bias
        return [own, tuple(self.averages[id(p)] for p in own)] if self.averages else [own]

    def take(self, parameter, *where):
        """where: the numbers of outputs, and of inputs"""
        place = torch.meshgrid(*(torch.tensor(list(numbers)) for numbers in where), indexing="ij")
        state = self.state.get(parameter, {})
        for key in ("exp_avg", "exp_avg_sq"):
            if key in state:
                state[key][place] = 0
        if self.averages:
            self.averages[id(parameter)][place] = parameter[place]
