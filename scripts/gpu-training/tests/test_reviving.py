"""Dead channels that begin anew, rates by layer, and the teacher."""

import math

import pytest
import torch
from conftest import model_of
from test_losses import batch_of, learner_of

from gpu_training import course
from gpu_training.losses import pixels
from gpu_training.network import NAMES
from gpu_training.options import parse
from gpu_training.processes import Processes
from gpu_training.reviving import HIDDEN, dead_channels
from gpu_training.weights import widened, widths_of


def features_of(learner, batch):
    objective = learner.objective
    return objective.mixed(objective.seen(batch, pixels(batch.contents))["conv4_1"], batch)


@torch.no_grad()
def picture_of(learner, features):
    return learner.objective.network.decoder(features, torch.float32)


@pytest.mark.parametrize("part", ["decoder", "both"])
def test_dead_channels_begin_anew_and_the_pictures_stay(golden, part):
    tensors = golden(part)
    learner = learner_of(tensors, part, "--average", "0.9")
    batch = batch_of(tensors, learner)
    decoder = learner.objective.network.decoder
    killed = {"conv4_1": [0, 3], "conv3_4": [1], "conv1_2": [2]}
    with torch.no_grad():
        for name, channels in killed.items():
            decoder[name].bias[channels] = -1e4
    for _ in range(2):
        learner.advance([batch], 0.0)
    features = features_of(learner, batch).detach()
    found = dead_channels(decoder, features, torch.float32)
    assert all(set(channels) <= set(found[name]) for name, channels in killed.items())
    before = picture_of(learner, features)
    count = learner.revive([batch], Processes("cpu"))
    assert count == sum(map(len, found.values()))
    torch.testing.assert_close(picture_of(learner, features), before, rtol=1e-4, atol=1e-4)
    assert not any(dead_channels(decoder, features, torch.float32).values())
    weight, bias = decoder["conv4_1"].weight, decoder["conv4_1"].bias
    state, places = learner.optimizer.state, {id(p): at for at, p in enumerate(learner.parameters)}
    for parameter in weight, bias:
        assert torch.equal(learner.average[places[id(parameter)]][[0, 3]], parameter[[0, 3]])
        assert not state[parameter]["exp_avg"][[0, 3]].any()
        assert state[parameter]["exp_avg"].any()
    assert not decoder["conv1_1"].weight[:, 2].any()
    # The way out of what began anew is the first thing that it learns, then the way in.
    own = weight[[0, 3]].detach().clone()
    learner.advance([batch], 0.0)
    assert decoder["conv1_1"].weight[:, 2].all()
    learner.advance([batch], 0.0)
    assert not torch.equal(weight[[0, 3]], own)


def test_what_is_alive_stays_as_it_is(golden):
    tensors = golden("decoder")
    learner = learner_of(tensors, "decoder")
    batch = batch_of(tensors, learner)
    decoder = learner.objective.network.decoder
    with torch.no_grad():
        for name in HIDDEN:
            decoder[name].weight.abs_()
            decoder[name].bias += 1e3
    before = [p.clone() for p in learner.parameters]
    assert learner.revive([batch], Processes("cpu")) == 0
    assert all(torch.equal(old, new) for old, new in zip(before, learner.parameters, strict=True))


@pytest.mark.parametrize(("given", "limit"), [("0.5", 288), ("0.5:40", 40)])
def test_a_layer_learns_at_the_rate_of_its_inputs(golden, given, limit):
    tensors = golden("both")
    network = model_of(tensors, "network.")
    wide = widened(network, [2 * width for width in widths_of(network)], torch.Generator().manual_seed(1))
    tensors |= {f"network.{name}": tensor for name, tensor in wide.items()}
    plain, scaled = (
        learner_of(tensors, "both", "--learning-rate", "1e-4", *more)
        for more in ((), ("--layer-rates", given))
    )
    before = {name: p.detach().clone() for name, p in zip(plain.names, plain.parameters)}
    batch = batch_of(tensors, plain)
    for learner in (plain, scaled):
        learner.advance([batch], 0.0)
    for name, one, other in zip(plain.names, plain.parameters, scaled.parameters):
        inputs = one[0].numel() if one.dim() > 1 else 1
        share = math.sqrt(min(1, limit / inputs))
        torch.testing.assert_close(other - before[name], (one - before[name]) * share, rtol=1e-2, atol=2e-8)
    assert any(p[0].numel() > 288 for p in plain.parameters)


def test_the_teachers_pictures_are_learnt(golden):
    tensors = golden("decoder")
    other = model_of(tensors, "network.")
    for name in (f"decoder.{NAMES[0]}.weight", f"decoder.{NAMES[0]}.bias"):
        other[name] = other[name].roll(1, 0)
    options = ("--teacher", "-", "--teacher-steps", "100", "--teacher-weight", "7")
    learner = learner_of(tensors, "decoder", *options, "--learning-rate", "1e-3", teacher=other)
    batch = batch_of(tensors, learner)
    first, *_, last = (learner.advance([batch], 0.0)[3].item() for _ in range(40))
    assert last < 0.7 * first
    # Who is shown what it does already has nothing to learn.
    own = learner_of(tensors, "decoder", *options, teacher=model_of(tensors, "network."))
    features = features_of(own, batch)
    picture = own.objective.network.decoder(features, torch.float32)
    assert own.objective.shown(features, picture.clamp(0, 1)).item() == 0
    # Beside the other losses it counts with its weight.
    plain = learner_of(tensors, "decoder").objective([batch], "style")[1]
    shown = own.objective([batch], "style")[1]
    torch.testing.assert_close(shown[3], plain[3] + 7 * own.objective.shown(features, picture))
    torch.testing.assert_close(shown[:3], plain[:3])


def test_the_course_of_teacher_and_reviving():
    given = ["--content", "-", "--style", "-", "--loss-network", "-", "-o", "x.safetensors"]
    options = parse(
        [*given, "--teacher", "-", "--teacher-steps", "5", "--teacher-weight", "8:0", "--steps", "90"]
        + ["--revive", "10", "--reconstruction-steps", "3"]
    )
    phases = [course.phase(options, step) for step in (0, 2, 3, 7, 8)]
    assert phases == ["reconstruction"] * 2 + ["teacher"] * 2 + ["style"]
    assert course.between(options.teacher_weight, 0.25) == 6
    assert [step for step in range(90) if course.revives(options, step, step / 90)] == [10, 20, 30, 40, 50]


@pytest.mark.parametrize(
    "more", [("--teacher-steps", "5"), ("--teacher-weight", "1"), ("--teacher", "-"), ("--layer-rates", "2")]
)
def test_options_that_say_nothing_are_refused(more):
    with pytest.raises(SystemExit):
        parse(["--content", "-", "--style", "-", "--loss-network", "-", "-o", "x.safetensors", *more])


def test_a_training_with_a_teacher_that_revives(program):
    program(
        "taught",
        *("--teacher", "network.safetensors", "--teacher-steps", "4", "--teacher-weight", "5:0"),
        *("--revive", "3", "--layer-rates", "0.5", "--steps", "9", "--crop", "24", "--batch", "4"),
        *("--pool", "20:28", "--average", "0.9"),
    )
    log = program.log("taught")
    assert [row[0] for row in log[:4]] == [0.0] * 4 and log[4][0] > 0
    assert program.model("taught").keys() == program.model("network").keys()
    program("refused", "--teacher", "narrow.safetensors", "--teacher-steps", "4", "--steps", "5", fails=True)
    assert "narrow.safetensors" in program.said
