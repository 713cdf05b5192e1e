"""Ten steps of `adain train` and of train.py from the same weights and pictures: the same losses."""

import csv
import subprocess

import numpy as np
import pytest
import torch
from conftest import TOLERANCE, smooth_picture
from PIL import Image
from safetensors.torch import load_file, save_file

from gpu_training.weights import random_decoder, widths_of

WEIGHTS = "--content-weight 3 --style-weight 2 --identity-weight 7"
NETWORK = "--from network.safetensors --part"
# Of as many channels as the loss network's, so that the embedding has no linear map, whose first weights are
# each program's own.
ALIKE = "--from alike.safetensors --part both"
TRAININGS = {
    "both": f"{NETWORK} both",
    "weights": f"{NETWORK} both {WEIGHTS} --reconstruction-steps 4 --schedule inverse",
    "decoder": f"{NETWORK} decoder",
    "embedding": f"{ALIKE} --embedding 7",
    "embedding-steps": f"{ALIKE} --embedding-steps 4",
    "cosine-from": f"{NETWORK} decoder --schedule constant --cosine-from 0.3",
    "layer-rates": f"{NETWORK} both --layer-rates 0.7",
    "phases": f"{ALIKE} --embedding 7 --embedding-steps 3 --reconstruction-steps 2",
}


@pytest.fixture
def one_pair(program):
    """A folder with the one content and the one style that there are, which flipping leaves as they are, and
    alike.safetensors."""
    random = np.random.default_rng(3)
    for kind in ("content", "style"):
        for picture in (program.folder / kind).iterdir():
            picture.unlink()
        half = smooth_picture(random, 16, 32)
        Image.fromarray(np.concatenate([half, half[:, ::-1]], 1)).save(program.folder / kind / "one.ppm")
    loss, generator = load_file(program.folder / "loss.safetensors"), torch.Generator().manual_seed(1)
    tensors = {
        name: tensor * (1 + 0.1 * torch.randn(tensor.shape, generator=generator))
        for name, tensor in loss.items()
        if name.startswith("encoder.")
    }
    tensors |= random_decoder(widths_of(loss), generator)
    save_file({name: t.contiguous() for name, t in tensors.items()}, program.folder / "alike.safetensors")
    return program


def swift_losses(adain, folder, options):
    """A row a step: content, style, identity, total."""
    files = "--content content --style style --loss-network loss.safetensors -o swift.safetensors"
    subprocess.run(
        [adain, "train", *files.split(), "--log", "swift.csv", *options],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    with open(folder / "swift.csv") as file:
        return [
            [float(row[key]) for key in ("content", "style", "identity", "total")]
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("name", TRAININGS)
def test_ten_steps_have_the_same_losses(one_pair, adain, name):
    common = "--crop 32 --batch 2 --steps 10 --learning-rate 0.00002"
    options = [*TRAININGS[name].split(), *common.split()]
    wanted = swift_losses(adain, one_pair.folder, options)
    found = [row[:4] for row in one_pair(name, *options, start=None)]
    np.testing.assert_allclose(found, wanted, rtol=TOLERANCE, atol=1e-9)
