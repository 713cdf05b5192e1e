"""One step at a time: Adam's moments, the average, clipping, gradients that are no number, the course,
compiling."""

import math

import pytest
import torch
from conftest import model_of
from test_losses import batch_of, learner_of

from gpu_training import course
from gpu_training.compiling import compile_losses
from gpu_training.options import parse
from gpu_training.processes import Processes


def test_moments_pass_from_crop_to_crop(golden):
    tensors = golden("both")
    learner = learner_of(tensors, "both")
    learner.advance([batch_of(tensors, learner)], 0.0)
    before = [learner.optimizer.state[p]["exp_avg"].clone() for p in learner.parameters]
    smaller = tensors | {
        "contents": tensors["contents"][:1, :16, :16],
        "styles": tensors["styles"][:1, :16, :16],
    }
    learner.advance([batch_of(smaller, learner)], 0.5)
    for parameter, first in zip(learner.parameters, before):
        expected = 0.9 * first + 0.1 * parameter.grad
        torch.testing.assert_close(learner.optimizer.state[parameter]["exp_avg"], expected)


def test_the_average_is_what_it_says(golden):
    tensors = golden("decoder")
    learner = learner_of(tensors, "decoder", "--average", "0.5")
    expected = [p.detach().clone() for p in learner.parameters]
    for step in range(1, 6):
        learner.advance([batch_of(tensors, learner)], 0.0)
        keep = min(0.5, (1 + step) / (10 + step))
        expected = [keep * old + (1 - keep) * p.detach() for old, p in zip(expected, learner.parameters)]
    torch.testing.assert_close(learner.average, expected)
    own, averaged = learner.weights(), learner.weights(averaged=True)
    assert own.keys() == averaged.keys() == model_of(tensors, "network.").keys()
    assert not torch.equal(own["decoder.conv1_1.weight"], averaged["decoder.conv1_1.weight"])
    assert torch.equal(own["encoder.conv1_1.weight"], averaged["encoder.conv1_1.weight"])


def test_the_step_compiles_in_one_piece_or_is_left_as_it_is(golden, monkeypatch):
    tensors = golden("both")
    learner = learner_of(tensors, "both", "--embedding", "5", "--steps", "8", "--noise", "0.02")
    batch = batch_of(tensors, learner)._replace(noise=torch.full((2, 3, 32, 32), 0.01))
    wanted, said = learner.objective([batch], "style")[1], []
    # Without the code generator, which takes a C++ compiler and a minute here.
    real = torch.compile
    monkeypatch.setattr(
        torch, "compile", lambda f, **more: real(f, backend="aot_eager", fullgraph=True, **more)
    )
    compile_losses(learner.objective, [batch], "style", Processes("cpu"), said.append)
    assert not said and learner.objective.computes != learner.objective.compute
    torch.testing.assert_close(learner.advance([batch], 0.0), wanted)

    def fail(*_, **__):
        raise RuntimeError("no compiler")

    monkeypatch.setattr(torch, "compile", lambda f, **more: fail)
    compile_losses(learner.objective, [batch], "style", Processes("cpu"), said.append)
    assert "no compiler" in said[0] and learner.objective.computes == learner.objective.compute
    learner.advance([batch], 0.0)


@pytest.mark.parametrize("clip", ["--clip", "--clip-relative"])
def test_a_step_that_is_no_number_changes_nothing(golden, clip):
    tensors = golden("both")
    learner = learner_of(tensors, "both", "--average", "0.9", clip, "10")
    batch = batch_of(tensors, learner)
    learner.advance([batch], 0.0)
    keys = ("exp_avg", "exp_avg_sq", "step")
    state = lambda: [
        t.clone()
        for p, a in zip(learner.parameters, learner.average)
        for t in (p.detach(), a, *(learner.optimizer.state[p][key] for key in keys), learner.usual_norm)
    ]
    before = state()
    learner.advance([batch._replace(features=batch.features * math.nan)], 0.0)
    assert int(learner.skipped) == 1
    for old, new in zip(before, state(), strict=True):
        assert torch.equal(old, new)
    learner.advance([batch], 0.0)
    assert int(learner.skipped) == 1
    assert not torch.equal(before[0], state()[0])


def test_clipping_bounds_the_gradient(golden):
    tensors = golden("both")
    learner = learner_of(tensors, "both", "--clip", "0.5")
    learner.advance([batch_of(tensors, learner)], 0.0)
    norm = torch.nn.utils.get_total_norm([p.grad for p in learner.parameters])
    assert math.isclose(float(norm), 0.5, rel_tol=1e-4)


def test_relative_clipping_follows_the_usual_norm(golden):
    tensors = golden("decoder")
    learner = learner_of(tensors, "decoder", "--clip-relative", "1.5", "--learning-rate", "1e-9")
    batch, weights = batch_of(tensors, learner), learner.objective.weights

    def norm_with(factor):
        """Of the gradient as it is used; without clipping it would be `factor` times the first."""
        learner.objective.weights = [factor * weight for weight in weights]
        learner.advance([batch], 0.0)
        return float(torch.nn.utils.get_total_norm([p.grad for p in learner.parameters]))

    first, usual = norm_with(1), 1.0
    for factor in (1.2, 100, 1.6, 0.5):
        usual += 0.02 * (min(factor, 2 * usual) - usual)
        assert math.isclose(norm_with(factor), first * min(factor, 1.5 * usual), rel_tol=1e-4)
        assert math.isclose(float(learner.usual_norm), first * usual, rel_tol=1e-4)


def test_adam_takes_its_second_moments_share(golden):
    tensors = golden("decoder")
    learner = learner_of(tensors, "decoder", "--beta2", "0.9")
    learner.advance([batch_of(tensors, learner)], 0.0)
    for parameter in learner.parameters:
        squares = learner.optimizer.state[parameter]["exp_avg_sq"]
        torch.testing.assert_close(squares, 0.1 * parameter.grad.square())


def test_the_course_may_fall_at_its_end():
    options = learner_options(
        *("--schedule", "constant", "--cosine-from", "0.2", "--steps", "100", "--learning-rate", "0.01")
    )
    rates = [course.learning_rate(options, step, step / 100) for step in (0, 20, 60, 100)]
    assert all(
        math.isclose(*pair)
        for pair in zip(rates, (0.01, 0.01, 0.01 * (0.01 + 0.99 / 2), 0.0001), strict=True)
    )
    for wrong in (("--cosine-from", "0.2"), ("--clip", "1", "--clip-relative", "1.5")):
        with pytest.raises(SystemExit):
            learner_options(*wrong)
    with pytest.raises(SystemExit):
        learner_options("--steps", "9", "--schedule", "cosine", "--cosine-from", "0.2")


def test_the_course():
    options = learner_options(
        "--schedule",
        "cosine",
        "--steps",
        "100",
        "--warm-up",
        "10",
        "--learning-rate",
        "0.01",
        "--identity-weight",
        "20:2",
        "--embedding",
        "4",
        "--reconstruction-steps",
        "0",
    )
    rate = lambda step: course.learning_rate(options, step, step / 100)
    assert math.isclose(rate(0), 0.001, rel_tol=1e-9)
    assert math.isclose(rate(50), 0.01 * (0.01 + 0.99 / 2))
    assert math.isclose(rate(100), 0.0001)
    assert [course.identity_weight(options, 0, done) for done in (0, 0.5, 1)] == [20, 11, 2]
    assert [course.embedding_weight(options, done) for done in (0, 0.25, 0.5, 1)] == [4, 2, 0, 0]
    plan = course.stages("128:32:1,256:16:3")
    assert [course.stage_number(plan, done) for done in (0, 0.24, 0.25, 1)] == [0, 0, 1, 1]


def learner_options(*more):
    return parse(
        [
            "--content",
            "-",
            "--style",
            "-",
            "--loss-network",
            "-",
            "-o",
            "x.safetensors",
            "--width",
            "1/4",
            *more,
        ]
    )
