"""The losses of a step, as the paper and `adain train` have them: content, style, identity; and the
embedding's.

`Objective` is the module that learns and gives its losses, so that one call of it can be compiled and handed
to DistributedDataParallel.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from .network import STYLE_LAYERS, Encoder, Network, adain, statistics


class Batch(NamedTuple):
    """What a step learns from: crops, what the loss network says of them, and the weights that change."""

    # [image, y, x, 3], 8 bits
    contents: torch.Tensor
    styles: torch.Tensor
    # relu4_1 of the contents, [image, channel, y, x]
    features: torch.Tensor
    # For each style layer of the styles [image, 2 channels]: means, then deviations
    statistics: tuple
    # Added to the contents before the network sees them, [image, 3, y, x]; None: nothing is
    noise: torch.Tensor | None
    # Numbers as tensors, so that a compiled step takes others
    identity_weight: torch.Tensor
    embedding_weight: torch.Tensor


class LossNetwork(nn.Module):
    """VGG-19 to relu4_1 with weights that never change."""

    def __init__(self, tensors, precision):
        super().__init__()
        self.encoder = Encoder(tensors).requires_grad_(False)
        self.precision = precision
        # Once, not in every step; the first layer stays float32.
        for name, layer in self.encoder.items():
            if name not in ("preprocess", "conv1_1"):
                layer.to(precision)

    def forward(self, pictures):
        """The outputs of the four style layers; the last is also the content's."""
        outputs = self.encoder(pictures, self.precision)
        return [outputs[name] for name in STYLE_LAYERS]

    @torch.no_grad()
    def targets(self, pictures):
        """Features of pictures at relu4_1, and the statistics of each style layer as in Batch."""
        taps = self(pictures)
        return taps[-1], tuple(torch.cat(statistics(tap), 1) for tap in taps)


def pixels(crops):
    """[image, y, x, 3] in 8 bits to [image, 3, y, x], 0 to 1, channels last in memory."""
    return crops.permute(0, 3, 1, 2).float().div(255)


def style_loss(taps, aims):
    """The sum over layers of the mean squared differences of means and of deviations."""
    total = 0
    for tap, aim in zip(taps, aims):
        mean, deviation = statistics(tap)
        aim_mean, aim_deviation = aim.chunk(2, 1)
        total = total + F.mse_loss(mean, aim_mean) + F.mse_loss(deviation, aim_deviation)
    return total


class Objective(nn.Module):
    """A network, and what it is to learn."""

    def __init__(self, options, tensors, loss_tensors, precision):
        super().__init__()
        self.network = Network(tensors, options.part)
        self.precision = precision
        self.weights = options.content_weight, options.style_weight
        # Like the contents' targets, the encoder's features of a clean content are already known where they
        # are the loss network's.
        self.shares_encoder = (
            options.part == "decoder"
            and not options.noise
            and all(
                torch.equal(tensors[name], loss_tensors[name])
                for name in tensors
                if name.startswith("encoder.")
            )
        )
        self.embedding = None
        if options.embedding:
            loss_channels = loss_tensors["encoder.conv4_1.weight"].shape[0]
            self.embedding = nn.Conv2d(self.network.channels, loss_channels, 1)
        # In a list: not among the modules that learn, that are saved, or that DistributedDataParallel keeps
        # equal.
        self._loss_network = [LossNetwork(loss_tensors, precision)]
        self.computes = self.compute

    @property
    def loss_network(self):
        return self._loss_network[0]

    def placed(self, device):
        self._loss_network = [self.loss_network.to(device).to(memory_format=torch.channels_last)]
        return self.to(device).to(memory_format=torch.channels_last)

    def forward(self, batch, reconstructs):
        """The total to be minimised, and content, style, identity and total for the log, [4].

        reconstructs: contents are only to come back, without any style.
        """
        return self.computes(batch, reconstructs)

    def compute(self, batch, reconstructs):
        contents = pixels(batch.contents)
        features = self.features(batch, contents)
        identity = content = style = total = contents.new_zeros(())
        # A weight that is 0 all along costs no decoding.
        if batch.identity_weight is not None:
            identity = F.l1_loss(self.network.decoder(features, self.precision), contents)
            total = batch.identity_weight * identity
        if not reconstructs:
            content, style = self.style_branch(features, batch)
            total = total + self.weights[0] * content + self.weights[1] * style
        parts = torch.stack([content, style, identity, total]).detach()
        if self.embedding is not None:
            weight, bias = (p.to(self.precision) for p in (self.embedding.weight, self.embedding.bias))
            seen = F.conv2d(features, weight, bias)
            total = total + batch.embedding_weight * F.mse_loss(seen.float(), batch.features.float())
        return total, parts

    def features(self, batch, contents):
        if self.shares_encoder:
            return batch.features
        noisy = contents if batch.noise is None else contents + batch.noise
        return self.network.encoder(noisy, self.precision)["conv4_1"]

    def style_branch(self, features, batch):
        """Content and style loss of the contents in the styles."""
        aims = batch.statistics[-1].chunk(2, 1)
        target = adain(batch.features, *aims)
        if self.shares_encoder:
            mixed = target
        else:
            own = self.network.encoder(pixels(batch.styles), self.precision)["conv4_1"]
            mixed = adain(features, *statistics(own))
        taps = self.loss_network(self.network.decoder(mixed, self.precision))
        return F.mse_loss(taps[-1].float(), target), style_loss(taps, batch.statistics)

    @torch.no_grad()
    def stylized(self, contents, styles):
        """Pictures [image, 3, y, x], 0 to 1: the contents in the styles, and the contents without one;
        clamped."""
        network = self.network
        features = network.encoder(contents, self.precision)["conv4_1"]
        style = network.encoder(styles, self.precision)["conv4_1"]
        return (
            network.decoder(adain(features, *statistics(style)), self.precision).clamp(0, 1),
            network.decoder(features, self.precision).clamp(0, 1),
        )
