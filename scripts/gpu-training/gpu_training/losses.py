"""The losses of a step, as the paper and `adain train` have them: content, style, identity; and the
embedding's.

`Objective` is the module that learns and gives its losses, so that one call of it can be compiled and handed
to DistributedDataParallel.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from .network import LINEAR, STYLE_LAYERS, Decoder, Encoder, Network, adain, statistics


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
    teacher_weight: torch.Tensor
    # Where the encoder is known: its relu4_1 of the contents, and the statistics of that of the styles
    own_features: torch.Tensor | None = None
    own_statistics: torch.Tensor | None = None


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


def style_losses(taps, aims):
    """The sum over layers of the mean squared differences of means and of deviations, [image]."""
    total = 0
    for tap, aim in zip(taps, aims):
        mean, deviation = statistics(tap)
        aim_mean, aim_deviation = aim.chunk(2, 1)
        total = total + (mean - aim_mean).square().mean(1) + (deviation - aim_deviation).square().mean(1)
    return total


def softened(losses, threshold):
    """Losses x as they are up to a threshold T, and as 2 sqrt(T x) - T above it, where they rise ever more
    slowly and with the same slope at T: a few pairs that are far from their style rule no step."""
    if not threshold:
        return losses
    above = 2 * (threshold * losses.clamp(min=threshold)).sqrt() - threshold
    return torch.where(losses > threshold, above, losses)


def picture_loss(picture, wanted):
    """The mean difference of pictures, of their slopes along rows, and along columns."""
    difference = picture - wanted
    slopes = difference.diff(dim=3).abs().mean() + difference.diff(dim=2).abs().mean()
    return difference.abs().mean() + slopes


class Objective(nn.Module):
    """A network, and what it is to learn."""

    def __init__(self, options, tensors, loss_tensors, precision, teacher=None):
        """teacher: the tensors of a model whose decoder takes the encoder's features, or None."""
        super().__init__()
        self.network = Network(tensors, options.part, options.centre)
        self.precision = precision
        self.weights = options.content_weight, options.style_weight
        self.soft_style = options.soft_style
        # What an encoder that stays as it is says of clean pictures is known once for all.
        self.knows_encoder = options.part == "decoder" and not options.noise
        # Then it may be the loss network's own.
        self.shares_encoder = self.knows_encoder and all(
            torch.equal(tensors[name], loss_tensors[name]) for name in tensors if name.startswith("encoder.")
        )
        self.ties_encoder = options.embedding > 0
        self.embedding = None
        loss_channels = loss_tensors["encoder.conv4_1.weight"].shape[0]
        if (self.ties_encoder or options.embedding_steps) and self.network.channels != loss_channels:
            self.embedding = nn.Conv2d(self.network.channels, loss_channels, 1)
        # In a list: not among the modules that learn, that are saved, or that DistributedDataParallel keeps
        # equal.
        self._loss_network = [LossNetwork(loss_tensors, precision)]
        self._teacher = [Decoder(teacher).requires_grad_(False)] if teacher else []
        self.computes = self.compute

    @property
    def loss_network(self):
        return self._loss_network[0]

    def placed(self, device):
        for kept in self._loss_network, self._teacher:
            kept[:] = [module.to(device).to(memory_format=torch.channels_last) for module in kept]
        return self.to(device).to(memory_format=torch.channels_last)

    def forward(self, batches, phase):
        """The total to be minimised, and content, style, identity and total for the log, [4]: the means of
        those of the batches, one for each size of crops.

        phase: as course.phase has it. In the embedding's and the teacher's, total and log have their loss and
        no other.
        """
        totals, logs = zip(*(self.computes(batch, phase) for batch in batches))
        return torch.stack(totals).mean(), torch.stack(logs).mean(0)

    def compute(self, batch, phase):
        """Of one batch."""
        contents = pixels(batch.contents)
        if phase == "embedding":
            return self.teaching(batch, contents)
        seen = self.seen(batch, contents)
        features = seen["conv4_1"]
        if phase == "teacher":
            mixed = self.mixed(features, batch)
            loss = self.shown(mixed, self.network.decoder(mixed, self.precision))
            return loss, torch.stack([*loss.new_zeros(3), loss]).detach()
        identity = content = style = total = contents.new_zeros(())
        # A weight that is 0 all along costs no decoding.
        if batch.identity_weight is not None:
            identity = F.l1_loss(self.network.decoder(features, self.precision), contents)
            total = batch.identity_weight * identity
        if phase == "style":
            mixed = self.mixed(features, batch)
            pictures = self.network.decoder(mixed, self.precision)
            content, styles = self.style_branch(pictures, batch)
            style = styles.mean()
            total = total + self.weights[0] * content
            total = total + self.weights[1] * softened(styles, self.soft_style).mean()
            if self._teacher:
                total = total + batch.teacher_weight * self.shown(mixed, pictures)
        if self.ties_encoder:
            total = total + batch.embedding_weight * self.embedding_loss(seen, batch.features)
        return total, torch.stack([content, style, identity, total]).detach()

    def embedding_loss(self, seen, wanted):
        """The mean squared difference of the loss network's features and the encoder's, or, where these have
        another number of channels, a linear map of them.

        Where the loss network has 0, all that is below 0 before the ReLU is right. Elsewhere the difference
        is that of the value before the ReLU: after it, a channel that came to be 0 everywhere would learn
        nothing any more, and a quarter of them did.
        """
        wanted = wanted.float()
        if self.embedding is None:
            linear = seen[LINEAR].float()
            return torch.where(wanted > 0, linear - wanted, linear.relu()).square().mean()
        weight, bias = (p.to(self.precision) for p in (self.embedding.weight, self.embedding.bias))
        return F.mse_loss(F.conv2d(seen["conv4_1"], weight, bias).float(), wanted)

    def teaching(self, batch, contents):
        """The embedding's loss of contents and styles."""
        styles = pixels(batch.styles)
        with torch.no_grad():
            wanted = self.loss_network(styles)[-1]
        own = self.network.encoder(styles, self.precision)
        loss = self.embedding_loss(self.seen(batch, contents), batch.features)
        loss = (loss + self.embedding_loss(own, wanted)) / 2
        none = torch.zeros_like(loss)
        return loss, torch.stack([none, none, none, loss]).detach()

    def seen(self, batch, contents):
        """The encoder's outputs for the contents, by name; of one that is known only the last."""
        if self.knows_encoder:
            return {"conv4_1": batch.features if self.shares_encoder else batch.own_features}
        noisy = contents if batch.noise is None else contents + batch.noise
        return self.network.encoder(noisy, self.precision)

    def mixed(self, features, batch):
        """The contents' features with the styles' statistics."""
        if self.shares_encoder:
            return adain(features, *batch.statistics[-1].chunk(2, 1))
        if self.knows_encoder:
            return adain(features, *batch.own_statistics.chunk(2, 1))
        own = self.network.encoder(pixels(batch.styles), self.precision)["conv4_1"]
        return adain(features, *statistics(own))

    def shown(self, mixed, pictures):
        """How far pictures are from what the teacher makes of the same features."""
        with torch.no_grad():
            wanted = self._teacher[0](mixed, self.precision).clamp(0, 1)
        return picture_loss(pictures, wanted)

    def style_branch(self, pictures, batch):
        """The content loss, and the style losses [image], of the contents in the styles."""
        target = adain(batch.features, *batch.statistics[-1].chunk(2, 1))
        taps = self.loss_network(pictures)
        return F.mse_loss(taps[-1].float(), target), style_losses(taps, batch.statistics)

    @torch.no_grad()
    def known(self, pictures):
        """relu4_1 of an encoder that stays as it is, and its statistics as in Batch, in a tuple as those of
        the loss network's layers."""
        features = self.network.encoder(pictures, self.precision)["conv4_1"]
        return features, (torch.cat(statistics(features), 1),)

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
