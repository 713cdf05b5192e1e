"""Crops, variations, pools and packed data."""

import subprocess
import sys
import zipfile

import numpy as np
import pytest
import torch
from conftest import SCRIPTS, smooth_picture
from PIL import Image

from gpu_training import patterns, pictures, variations
from gpu_training.crops import CropRules, crop, middle
from gpu_training.errors import TrainingError
from gpu_training.filling import CropSet, Filling

PLAIN = CropRules(side=24, scale=None, flat_threshold=0, soften=0, vary=0)


def ramp(width, height):
    """Red rises by one a pixel to the right, green by one a pixel down."""
    y, x = np.mgrid[:height, :width]
    return Image.fromarray(np.stack([x, y, 0 * x], 2).astype(np.uint8))


def test_a_crop_of_a_picture_of_its_size_is_the_picture():
    picture = Image.fromarray(smooth_picture(np.random.default_rng(1), 24, 24))
    flips = set()
    for seed in range(8):
        found = crop(picture, PLAIN, np.random.default_rng(seed))
        flipped = not np.array_equal(found, np.asarray(picture))
        assert not flipped or np.array_equal(found[:, ::-1], np.asarray(picture))
        flips.add(flipped)
    assert flips == {False, True}
    assert np.array_equal(middle(picture, 24), np.asarray(picture))


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_scale_is_crop_pixels_per_picture_pixel(scale):
    """The slope of a ramp: the picture's pixels per crop pixel."""
    found = crop(ramp(120, 90), PLAIN._replace(scale=(scale, scale)), np.random.default_rng(5)).astype(float)
    slopes = np.abs(found[4:-4, 4:-4, 0].mean(0)[-1] - found[4:-4, 4:-4, 0].mean(0)[0]) / 15
    assert abs(slopes - 1 / scale) < 0.1


def test_flat_crops_are_drawn_again():
    pixels = np.full((200, 200, 3), 128, dtype=np.uint8)
    pixels[:, 100:] = np.random.default_rng(1).integers(0, 256, (200, 100, 3))
    picture = Image.fromarray(pixels)
    rules = PLAIN._replace(scale=(1, 1))
    flat = lambda rules: sum(
        crop(picture, rules, np.random.default_rng(seed)).std() < 1 for seed in range(60)
    )
    assert flat(rules) > 15 and flat(rules._replace(flat_threshold=0.06)) == 0


def test_softening_blurs_and_leaves_the_place():
    rough = np.random.default_rng(2).integers(0, 256, (60, 60, 3), dtype=np.uint8)
    rules = PLAIN._replace(scale=(1, 1))
    deviation = lambda rules: np.mean(
        [crop(Image.fromarray(rough), rules, np.random.default_rng(seed)).std() for seed in range(10)]
    )
    assert deviation(rules._replace(soften=3)) < 0.6 * deviation(rules)
    plain = crop(ramp(120, 90), rules._replace(soften=1e-9), np.random.default_rng(9)).astype(int)
    soft = crop(ramp(120, 90), rules._replace(soften=1.0), np.random.default_rng(9)).astype(int)
    assert np.abs(plain - soft)[2:-2, 2:-2].max() <= 2


@pytest.mark.parametrize("kind", variations.KINDS)
def test_variations_are_pictures(kind):
    source = Image.fromarray(smooth_picture(np.random.default_rng(1), 40, 40))
    for seed in range(6):
        found = kind(source, np.random.default_rng(seed))
        assert found.shape == (40, 40, 3) and found.dtype == np.uint8 and found.std() > 2


@pytest.mark.parametrize("kind", patterns.PATTERNS)
def test_patterns_show_something(kind):
    colours = np.array([[250, 20, 20], [20, 40, 240], [240, 240, 30], [10, 10, 10]], dtype=np.float32)
    for seed in range(6):
        found = kind(48, colours, np.random.default_rng(seed))
        assert found.shape == (48, 48, 3) and np.isfinite(found).all() and found.std() > 2


def filled(found, own, workers=0):
    filling = Filling(CropSet(found, PLAIN._replace(vary=0.5), 150, own, [1, 2, 0, 0]), workers)
    filling.start()
    return filling.result()


def test_pools_do_not_depend_on_workers_or_processes(folders):
    found = pictures.find([str(folders / "content")])
    whole, _ = filled(found, range(150))
    assert torch.equal(filled(found, range(150), workers=2)[0], whole)
    assert torch.equal(torch.cat([filled(found, range(75))[0], filled(found, range(75, 150))[0]]), whole)
    assert len({crop.numpy().tobytes() for crop in whole}) > 140


def test_what_cannot_be_read_is_named_and_replaced(folders):
    (folders / "content" / "3.png").write_bytes(b"no picture")
    crops, complaints = filled(pictures.find([str(folders / "content")]), range(150))
    assert len(crops) == 150 and crops.float().std((1, 2, 3)).min() > 0
    assert len(complaints) == 1 and "3.png is left out" in complaints[0]
    with pytest.raises(TrainingError, match="does not exist"):
        pictures.find([str(folders / "nowhere")])
    for file in (folders / "style").iterdir():
        file.write_bytes(b"no picture")
    with pytest.raises(TrainingError, match="none of 7 pictures can be read"):
        filled(pictures.find([str(folders / "style")]), range(150))


def test_the_last_pictures_are_held_out_where_there_are_enough(folders):
    found = pictures.find([str(folders / "content")])
    training, held = pictures.held_out(pictures.Pictures(found.places * 6), 4)
    assert len(training) == 38 and held.places == (found.places * 6)[-4:]
    training, held = pictures.held_out(found, 4)
    assert len(training) == 7 and len(held) == 4


def test_packed_pictures_are_the_pictures(program):
    def pack(*options):
        return subprocess.run(
            [
                sys.executable,
                SCRIPTS / "pack.py",
                "--content",
                "content",
                "--style",
                "style",
                "--loss-network",
                "loss.safetensors",
                "-o",
                "packed",
                *options,
            ],
            cwd=program.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    done = pack("--side", "32", "--quality", "100", "--part-size", "1")
    assert done.returncode == 0, done.stderr
    packed = program.folder / "packed"
    assert sorted(file.name for file in packed.iterdir()) == [
        "content-1.zip",
        "loss-network.safetensors",
        "style-1.zip",
    ]
    with zipfile.ZipFile(packed / "content-1.zip") as archive:
        assert len(archive.namelist()) == 7
    own, there = (pictures.find([str(program.folder / path)]) for path in ("content", "packed/content-1.zip"))
    for number in range(7):
        assert min(there.open(number).size) == 32
        difference = middle(own.open(number), 24).astype(int) - middle(there.open(number), 24)
        assert np.abs(difference).mean() < 4
    # Half precision: 11 bits
    names = (
        "--content",
        "packed/content-1.zip",
        "--style",
        "packed/style-1.zip",
        "--loss-network",
        "packed/loss-network.safetensors",
    )
    assert len(program("a", *names, "--crop", "24", "--batch", "2", "--pool", "8:8", "--steps", "1")) == 1
