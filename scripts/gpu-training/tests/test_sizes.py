"""Steps with crops of several sizes: what they average, what of the pool is whose, and that they compile."""

import pytest
import torch
from test_losses import batch_of, learner_of
from test_reviving import features_of, picture_of
from test_step import learner_options
from test_training import SMALL, run_here

from gpu_training import course
from gpu_training.compiling import compile_losses
from gpu_training.course import Size
from gpu_training.processes import Processes
from gpu_training.reviving import HIDDEN, dead_channels


def batches_of(tensors, learner):
    """Two pairs of 32 pixels a side, and one of 16."""
    smaller = tensors | {
        "contents": tensors["contents"][:1, 8:24, 8:24],
        "styles": tensors["styles"][1:, 8:24, 8:24],
    }
    return [batch_of(tensors, learner), batch_of(smaller, learner)]


def test_a_step_has_the_mean_of_its_sizes_losses_and_gradients(golden):
    tensors = golden("both")
    learner = learner_of(tensors, "both", "--learning-rate", "1e-3")
    batches = batches_of(tensors, learner)

    def alone(batch):
        total, parts = learner.module([batch], "style")
        return parts, *torch.autograd.grad(total, learner.parameters)

    wanted = [(a + b) / 2 for a, b in zip(*map(alone, batches), strict=True)]
    found = learner.advance(batches, 0.0)
    for one, other in zip([found, *(p.grad for p in learner.parameters)], wanted, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-6 * float(other.abs().max()))


def test_dead_in_all_sizes_begins_anew(golden):
    tensors = golden("decoder")
    learner = learner_of(tensors, "decoder")
    batches = batches_of(tensors, learner)
    decoder = learner.objective.network.decoder
    with torch.no_grad():
        decoder["conv3_1"].bias[1] = -1e4
    features = [features_of(learner, batch).detach() for batch in batches]
    before = [picture_of(learner, x) for x in features]
    dead = [dead_channels(decoder, x, torch.float32) for x in features]
    wanted = {name: set(dead[0][name]) & set(dead[1][name]) for name in HIDDEN}
    assert learner.revive(batches, Processes("cpu")) == sum(map(len, wanted.values())) > 0
    for x, picture in zip(features, before, strict=True):
        torch.testing.assert_close(picture_of(learner, x), picture, rtol=1e-4, atol=1e-4)


def test_every_size_compiles(golden, monkeypatch):
    tensors = golden("both")
    learner, said, seen = learner_of(tensors, "both"), [], []
    batches, real = batches_of(tensors, learner), torch.compile
    wanted = learner.objective(batches, "style")[1]

    def backend(graph, examples):
        seen.append(graph)
        return graph.forward

    monkeypatch.setattr(torch, "compile", lambda f, **more: real(f, backend=backend, fullgraph=True, **more))
    compile_losses(learner.objective, batches, "style", Processes("cpu"), said.append)
    for _ in range(2):
        found = learner.objective(batches, "style")[1]
    assert not said and len(seen) == 2, "a graph for each size, and no more"
    torch.testing.assert_close(found, wanted)


def test_plans_with_several_sizes():
    plan = course.stages("128:32:1,256:8+512:2:3")
    assert [stage.sizes for stage in plan] == [(Size(128, 32),), (Size(256, 8), Size(512, 2))]
    assert [stage.share for stage in plan] == [0.25, 0.75]
    assert (plan[1].batch, plan[1].crop) == (10, 512)
    assert [str(stage) for stage in plan] == ["128:32:0.25", "256:8+512:2:0.75"]
    for wrong in (
        "256:8+512:2",
        "256:8+512:1",
        "256+512:2:1",
        "256:8+500:2:1",
        "256:8+512:0:1",
        "256:8:1+:1",
    ):
        with pytest.raises(SystemExit):
            learner_options("--steps", "9", "--plan", wrong)


def test_the_pool_is_shared_out_as_the_pairs_are(program, monkeypatch):
    monkeypatch.chdir(program.folder)
    run = run_here("x", *SMALL, "--plan", "24:4+16:1+24:1:1", "--pool", "31:62")
    run.follow_plan()
    assert [(len(pool.contents), len(pool.styles)) for pool in run.pools.pools] == [
        (20, 41),
        (5, 10),
        (5, 10),
    ]
    batches = run.pools.draw(3, 0.0)
    assert [tuple(b.contents.shape[:2]) for b in batches] == [(4, 24), (1, 16), (1, 24)]
    again = run.pools.draw(3, 0.0)
    assert all(torch.equal(a.contents, b.contents) for a, b in zip(batches, again, strict=True))
    first, _, other = (pool.contents for pool in run.pools.pools)
    assert not any(torch.equal(crop, own) for crop in other for own in first), "crops of their own"
    with pytest.raises(Exception, match="fewer crops than a batch of 6"):
        run_here("x", *SMALL, "--plan", "24:4+16:2:1", "--pool", "5:62")
