"""What the tests share: golden tensors, small folders of pictures, and the training program run as its users
run it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE.parent
REPOSITORY = SCRIPTS.parent.parent
sys.path.insert(0, str(SCRIPTS))
torch.set_num_threads(1)

# The Swift tests' own, relative: Adam divides by the root of the squared gradient, so that what is rounding
# noise in one step moves weights in the next.
TOLERANCE = 1e-4


@pytest.fixture
def golden():
    """golden(part): the tensors of Tests/Goldens/training-PART.safetensors"""
    return lambda part: load_file(REPOSITORY / f"Tests/Goldens/training-{part}.safetensors")


def model_of(tensors, prefix):
    """A model's tensors from those of a golden file, "network." or "loss."."""
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


@pytest.fixture
def models(golden, tmp_path):
    """Two files in a folder: a narrow network and a narrow loss network."""
    tensors = golden("both")
    for prefix, name in (("network.", "network.safetensors"), ("loss.", "loss.safetensors")):
        save_file(
            {k: v.contiguous() for k, v in model_of(tensors, prefix).items()},
            tmp_path / name,
            metadata={"name": "test"},
        )
    return tmp_path


def smooth_picture(random, width, height):
    """[height, width, 3], 8 bits"""
    small = Image.fromarray(random.integers(0, 256, (5, 6, 3), dtype=np.uint8))
    return np.asarray(small.resize((width, height), Image.Resampling.BICUBIC))


@pytest.fixture
def folders(tmp_path):
    """A folder with content/ and style/, seven pictures each."""
    random = np.random.default_rng(7)
    for kind in ("content", "style"):
        (tmp_path / kind).mkdir()
        for number in range(7):
            picture = smooth_picture(random, 41 + number, 37 + 2 * number)
            Image.fromarray(picture).save(tmp_path / kind / f"{number}.png")
    return tmp_path


class Program:
    """train.py in a folder with content/, style/, loss.safetensors and network.safetensors."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, output, *options, processes=1, start="network.safetensors", fails=False):
        """Trains; returns the rows of the log as numbers."""
        command = [sys.executable]
        if processes > 1:
            command += ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}", "--"]
        command += [
            str(SCRIPTS / "train.py"),
            "--content",
            "content",
            "--style",
            "style",
            "--loss-network",
            "loss.safetensors",
            "-o",
            f"{output}.safetensors",
            "--device",
            "cpu",
            "--threads",
            "1",
            "--workers",
            "0",
            "--eager",
            "--log",
            f"{output}.csv",
            *map(str, options),
        ]
        if start:
            command += ["--from", start]
        done = subprocess.run(
            command,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        self.said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, self.said
        return None if fails else self.log(output)

    def log(self, output):
        lines = (self.folder / f"{output}.csv").read_text().splitlines()
        assert lines[0].startswith("content,style,identity,total,seconds,held_content,")
        return [[float(value) if value else None for value in line.split(",")] for line in lines[1:]]

    def model(self, output):
        return load_file(self.folder / f"{output}.safetensors")

    def state(self, output):
        return load_file(self.folder / f"{output}.safetensors.checkpoint")


@pytest.fixture
def program(models, folders):
    return Program(folders)


@pytest.fixture
def adain():
    """The built command line: $ADAIN, or that of the repository."""
    found = os.environ.get("ADAIN", str(REPOSITORY / ".build/release/adain"))
    if not os.access(found, os.X_OK):
        pytest.skip(f"{found} is not built; swift build -c release, or ADAIN=PROGRAM")
    return found
