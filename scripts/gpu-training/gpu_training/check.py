"""A look before a long training, which keeps nothing of what it trains."""

import time

import torch

from . import course


def check(run):
    """Are the data there, what are the losses of one batch, how long does a step take?"""
    run.learner.step = max(run.learner.step, course.first_styled_step(run.options))
    run.follow_plan()
    run.load_held_out()
    run.measure()
    learner, on_gpu = run.learner, run.processes.device.type == "cuda"
    for _ in range(3):
        losses = learner.advance(run.pools.draw(learner.step, 0.0), 0.0)
    run.say(
        "losses of a batch: content {:.4f} style {:.4f} identity {:.4f} total {:.4f}".format(*losses.tolist())
    )
    steps = 20 if on_gpu else 2
    begin = time.monotonic()
    for _ in range(steps):
        learner.advance(run.pools.draw(learner.step, 0.0), 0.0)
    if on_gpu:
        torch.cuda.synchronize()
    seconds = (time.monotonic() - begin) / steps
    speed = sum(size.batch * size.crop**2 for size in run.pools.stage.sizes) / 1e6 / seconds
    run.say(f"{1000 * seconds:.1f} ms a step, {speed:.3g} megapixels of crops a second{run.memory()}")
    run.maker.stop()
