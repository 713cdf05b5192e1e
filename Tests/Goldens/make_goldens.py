#!/usr/bin/env python3
"""Computes the golden tensors that the tests compare with, using PyTorch as an independent implementation.

What it does: builds the AdaIN network (Huang & Belongie, arXiv 1703.06868) from one model file, runs it in
float32 on small synthetic pictures, and writes the pictures with every result into one safetensors file.
What it does not do: train, tile, resample masks, clamp any result, or handle alpha.

Layouts: pictures are [height, width, channel], R'G'B' from 0 to 1; features are [channel, height, width]
while stored and [1, channel, height, width] while computed; statistics are [channel].

    python make_goldens.py --model MODEL.safetensors --out GOLDEN.safetensors
"""

import argparse
import hashlib
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load_file, save

# A 2x2 pooling stands between the encoder's stages; the decoder is the same table read backwards, with a
# nearest-neighbour up-sampling by 2 in place of each pooling.
STAGES = [
    ["conv1_1", "conv1_2"],
    ["conv2_1", "conv2_2"],
    ["conv3_1", "conv3_2", "conv3_3", "conv3_4"],
    ["conv4_1"],
]
FEATURE_SCALE = 8  # picture pixels per feature position along an axis: three poolings by 2
VARIANCE_EPSILON = 1e-5  # added to the variance, as in the published code
LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601, on coded values

# The network


def pad(x):
    """Reflection padding by 1. A side of 1 has nothing to reflect: its only row or column is repeated."""

    def indices(side):
        return [min(1, side - 1), *range(side), max(side - 2, 0)]

    return x[:, :, indices(x.shape[2])][:, :, :, indices(x.shape[3])]


class Network:
    """The encoder up to relu4_1 and its decoder; the widths are those of the tensors."""

    def __init__(self, path):
        # A model in fp16 is converted first: all arithmetic is in float32.
        self.tensors = {name: torch.from_numpy(t).float() for name, t in load_file(path).items()}

    def convolve(self, name, x):
        return F.conv2d(x, self.tensors[name + ".weight"], self.tensors[name + ".bias"])

    def encode_stages(self, picture):
        """Every convolution's output after its ReLU, by name; the last one is relu4_1."""
        x = self.convolve("encoder.preprocess", picture)
        taps = {}
        for depth, stage in enumerate(STAGES):
            if depth > 0:
                x = F.max_pool2d(x, 2, ceil_mode=True)
            for name in stage:
                x = taps["encoder." + name] = F.relu(self.convolve("encoder." + name, pad(x)))
        return taps

    def encode(self, picture):
        return self.encode_stages(picture)["encoder.conv4_1"]

    def decode_stages(self, features):
        """Every convolution's output by name, after its ReLU except for the last, which is the picture."""
        x = features
        taps = {}
        for depth, stage in enumerate(reversed(STAGES)):
            if depth > 0:
                x = F.interpolate(x, scale_factor=2, mode="nearest")
            for name in reversed(stage):
                x = self.convolve("decoder." + name, pad(x))
                x = taps["decoder." + name] = x if name == "conv1_1" else F.relu(x)
        return taps

    def decode(self, features, like):
        """The picture, cropped at the top left to the size of `like` (poolings round odd sizes up)."""
        return self.decode_stages(features)["decoder.conv1_1"][:, :, : like.shape[2], : like.shape[3]]

    def stylize(self, content, style):
        return self.decode(adain(self.encode(content), self.encode(style)), like=content)


# Statistics and AdaIN


def statistics(x):
    """Mean and deviation over the last axis; the unbiased variance of a single position counts as 0."""
    variance = x.var(-1, unbiased=True) if x.shape[-1] > 1 else torch.zeros(x.shape[:-1])
    return x.mean(-1), (variance + VARIANCE_EPSILON).sqrt()


def renormalize(positions, style):
    """Gives content positions [1, C, N] the statistics of the style features [1, C, H, W]."""
    mean, std = statistics(positions)
    style_mean, style_std = statistics(style.flatten(2))
    return (positions - mean[..., None]) / std[..., None] * style_std[..., None] + style_mean[..., None]


def adain(content, style):
    return renormalize(content.flatten(2), style).reshape(content.shape)


def adain_in_regions(content, mask, inside, outside):
    """The published spatial control: each region's positions are gathered, renormalised with the statistics
    of their whole style, and put back. `mask` [1, 1, H, W] of the features is 0 or 1."""
    positions = content.flatten(2).clone()
    selected = mask.flatten() == 1
    assert bool(((mask == 0) | (mask == 1)).all()) and 0 < int(selected.sum()) < selected.numel()
    positions[:, :, selected] = renormalize(positions[:, :, selected], inside)
    positions[:, :, ~selected] = renormalize(positions[:, :, ~selected], outside)
    return positions.reshape(content.shape)


# Colour


def coral(source, target):
    """Moves the source's colours to the target's, as published: covariance (a sum over the pixels) of the
    normalised colours plus the identity, and symmetric square roots. The 3x3 map itself is made in double,
    since it is the reference and eigenvectors lose digits."""

    def normalized(picture):
        colors = picture.flatten(2)[0].double()
        mean, std = colors.mean(1, keepdim=True), colors.std(1, unbiased=True, keepdim=True)
        return (colors - mean) / std, mean, std

    def square_root(matrix):
        values, vectors = torch.linalg.eigh(matrix)
        return vectors @ values.sqrt().diag() @ vectors.T

    def spread(colors):
        return colors @ colors.T + torch.eye(3, dtype=colors.dtype)

    x, _, _ = normalized(source)
    y, mean, std = normalized(target)
    matched = square_root(spread(y)) @ torch.linalg.inv(square_root(spread(x))) @ x
    return (matched * std + mean).float().reshape(source.shape)


def luma(picture):
    return (picture * torch.tensor(LUMA).reshape(1, 3, 1, 1)).sum(1, keepdim=True)


# Pictures


def synthetic_picture(seed, width, height):
    """Smooth gradients, some edges and some texture in full colour, [1, 3, height, width] from 0 to 1."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width] / max(width, height)
    picture = np.empty((height, width, 3))
    for channel in range(3):
        a, b, c = random.uniform(-0.6, 0.6, 3)
        picture[..., channel] = 0.5 + a * (x - 0.4) + b * (y - 0.4) + c * (x - 0.4) * (y - 0.4)
    for _ in range(3):  # a disc and a bar each, with sharp edges
        cx, cy, radius = random.uniform([0, 0, 0.08], [1, 1, 0.25])
        picture[(x - cx) ** 2 + (y - cy) ** 2 < radius**2] = random.uniform(0, 1, 3)
        angle, offset, breadth = random.uniform([0, 0, 0.02], [np.pi, 1, 0.08])
        picture[np.abs(x * np.cos(angle) + y * np.sin(angle) - offset) < breadth] = random.uniform(0, 1, 3)
    fx, fy = random.uniform(8, 40, 2)
    waves = 0.08 * np.sin(fx * x + fy * y + random.uniform(0, 2 * np.pi))
    picture += waves[..., None] * random.uniform(-1, 1, 3) + random.normal(0, 0.03, picture.shape)
    return torch.from_numpy(picture.clip(0, 1).astype(np.float32)).permute(2, 0, 1)[None]


def block_mask():
    """A binary mask [1, 1, 32, 48]: constant on blocks of 8x8, an angle and a block apart from it."""
    blocks = torch.tensor(
        [[1, 1, 1, 0, 0, 0], [1, 0, 0, 0, 1, 0], [1, 1, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]], dtype=torch.float32
    )
    return blocks.kron(torch.ones(FEATURE_SCALE, FEATURE_SCALE))[None, None]


def resized(picture, shorter):
    """Resampled so that the shorter side is `shorter` and the other one, truncated, in proportion: bilinear
    with antialiasing."""
    height, width = picture.shape[2:]
    longer = int(shorter * max(height, width) / min(height, width))
    size = (shorter, longer) if height <= width else (longer, shorter)
    return F.interpolate(picture, size=size, mode="bilinear", antialias=True, align_corners=False)


# The goldens


def make_pictures():
    return {
        "content": synthetic_picture(1, 37, 29),
        "content_even": synthetic_picture(2, 48, 32),
        "style_a": synthetic_picture(3, 41, 34),
        "style_b": synthetic_picture(4, 30, 44),
        "content_7x5": synthetic_picture(5, 7, 5),
        "content_1x1": synthetic_picture(6, 1, 1),
        "content_20x2": synthetic_picture(7, 20, 2),  # its features are 3 x 1: one axis cannot be reflected
        "mask": block_mask(),
    }


def make_features(network, pictures):
    """The network stage by stage: features as [C, H, W], statistics as [C]."""
    encoder_taps = network.encode_stages(pictures["content"])
    target = adain(encoder_taps["encoder.conv4_1"], network.encode(pictures["style_a"]))
    taps = encoder_taps | network.decode_stages(target)
    results = {name: tap[0] for name, tap in taps.items()}
    for name in ("style_a", "style_b"):
        mean, std = statistics(network.encode(pictures[name]).flatten(2))
        results |= {name + ".mean": mean[0], name + ".std": std[0]}
    return results


def make_stylized(network, pictures):
    """Every way to stylise, as pictures [1, 3, H, W]."""
    content, even, style = pictures["content"], pictures["content_even"], pictures["style_a"]
    style_a, style_b = network.encode(style), network.encode(pictures["style_b"])
    features = network.encode(content)
    target = adain(features, style_a)
    stylized = network.decode(target, like=content)
    reconstruction = network.decode(features, like=content)
    partial = network.decode(0.6 * target + 0.4 * features, like=content)
    mixture = 0.25 * target + 0.75 * adain(features, style_b)
    mask = F.avg_pool2d(pictures["mask"], FEATURE_SCALE)
    in_regions = adain_in_regions(network.encode(even), mask, inside=style_a, outside=style_b)
    matched_style = coral(style, content)
    results = {
        "stylized": stylized,
        "reconstruction": reconstruction,
        "stylized.strength0.6.paper": partial,
        "stylized.strength0.6.exact": partial + 0.4 * (content - reconstruction),
        "stylized.luminance": content + luma(stylized) - luma(content),
        "coral.style_a": matched_style,
        "stylized.match": network.stylize(content, matched_style),
        "interpolated": network.decode(mixture, like=content),
        "stylized_even": network.stylize(even, style),
        "regions": network.decode(in_regions, like=even),
        "resized_style_a_23": resized(style, 23),
        "resized_style_a_50": resized(style, 50),
    }
    for size in ("7x5", "1x1", "20x2"):
        # With a single feature position the content leaves no trace in the stylised picture: it is in the
        # reconstruction that these sizes show a mistake of the encoder.
        small = pictures["content_" + size]
        results["stylized_" + size] = network.stylize(small, style)
        results["reconstruction_" + size] = network.decode(network.encode(small), like=small)
    return results


def check_padding():
    """Where PyTorch has a reflection padding of its own (sides of at least 2), `pad` must be the same."""
    for height, width in ((2, 2), (2, 5), (7, 3)):
        x = torch.arange(2.0 * height * width).reshape(1, 2, height, width)
        assert torch.equal(pad(x), torch.nn.ReflectionPad2d(1)(x))


def stored(tensor):
    """As it lies in the file: pictures [1, C, H, W] become [H, W, C]."""
    layout = tensor[0].permute(1, 2, 0) if tensor.dim() == 4 else tensor
    return np.ascontiguousarray(layout.numpy())


def main():
    arguments = argparse.ArgumentParser(description="Makes the golden tensors of one model.")
    arguments.add_argument("--model", type=pathlib.Path, required=True, help="the model, safetensors")
    arguments.add_argument("--out", type=pathlib.Path, required=True, help="the file to write, safetensors")
    options = arguments.parse_args()

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    check_padding()
    with torch.inference_mode():
        pictures = make_pictures()
        network = Network(options.model)
        results = pictures | make_features(network, pictures) | make_stylized(network, pictures)
    goldens = {name: stored(tensor) for name, tensor in results.items()}
    for name, golden in goldens.items():
        assert golden.dtype == np.float32 and np.isfinite(golden).all(), name
    # One entry, because safetensors writes several in a random order; so the same run gives the same bytes.
    checksum = hashlib.sha256(options.model.read_bytes()).hexdigest()
    origin = (
        f"{pathlib.Path(__file__).name}; torch {torch.__version__}; numpy {np.__version__}; "
        f"model {options.model.name}, sha256 {checksum}"
    )
    options.out.write_bytes(save(goldens, metadata={"origin": origin}))


if __name__ == "__main__":
    main()
