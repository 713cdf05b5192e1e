"""Narrower networks out of wide ones: what stays, what is fitted, and the program's files."""

import subprocess
import sys

import pytest
import torch
from conftest import SCRIPTS, model_of
from safetensors.torch import load_file, save_file
from torch.nn import functional as F

from gpu_training.errors import TrainingError
from gpu_training.network import NAMES, Decoder, Encoder, adain, statistics
from gpu_training.pruning import least_squares, pruned, strongest
from gpu_training.weights import chain, widths_of


def generator():
    return torch.Generator().manual_seed(3)


def with_useless_channels(tensors, widths):
    """The same function with channels in front of its own that are small or of which the next layer takes
    little."""
    random, sides = generator(), chain(widths)
    wide = {name: tensor for name, tensor in tensors.items() if "preprocess" in name}
    for part in ("encoder", "decoder"):
        for name, before, after in zip(NAMES, sides, sides[1:]):
            inputs, outputs = (before, after) if part == "encoder" else (after, before)
            weight, bias = tensors[f"{part}.{name}.weight"], tensors[f"{part}.{name}.bias"]
            more = outputs - weight.shape[0], inputs - weight.shape[1]
            grown = 1e-4 * torch.randn(outputs, inputs, 3, 3, generator=random)
            grown[more[0] :, more[1] :] = weight
            wide[f"{part}.{name}.weight"] = grown
            wide[f"{part}.{name}.bias"] = torch.cat([torch.zeros(more[0]), bias])
    return wide


def picture_of(tensors, contents, styles):
    encoder, decoder = Encoder(tensors), Decoder(tensors)
    with torch.no_grad():
        features, of_styles = (
            encoder(pictures, torch.float32)["conv4_1"] for pictures in (contents, styles)
        )
        return decoder(adain(features, *statistics(of_styles)), torch.float32)


@pytest.fixture
def both():
    """Contents and styles of soft noise, [image, 3, y, x]."""
    noise = torch.rand(2, 48, 3, 24, 24, generator=generator())
    return [F.interpolate(F.avg_pool2d(half, 4), scale_factor=4, mode="bilinear") for half in noise]


def test_least_squares_find_the_convolution():
    random = generator()
    x = torch.randn(6, 3, 11, 13, generator=random)
    weight, bias = torch.randn(5, 3, 3, 3, generator=random), torch.randn(5, generator=random)
    aim = F.conv2d(F.pad(x, (1, 1, 1, 1), mode="reflect"), weight, bias)
    found = least_squares(x, aim, random, ridge=0)
    torch.testing.assert_close(found, (weight, bias), rtol=1e-4, atol=1e-4)


def test_the_channels_that_the_next_layer_uses_stay():
    maps = torch.ones(1, 4, 2, 2) * torch.tensor([1.0, 9.0, 2.0, 3.0])[:, None, None]
    weight = torch.ones(2, 4, 3, 3)
    weight[:, 1] = 0.1
    assert strongest(maps, weight, 2).tolist() == [2, 3]
    assert strongest(maps, torch.ones(2, 4, 3, 3), 2).tolist() == [1, 3]


@pytest.mark.parametrize(
    ("parts", "more"),
    [(("encoder",), 0), (("decoder",), 3), (("encoder", "decoder"), 0), (("encoder", "decoder"), 3)],
)
def test_useless_channels_go(golden, both, parts, more):
    network = model_of(golden("both"), "network.")
    own = widths_of(network)
    wide = with_useless_channels(network, [width + 3 for width in own[:3]] + [own[3] + more])
    narrow = pruned(wide, own, parts, *both, ridge=1e-9)
    for part in ("encoder", "decoder"):
        kept = own if part in parts else widths_of(wide, part)
        assert widths_of(narrow, part) == (*kept[:3], own[3])
    wanted, found = (picture_of(tensors, *both) for tensors in (wide, narrow))
    deviation = (wanted - wanted.mean((0, 2, 3), keepdim=True)).square().mean().sqrt()
    assert (found - wanted).square().mean().sqrt() < 0.05 * deviation


def test_the_encoder_is_fitted_to_what_it_is_given(golden, both):
    network = model_of(golden("both"), "network.")
    own = widths_of(network)
    pictures = torch.cat(both)
    with torch.no_grad():
        aim = -Encoder(network)(pictures, torch.float32)["conv4_1 before ReLU"]
        narrow = pruned(network, own, ("encoder",), *both, aim)
        found = Encoder(narrow)(pictures, torch.float32)["conv4_1 before ReLU"]
    assert (found - aim).square().mean() < 0.01 * aim.var()


def test_what_cannot_be_pruned_is_refused(golden, both):
    network = model_of(golden("both"), "network.")
    own = widths_of(network)
    for widths in ((own[0] + 1, *own[1:]), (*own[:3], own[3] - 1)):
        with pytest.raises(TrainingError, match="cannot be pruned"):
            pruned(network, widths, ("encoder",), *both)


def test_the_program_writes_a_model(program):
    def run(*options):
        command = [sys.executable, str(SCRIPTS / "prune.py"), "--from", "network.safetensors"]
        command += ["--content", "content", "--style", "style", "--crop", "24", "--crops", "9", *options]
        return subprocess.run(command, cwd=program.folder, capture_output=True, text=True, check=False)

    own = widths_of(load_file(program.folder / "network.safetensors"))
    widths = ",".join(str(width) for width in (3, 4, 6, own[3]))
    done = run("--part", "encoder", "--widths", widths, "-o", "narrow.safetensors")
    assert done.returncode == 0, done.stderr
    assert widths_of(program.model("narrow")) == (3, 4, 6, own[3])
    assert widths_of(program.model("narrow"), "decoder") == own
    save_file(program.model("network"), program.folder / "loss.safetensors")
    more = ("--loss-network", "loss.safetensors", "-o", "again.safetensors")
    done = run("--part", "encoder", "--widths", widths, *more)
    assert done.returncode == 0, done.stderr
    for name, tensor in program.model("again").items():
        torch.testing.assert_close(tensor, program.model("narrow")[name], rtol=1e-3, atol=1e-5)
    done = run("--widths", "3,4,6,9999", "-o", "no.safetensors")
    assert done.returncode == 2
    fewer = f"3,4,6,{own[3] - 1}"
    done = run("--widths", fewer, "-o", "fewer.safetensors")
    assert done.returncode == 0, done.stderr
    for part in ("encoder", "decoder"):
        assert widths_of(program.model("fewer"), part) == (3, 4, 6, own[3] - 1)
    done = run("--part", "encoder", "--widths", fewer, "-o", "no.safetensors")
    assert done.returncode == 1 and "cannot be pruned" in done.stderr
