"""Whole trainings at a tiny size: resuming, several processes, stages, averaging, steps that are no number,
files."""

import math
import subprocess
import time

import pytest
import torch

from gpu_training import modelfile
from gpu_training.clock import Clock
from gpu_training.options import parse
from gpu_training.processes import Processes
from gpu_training.run import Run

SMALL = ("--crop", "24", "--batch", "4", "--pool", "20:28", "--learning-rate", "0.001")
# All that has a state of its own
EVERYTHING = (
    *SMALL,
    "--noise",
    "0.02",
    "--vary",
    "0.5",
    "--average",
    "0.9",
    "--embedding",
    "3",
    "--clip-relative",
    "1.1",
    "--soft-style",
    "0.01",
    "--centre",
    "--revive",
    "4",
    "--identity-weight",
    "20:2",
    "--warm-up",
    "3",
    "--schedule",
    "cosine",
    "--renew",
    "4",
    "--reconstruction-steps",
    "2",
    "--flat-threshold",
    "0.03",
    "--soften",
    "1",
    "--scale",
    "0.5:2.3",
)


def run_here(output, *more):
    """A training of the program's in the folder that is the current one, in this process."""
    options = parse(
        [
            "--content",
            "content",
            "--style",
            "style",
            "--loss-network",
            "loss.safetensors",
            "-o",
            f"{output}.safetensors",
            "--from",
            "network.safetensors",
            "--device",
            "cpu",
            "--workers",
            "0",
            "--eager",
            *more,
        ]
    )
    return Run(options, Processes("cpu"), time.monotonic())


def same(a, b):
    assert a.keys() == b.keys()
    for name in a:
        assert torch.equal(a[name], b[name]), name


@pytest.mark.parametrize("plan", [(), ("--plan", "16:2:0.4,24:2+16:4:0.6")])
def test_a_resumed_training_equals_an_uninterrupted_one(program, plan, monkeypatch):
    """Interrupted after five steps and after nine, amid a pool's life and a stage."""
    options = (*EVERYTHING, *plan, "--steps", "12", "--checkpoint-every", "3")
    whole = program("whole", *options)
    monkeypatch.chdir(program.folder)
    monkeypatch.setattr(Clock, "listen", lambda _: None)
    for last in (5, 9):
        run = run_here("parts", "--log", "parts.csv", "--resume", *options)
        begin, read = run.learner.step, run.clock.read

        def interrupted(step, run=run, read=read, last=last):
            run.clock.interrupted = step == last
            read(step)

        monkeypatch.setattr(run.clock, "read", interrupted)
        run.train()
        assert (begin, run.learner.step) == ({5: 0, 9: 5}[last], last)
    program("parts", *options, "--resume")
    same(program.state("parts"), program.state("whole"))
    same(program.model("parts"), program.model("whole"))
    assert [row[:4] for row in program.log("parts")] == [row[:4] for row in whole]


def test_a_checkpoint_is_refused_with_other_settings(program):
    program("a", *SMALL, "--steps", "1")
    program("a", *SMALL, "--steps", "2", "--resume", "--noise", "0.01", fails=True)
    assert "noise 0.0, not 0.01" in program.said
    assert "Traceback" not in program.said
    program("a", *SMALL, "--steps", "2", "--resume")


@pytest.mark.parametrize("plan", [(), ("--plan", "24:2+16:4:1", "--centre", "--clip-relative", "1.1")])
def test_two_processes_equal_one(program, plan):
    """Each with half of the batch and half of the pool; float32 sums in another order."""
    options = (
        *SMALL,
        *plan,
        "--noise",
        "0.02",
        "--average",
        "0.9",
        "--steps",
        "5",
        "--identity-weight",
        "20",
    )
    one, two = program("one", *options), program("two", *options, processes=2)
    for a, b in zip(one, two, strict=True):
        for index in (0, 1, 2, 3, 5, 6, 7):
            assert (a[index] is None) == (b[index] is None)
            assert a[index] is None or math.isclose(a[index], b[index], rel_tol=1e-4)
    for name, tensor in program.model("one").items():
        # Adam moves a weight by up to its rate a step, whatever its gradient's rounding.
        torch.testing.assert_close(program.model("two")[name], tensor, rtol=1e-4, atol=1e-4)


def test_the_written_file_is_a_model_of_adain(program, adain):
    for name, more, start in (
        ("full", (), "network.safetensors"),
        ("half", ("--half",), "network.safetensors"),
        ("new", ("--widths", "3,4,6,8", "--license", "CC0"), None),
    ):
        program(name, *SMALL, "--steps", "2", *more, start=start)
        said = subprocess.run(
            [adain, "model", "info", f"{name}.safetensors"],
            cwd=program.folder,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert name in said and "learning-rate 0.001" in said and "decoder.conv1_1.weight" in said
    assert "CC0" in said and program.model("new")["encoder.conv4_1.weight"].shape == (8, 6, 3, 3)
    assert program.model("half")["encoder.conv4_1.weight"].dtype == torch.float16


def test_widened_networks_do_the_same(program):
    wide = program("wide", *SMALL, "--steps", "1", "--widths", "10,16,36,80")
    own = program("own", *SMALL, "--steps", "1")
    assert program.model("wide")["encoder.conv4_1.weight"].shape == (80, 36, 3, 3)
    for a, b in zip(wide[0][:4], own[0][:4]):
        assert math.isclose(a, b, rel_tol=1e-4)


def test_an_encoder_may_be_narrower_than_its_decoder(program):
    decoder = program.model("network")
    channels = decoder["encoder.conv4_1.weight"].shape[0]
    program("narrow", *SMALL, "--steps", "1", "--widths", f"3,4,6,{channels}", start=None)
    encoder = program.model("narrow")
    uneven = {name: (encoder if "encoder" in name else decoder)[name] for name in decoder}
    modelfile.write(program.folder / "uneven.safetensors", uneven, {"format": "adain-model"})

    def first(output, *more):
        return program(output, *SMALL, "--steps", "1", *more, start="uneven.safetensors")[0][:4]

    plain = first("on")
    assert {n: t.shape for n, t in program.model("on").items()} == {n: t.shape for n, t in uneven.items()}
    wide = first("wide", "--widths", f"30,24,36,{2 * channels}")
    assert program.model("wide")["decoder.conv2_1.weight"].shape[1] == 24
    for a, b in zip(plain, wide):
        assert math.isclose(a, b, rel_tol=1e-4)
    program(
        "no", *SMALL, "--steps", "1", "--widths", "30,25,36,80", start="uneven.safetensors", fails=True
    )
    assert "whose encoder has widths (3, 4, 6," in program.said
    uneven["decoder.conv4_1.weight"] = uneven["decoder.conv4_1.weight"][:, 1:]
    modelfile.write(program.folder / "torn.safetensors", uneven, {"format": "adain-model"})
    program("no", *SMALL, "--steps", "1", start="torn.safetensors", fails=True)
    assert "decoder.conv4_1 has the shape" in program.said
    uneven["decoder.conv4_1.weight"] = uneven["decoder.conv4_1.weight"].flatten()
    modelfile.write(program.folder / "torn.safetensors", uneven, {"format": "adain-model"})
    program("no", *SMALL, "--steps", "1", start="torn.safetensors", fails=True)
    assert "not that of a convolution" in program.said


def test_stages_keep_the_moments(program):
    """A stage's first step counts on: with an emptied Adam its count would begin at 1."""
    program("plan", *SMALL, "--plan", "16:2:1,24:4:1,32:2:2", "--steps", "8")
    assert "crops of 16, 2 pairs" in program.said and "crops of 32, 2 pairs" in program.said
    counts = {int(tensor) for name, tensor in program.state("plan").items() if name.startswith("adam.count.")}
    assert counts == {8}


def test_the_better_of_both_becomes_the_model(program, monkeypatch):
    monkeypatch.chdir(program.folder)
    run = run_here("x", "--average", "0.9")
    run.load_held_out()
    run.learner.average[0].add_(1)
    for own, averaged, is_averaged in (
        (3, 2, True),
        (2, 3, False),
        (math.nan, 3, True),
        (2, math.nan, False),
    ):
        run.held.both = lambda values=((0, 0, own), (0, 0, averaged)): values
        run.save()
        same(program.model("x"), run.learner.weights(is_averaged))


def test_a_training_by_the_clock_ends_in_time_and_goes_through_its_plan(program):
    rows = program(
        "timed",
        *SMALL,
        "--seconds",
        "12",
        "--schedule",
        "cosine",
        "--plan",
        "16:2:1,24:2:1",
        "--identity-weight",
        "20:2",
    )
    assert rows and rows[-1][4] < 12
    assert "stage 2 of 2" in program.said
