#!/usr/bin/env python3
"""Computes the golden gradients and losses that the tests of the optimisation of pictures compare with, using
PyTorch's autograd as an independent implementation.

What it does: makes a narrow loss network with random weights, and for both style losses (`gram`,
`statistics`) and both content targets (`content`, `adain`) the gradient of the weighted losses at the pixels
of a picture, and the losses before and after each of ten steps of Adam from the content, pixels clamped to
0...1 after each. No side is a multiple of 8.

Writes one safetensors file, which README.md in this folder describes.

    python make_optimize_goldens.py --out optimize.safetensors
"""

import argparse
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import save

from make_goldens import synthetic_picture
from make_training_goldens import STYLE_LAYERS, encode, flattened, normalize, random_network, statistics

RATE = 0.02
CONTENT_WEIGHT = 1.5
STYLE_WEIGHT = 7.0


def gram(x):
    """[C, C]: F F^T / positions."""
    features = x[0].flatten(1)
    return features @ features.T / features.shape[1]


def losses(network, picture, aims, style_loss):
    content_aim, style_aims = aims
    outputs = encode(network, picture)
    content = F.mse_loss(outputs["conv4_1"], content_aim)
    if style_loss == "gram":
        style = sum(F.mse_loss(gram(outputs[layer]), aim) for layer, aim in zip(STYLE_LAYERS, style_aims))
    else:
        style = sum(F.mse_loss(own, aim) for layer, aims in zip(STYLE_LAYERS, style_aims)
                    for own, aim in zip(statistics(outputs[layer]), aims))
    return content, style, CONTENT_WEIGHT * content + STYLE_WEIGHT * style


@torch.no_grad()
def find_aims(network, content, style, style_loss, target):
    features, outputs = encode(network, content)["conv4_1"], encode(network, style)
    measure = gram if style_loss == "gram" else statistics
    return normalize(features, outputs["conv4_1"]) if target == "adain" else features, [
        measure(outputs[layer]) for layer in STYLE_LAYERS]


def pixel_gradient(network, picture, aims, style_loss):
    pixels = picture.clone().requires_grad_()
    losses(network, pixels, aims, style_loss)[2].backward()
    return pixels.grad


def descend(network, content, aims, style_loss):
    """The losses before and after each of ten steps."""
    pixels = content.clone().requires_grad_()
    optimizer = torch.optim.Adam([pixels], lr=RATE)
    rows = []
    for step in range(11):
        optimizer.zero_grad()
        values = losses(network, pixels, aims, style_loss)
        rows.append([float(v.detach()) for v in values])
        values[2].backward()
        optimizer.step()
        with torch.no_grad():
            pixels.clamp_(0, 1)
    return torch.tensor(rows)


def make(precision):
    network = {name: {k: t.to(precision) for k, t in layer.items()}
               for name, layer in random_network(3, [12, 14, 17, 19]).items()}
    content, style, picture = (t.to(precision) for t in (
        synthetic_picture(30, 37, 29), synthetic_picture(31, 41, 34), synthetic_picture(32, 37, 29)))
    assert picture.shape == content.shape
    results = flattened(network, "loss.")
    for name, tensor in (("content", content), ("style", style), ("picture", picture)):
        results[name] = tensor[0].permute(1, 2, 0)
    for style_loss in ("gram", "statistics"):
        for target in ("content", "adain"):
            aims = find_aims(network, content, style, style_loss, target)
            gradient = pixel_gradient(network, picture, aims, style_loss)
            results[f"gradient.{style_loss}.{target}"] = gradient[0].permute(1, 2, 0)
            results[f"losses.{style_loss}.{target}"] = descend(network, content, aims, style_loss)
    return results


def check_conditioning(results):
    """Where rounding alone moved the results, they would prove nothing."""
    torch.set_default_dtype(torch.float64)
    exact = make(torch.float64)
    torch.set_default_dtype(torch.float32)
    for name, tensor in results.items():
        if name.startswith(("gradient.", "losses.")):
            difference = float((tensor - exact[name]).abs().max() / exact[name].abs().max())
            print(f"{name}: float64 differs by {difference:.1e} of the largest value")
            assert difference < 5e-5
        # Adam moves a pixel without a gradient by the full rate where another way to round gives it one.
        assert not name.startswith("gradient.") or (tensor != 0).all()


def main():
    arguments = argparse.ArgumentParser(description="Makes the goldens of the optimisation of pictures.")
    arguments.add_argument("--out", type=pathlib.Path, required=True, help="the file to write")
    path = arguments.parse_args().out
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    results = make(torch.float32)
    check_conditioning(results)
    tensors = {name: np.ascontiguousarray(t.detach().float().numpy()) for name, t in results.items()}
    assert all(np.isfinite(t).all() for t in tensors.values())
    origin = f"{pathlib.Path(__file__).name}; torch {torch.__version__}; numpy {np.__version__}"
    path.write_bytes(save(tensors, metadata={"origin": origin}))


if __name__ == "__main__":
    main()
