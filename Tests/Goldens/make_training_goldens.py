#!/usr/bin/env python3
"""Computes the golden losses and gradients that the training's tests compare with, using PyTorch's autograd
as an independent implementation.

What it does: makes a narrow network and a narrow loss network with random weights, and trains ten steps with
Adam on one batch in float32, in two ways: `decoder`, as in the paper, where the loss network's encoder is the
network's and stays as it is; and `both`, where the network has an encoder of its own that learns, with the
identity loss.

Writes one safetensors file for each way: the batch, all weights before the first step, the gradient of every
tensor that learns in the first step, and the losses of all ten steps ([10, 4]: content, style, identity,
total).

    python make_training_goldens.py --out FOLDER
"""

import argparse
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import save

from make_goldens import STAGES, VARIANCE_EPSILON, adain, pad, synthetic_picture

SIDE = 32
BATCH = 2
RATE = 1e-4  # the published one
WEIGHTS = {"content": 1.0, "style": 10.0, "identity": 20.0}
STYLE_LAYERS = ["conv1_1", "conv2_1", "conv3_1", "conv4_1"]


def random_layer(random, inputs, outputs):
    """Scaled so that signals keep their size through ReLUs."""
    weight = random.normal(0, (2 / (9 * inputs)) ** 0.5, (outputs, inputs, 3, 3))
    return {"weight": torch.tensor(weight, dtype=torch.float32),
            "bias": torch.tensor(random.normal(0, 0.1, outputs), dtype=torch.float32)}


def random_network(seed, widths):
    """{part.layer: {weight, bias}}, widths of the four stages."""
    random = np.random.default_rng(seed)
    sides = [3] + [width for width, stage in zip(widths, STAGES) for _ in stage]
    names = [name for stage in STAGES for name in stage]
    encoder = {f"encoder.{n}": random_layer(random, i, o) for n, i, o in zip(names, sides, sides[1:])}
    decoder = {f"decoder.{n}": random_layer(random, o, i) for n, i, o in zip(names, sides, sides[1:])}
    preprocess = {"weight": torch.tensor(random.normal(0, 1.5, (3, 3, 1, 1)), dtype=torch.float32),
                  "bias": torch.tensor(random.normal(0, 0.5, 3), dtype=torch.float32)}
    return {"encoder.preprocess": preprocess} | encoder | dict(reversed(decoder.items()))


def convolve(layer, x):
    return F.conv2d(x, layer["weight"], layer["bias"])


def encode(network, x):
    """The outputs after ReLU of every convolution, by name."""
    x = convolve(network["encoder.preprocess"], x)
    outputs = {}
    for depth, stage in enumerate(STAGES):
        if depth > 0:
            x = F.max_pool2d(x, 2, ceil_mode=True)
        for name in stage:
            x = outputs[name] = F.relu(convolve(network["encoder." + name], pad(x)))
    return outputs


def decode(network, x):
    for depth, stage in enumerate(reversed(STAGES)):
        if depth > 0:
            x = F.interpolate(x, scale_factor=2, mode="nearest")
        for name in reversed(stage):
            x = convolve(network["decoder." + name], pad(x))
            x = x if name == "conv1_1" else F.relu(x)
    return x


def statistics(x):
    return x.mean((2, 3)), (x.var((2, 3), unbiased=True) + VARIANCE_EPSILON).sqrt()


def normalize(content, style):
    (mean, std), (style_mean, style_std) = statistics(content), statistics(style)
    expand = lambda v: v[..., None, None]
    return (content - expand(mean)) / expand(std) * expand(style_std) + expand(style_mean)


def losses(network, loss_network, contents, styles, with_identity):
    with torch.no_grad():
        style_outputs = encode(loss_network, styles)
        target = normalize(encode(loss_network, contents)["conv4_1"], style_outputs["conv4_1"])
    features = encode(network, contents)["conv4_1"]
    pictures = decode(network, normalize(features, encode(network, styles)["conv4_1"]))
    outputs = encode(loss_network, pictures)
    content = F.mse_loss(outputs["conv4_1"], target)
    style = sum(F.mse_loss(own, aim) for layer in STYLE_LAYERS
                for own, aim in zip(statistics(outputs[layer]), statistics(style_outputs[layer])))
    identity = F.l1_loss(decode(network, features), contents) if with_identity else torch.zeros(())
    total = WEIGHTS["content"] * content + WEIGHTS["style"] * style + WEIGHTS["identity"] * identity
    return content, style, identity, total


def flattened(network, prefix=""):
    return {f"{prefix}{layer}.{kind}": tensor
            for layer, kinds in network.items() for kind, tensor in kinds.items()}


def train(network, loss_network, learning, contents, styles, with_identity):
    """The gradients of the first step and the losses of ten."""
    parameters = {name: tensor.requires_grad_()
                  for name, tensor in flattened(network).items() if learning(name)}
    optimizer = torch.optim.Adam(parameters.values(), lr=RATE)
    rows, gradients = [], {}
    for step in range(10):
        optimizer.zero_grad()
        values = losses(network, loss_network, contents, styles, with_identity)
        values[3].backward()
        if step == 0:
            gradients = {"gradient." + name: p.grad.clone() for name, p in parameters.items()}
        rows.append([float(v.detach()) for v in values])
        optimizer.step()
    return gradients | {"losses": torch.tensor(rows)}


def make(part, precision=torch.float32):
    loss_network = random_network(1, [4, 6, 17, 19])
    network = loss_network if part == "decoder" else random_network(2, [5, 8, 18, 20])
    if part == "decoder":
        network = {name: {k: t.clone() for k, t in layer.items()} for name, layer in network.items()}
    contents = torch.cat([synthetic_picture(10 + i, SIDE, SIDE) for i in range(BATCH)])
    styles = torch.cat([synthetic_picture(20 + i, SIDE, SIDE) for i in range(BATCH)])
    convert = lambda network: {
        name: {k: t.to(precision) for k, t in layer.items()} for name, layer in network.items()}
    network, loss_network = convert(network), convert(loss_network)
    contents, styles = contents.to(precision), styles.to(precision)
    before = {name: t.clone() for name, t in
              (flattened(network, "network.") | flattened(loss_network, "loss.")).items()}
    learning = lambda name: "preprocess" not in name and (part == "both" or name.startswith("decoder"))
    results = train(network, loss_network, learning, contents, styles, part == "both")
    # Pictures [image, height, width, 3], as everywhere in the goldens.
    pictures = {"contents": contents.permute(0, 2, 3, 1), "styles": styles.permute(0, 2, 3, 1)}
    return before | results | pictures


def check_conditioning(part, results):
    """Where rounding alone moved the losses, they would prove nothing."""
    torch.set_default_dtype(torch.float64)
    exact = make(part, torch.float64)["losses"]
    torch.set_default_dtype(torch.float32)
    difference = float(((results["losses"] - exact).abs() / exact.clamp(min=1e-9)).max())
    print(f"{part}: float64 losses differ by {difference:.1e} of themselves at most")
    assert difference < 5e-4


def check_normalization():
    x, y = torch.randn(1, 3, 5, 4), torch.randn(1, 3, 6, 7)
    assert torch.allclose(normalize(x, y), adain(x, y), atol=1e-6)


def main():
    arguments = argparse.ArgumentParser(description="Makes the golden losses and gradients of the training.")
    arguments.add_argument("--out", type=pathlib.Path, required=True, help="the folder to write to")
    folder = arguments.parse_args().out
    torch.manual_seed(0)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    check_normalization()
    for part in ("decoder", "both"):
        results = make(part)
        check_conditioning(part, results)
        tensors = {name: np.ascontiguousarray(t.detach().numpy()) for name, t in results.items()}
        assert all(t.dtype == np.float32 for t in tensors.values())
        assert all(np.isfinite(t).all() for t in tensors.values())
        origin = f"{pathlib.Path(__file__).name}; torch {torch.__version__}; numpy {np.__version__}"
        (folder / f"training-{part}.safetensors").write_bytes(save(tensors, metadata={"origin": origin}))


if __name__ == "__main__":
    main()
