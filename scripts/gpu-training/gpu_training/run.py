"""A training from its first step, or its last checkpoint, to its end: pools, steps, files, and what it
says."""

import math
import os
from pathlib import Path

import torch

from . import course, modelfile, pictures, state
from .clock import Clock
from .compiling import compile_losses
from .errors import TrainingError
from .losses import Objective
from .measuring import HeldOut, Log
from .options import identity
from .pools import PoolMaker
from .step import Learner
from .weights import initial_weights

SECONDS_BETWEEN_CHECKPOINTS = 120
SECONDS_BETWEEN_LINES = 20
# What the batches of so many steps show of a decoder's channels counts as what there is.
STEPS_TO_LOOK_AT = 4
# Rows of the log that wait on the device at most.
LONGEST_LOG = 1000


class Run:
    """All that a training consists of, on one process."""

    def __init__(self, options, processes, began):
        self.options, self.processes = options, processes
        self.clock = Clock(options, processes, began)
        contents, self.held_contents = pictures.held_out(pictures.find(options.content), options.held_out)
        styles, self.held_styles = pictures.held_out(pictures.find(options.style), options.held_out)
        self.counts = len(contents), len(styles)
        loss = modelfile.read_model(options.loss_network, "loss network", parts=("encoder",))
        start = modelfile.read_model(options.start) if options.start else None
        self.loss_digest = modelfile.digest(loss)
        # The embedding's, which are the same in all processes
        torch.manual_seed(options.seed)
        tensors = initial_weights(options, start, loss)
        teacher = modelfile.read_teacher(options.teacher, tensors) if options.teacher else None
        objective = Objective(options, tensors, loss, precision(options, processes), teacher)
        self.learner = Learner(objective.placed(processes.device), options, processes.device, processes)
        self.maker = PoolMaker(contents, styles, objective, options, processes)
        self.done = 0.0
        self.resumed = options.resume and os.path.exists(state.path_of(options.output))
        if self.resumed:
            self.done = state.restore(self.learner, options, self.loss_digest)
            self.say(f"goes on after step {self.learner.step}")
        self.log = Log(options.log if processes.leads else None, self.learner.step)
        self.held, self.skipped = None, 0
        # The pool in use, its stage and age; and what the step was compiled for
        self.pools, self.key, self.shape = None, None, None

    def say(self, text):
        if self.processes.leads:
            print(f"{self.clock.now():7.1f} s  {text}", flush=True)

    # The loop

    def train(self):
        options, clock, learner = self.options, self.clock, self.learner
        clock.listen()
        self.follow_plan()
        if options.centre and not self.resumed:
            learner.centre(self._batches(), self.processes)
        self.load_held_out()
        # A save before the first step: what cannot be written is known now, and how long it takes.
        before = clock.now()
        self.save()
        clock.start(learner.step, self.done, clock.now() - before)
        saved = spoken = clock.seconds
        first = learner.step
        while not clock.ends:
            self.done = clock.share
            self.follow_plan()
            if course.revives(options, learner.step, self.done):
                self.revive()
            self.log.add(learner.advance(self.pools.draw(learner.step, self.done), self.done), clock.now())
            step = learner.step
            clock.read(step)
            saves = (
                step % options.checkpoint_every == 0
                if options.checkpoint_every
                else clock.seconds - saved >= SECONDS_BETWEEN_CHECKPOINTS
            )
            if saves and not clock.ends:
                self.save()
                saved = clock.seconds
            elif options.measure_every and step % options.measure_every == 0:
                self.measure()
            if options.sheet_every and step % options.sheet_every == 0:
                self.write_sheet(averaged=self.learner.average is not None)
            if clock.seconds - spoken >= SECONDS_BETWEEN_LINES or len(self.log.rows) >= LONGEST_LOG:
                self.tell(first)
                spoken = clock.seconds
        self.done = clock.share
        self.save()
        self.tell(first)
        self.maker.stop()

    def follow_plan(self):
        """Takes another pool where the plan or its age asks for it, and begins to make the one after."""
        options, step = self.options, self.learner.step
        stage = course.stage_number(options.stages, self.done)
        key = stage, step // options.renew if options.renew else 0
        if key != self.key:
            # Its memory first
            self.pools = None
            self.maker.begin(key)
            self._compile(stage)
            self.pools, complaints = self.maker.finish(key)
            self.key = key
            for complaint in complaints:
                self.say(complaint)
            self.say(
                f"stage {stage + 1} of {len(options.stages)}: {self.pools.stage.described()}; "
                f"pool {key[1] + 1} of {options.pool[0]} contents and {options.pool[1]} styles{self.memory()}"
            )
            following = course.following_pool(options, key, step, self.done)
            if following:
                self.maker.begin(following)
        self._compile(stage)

    def revive(self):
        """The decoder's dead channels, by what batches of this pool give."""
        count = self.learner.revive(self._batches(), self.processes)
        if count:
            self.say(f"{count} channels of the decoder were 0 everywhere and begin anew")

    def _batches(self):
        """Of a few steps, of all sizes."""
        steps = range(self.learner.step, self.learner.step + STEPS_TO_LOOK_AT)
        return [batch for step in steps for batch in self.pools.draw(step, self.done)]

    def _compile(self, stage):
        """Compiles the step where it differs from the last one; at a pool's beginning, beside the cutting of
        crops."""
        step = self.learner.step
        shape = stage, course.phase(self.options, step)
        if shape != self.shape and not self.options.eager:
            batches = (self.pools or self.maker.example(stage)).draw(step, self.done)
            compile_losses(self.learner.objective, batches, shape[1], self.processes, self.say)
            self.say("the step is ready")
        self.shape = shape

    def memory(self):
        if self.processes.device.type != "cuda":
            return ""
        return f"; {torch.cuda.memory_allocated() / 2**30:.1f} GiB of GPU memory"

    # Files

    def load_held_out(self):
        if self.processes.leads:
            side = max(stage.crop for stage in self.options.stages)
            self.held = HeldOut(
                self.held_contents, self.held_styles, side, self.learner, self.processes.device
            )

    def measure(self):
        """Losses of the held-out pairs, by the first process; returns whether the average is the better
        one."""
        if self.held is None:
            return False
        own, averaged = self.held.both()
        self.log.measure(own, averaged)
        self.say(
            "held out: content {:.3f} style {:.3f} total {:.3f}".format(*own)
            + (", averaged: content {:.3f} style {:.3f} total {:.3f}".format(*averaged) if averaged else "")
        )
        # A total that is no number is never the better one.
        return averaged is not None and (averaged[2] <= own[2] or math.isnan(own[2]))

    def save(self):
        """Checkpoint, model and contact sheet; the checkpoint first, so that what readers see is never ahead
        of it."""
        averaged = self.measure()
        self.log_losses()
        if not self.processes.leads:
            return
        options = self.options
        state.save(self.learner, options, self.loss_digest, self.done)
        modelfile.write(
            options.output, self.learner.weights(averaged), self._metadata(averaged), options.half
        )
        if options.sheet_every is None:
            self.write_sheet(averaged)

    def write_sheet(self, averaged):
        if self.options.sheet and self.held:
            path = Path(self.options.sheet)
            name = f"{path.stem}-{self.learner.step}{path.suffix or '.png'}"
            self.held.write_sheet(path.with_name(name), averaged)

    def log_losses(self):
        """Writes the log; returns the last step's losses. Waits for the device."""
        steps = len(self.log.rows)
        skipped = int(self.learner.skipped)
        last = self.log.flush(self.processes)
        if steps >= 20 and skipped - self.skipped >= steps:
            raise TrainingError(
                f"the last {steps} steps had gradients that are no numbers; lower the learning rate "
                "and go on from the checkpoint"
            )
        self.skipped = skipped
        return last

    def tell(self, first):
        last, step, options = self.log_losses(), self.learner.step, self.options
        if last is None:
            return
        left_out = f", {self.skipped} steps left out" if self.skipped else ""
        speed = (step - first) / max(self.clock.now() - self.clock.first_second, 1e-9)
        of = f"/{options.steps}" if options.steps else ""
        self.say(
            f"step {step}{of} "
            + "content {:.3f} style {:.3f} identity {:.3f} total {:.3f}".format(*last)
            + f", {speed:.2f} steps/s, {self.done:.0%}{left_out}"
        )

    def _metadata(self, averaged):
        options = self.options
        metadata = {
            "format": "adain-model",
            "name": options.name or Path(options.output).stem,
            "architecture": "VGG-19 to relu4_1 and its mirror, AdaIN between (arXiv 1703.06868)",
            "data": f"{self.counts[0]} contents, {self.counts[1]} styles",
            "training": f"step {self.learner.step}, {'averaged, ' if averaged else ''}{identity(options)}",
        }
        return metadata | ({"license": options.license} if options.license else {})


def precision(options, processes):
    name = options.precision or ("bfloat16" if processes.device.type == "cuda" else "float32")
    return getattr(torch, name)
