"""The decoder's weights see its inputs less their means, which its biases make up for.

The inputs come from ReLUs and are nearly all positive: without this a step that moves a channel's weights
alike moves what comes before its ReLU by more than that deviates, and may leave it below 0 everywhere. The
function is the same, and a model file has the plain biases.
"""

import torch
import torch.nn.functional as F

from .network import NAMES
from .reviving import mixtures, places


@torch.no_grad()
def centre(learner, batches, processes):
    """Takes the means that the inputs of the decoder's layers have in some batches, all processes' together.
    Done once, before the first step: the average begins at the weights as they are then."""
    objective = learner.objective
    decoder, seen = objective.network.decoder, mixtures(objective, batches)
    for name in reversed(NAMES):
        layer, seen = decoder[name], [decoder.entering(name, x) for x in seen]
        plain = layer.plain_bias(layer.weight, layer.bias)
        layer.mean.copy_(processes.mean(places(seen).float().mean(1)))
        layer.bias += plain - layer.plain_bias(layer.weight, layer.bias)
        seen = [F.relu(layer(x, objective.precision)) for x in seen]
    if learner.average is not None:
        torch._foreach_copy_(learner.average, learner.parameters)
