"""Pools of crops on the device with what the loss network says of them, and the batches that are drawn from
them.

Every place of a batch draws from its own slice of the pool. A process needs only the slices of its own
places, and any number of processes sees the same batches. What a step draws follows from seed and step alone.
"""

import torch

from . import course
from .crops import CropRules
from .errors import TrainingError
from .filling import CropSet, Filling
from .losses import Batch, pixels

CONTENTS, STYLES = 1, 2
# Crops that the loss network sees at once.
PIECE = 64


class Pool:
    """One stage's crops and their targets on the device, and what batches are drawn from it."""

    def __init__(self, contents, styles, objective, sizes, stage, options, processes):
        """contents, styles: this process's crops. sizes: of the whole pool's."""
        self.options, self.device, self.stage = options, processes.device, stage
        self.contents, self.styles = contents.to(self.device), styles.to(self.device)
        loss_network = objective.loss_network
        self.features, _ = self._seen(self.contents, loss_network.targets, keeps_features=True)
        _, self.statistics = self._seen(self.styles, loss_network.targets, keeps_features=False)
        self.own_features = self.own_statistics = None
        if objective.knows_encoder and not objective.shares_encoder:
            self.own_features, _ = self._seen(self.contents, objective.known, keeps_features=True)
            _, (self.own_statistics,) = self._seen(self.styles, objective.known, keeps_features=False)
        share = stage.batch // processes.count
        self.places = range(processes.rank * share, (processes.rank + 1) * share)
        self.generator = torch.Generator(self.device)
        self.slices = [self._slices(size, processes) for size in sizes]

    def _seen(self, crops, looks, keeps_features):
        """What `looks` gives for all crops: relu4_1 where that is kept, and a list of statistics."""
        features, statistics = None, []
        for at in range(0, len(crops), PIECE):
            found, piece = looks(pixels(crops[at : at + PIECE]))
            statistics.append(piece)
            if keeps_features:
                if features is None:
                    # One piece of memory from the start: joining pieces would need twice the room.
                    features = torch.empty(
                        (len(crops), *found.shape[1:]),
                        dtype=found.dtype,
                        device=self.device,
                        memory_format=torch.channels_last,
                    )
                features[at : at + PIECE] = found
        return features, [torch.cat(layer) for layer in zip(*statistics)]

    def _slices(self, size, processes):
        """First slot and number of slots of each of the process's places, [place]."""
        batch = self.stage.batch
        first = [place * size // batch for place in self.places]
        count = [(place + 1) * size // batch - begin for place, begin in zip(self.places, first)]
        begin = processes.rank * size // processes.count
        return torch.tensor(first, device=self.device) - begin, torch.tensor(count, device=self.device)

    def draw(self, step, done):
        """The batch after `step` others, a share `done` of the training being over."""
        options, batch = self.options, self.stage.batch
        own = slice(self.places.start, self.places.stop)
        generator = self.generator.manual_seed((options.seed * 0x9E3779B97F4A7C15 + step) % 2**63)
        chance = torch.rand((2, batch), generator=generator, device=self.device, dtype=torch.float64)[:, own]
        content, style = (first + (u * count).long() for u, (first, count) in zip(chance, self.slices))
        noise = None
        if options.noise:
            # Of all places, of which a process takes its own: then their number makes no difference.
            deviation = options.noise * torch.rand((batch, 1, 1, 1), generator=generator, device=self.device)
            shape = (batch, 3, self.stage.crop, self.stage.crop)
            noise = (torch.randn(shape, generator=generator, device=self.device) * deviation)[own]
        identity = None
        if max(options.identity_weight) > 0 or options.reconstruction_steps:
            identity = self._number(course.identity_weight(options, step, done))
        return Batch(
            self.contents[content],
            self.styles[style],
            self.features[content],
            tuple(layer[style] for layer in self.statistics),
            noise,
            identity,
            self._number(course.embedding_weight(options, done)),
            self._number(course.between(options.teacher_weight, done)),
            None if self.own_features is None else self.own_features[content],
            None if self.own_statistics is None else self.own_statistics[style],
        )

    def _number(self, value):
        # Filled on the device: a copy to it would wait for all that it has to do.
        return torch.full((), value, dtype=torch.float32, device=self.device)


class PoolMaker:
    """Makes pools, the next one while the training still draws from the last."""

    def __init__(self, contents, styles, objective, options, processes):
        self.pictures = {CONTENTS: contents, STYLES: styles}
        self.objective, self.options, self.processes = objective, options, processes
        self.sizes = {CONTENTS: options.pool[0], STYLES: options.pool[1]}
        for stage in options.stages:
            if stage.batch % processes.count:
                raise TrainingError(
                    f"a batch of {stage.batch} cannot be shared by {processes.count} processes; "
                    "give --batch or --plan a multiple of that"
                )
            if min(options.pool) < stage.batch:
                raise TrainingError(f"--pool has fewer crops than a batch of {stage.batch}; give it more")
        self.begun, self.fillings = None, []

    def begin(self, key):
        """Starts to cut the crops of a pool. key: (number of its stage, how often it was renewed)"""
        if self.begun == key:
            return
        self.stop()
        self.begun = key
        self.fillings = [Filling(self._crops(kind, key), self._workers(kind)) for kind in (CONTENTS, STYLES)]
        for filling in self.fillings:
            filling.start()

    def _workers(self, kind):
        """The share of this process and kind in the machine's workers."""
        if not self.options.workers:
            return 0
        share = self.sizes[kind] / sum(self.sizes.values()) / self.processes.local_count
        return max(round(self.options.workers * share), 1)

    def stop(self):
        for filling in self.fillings:
            filling.ends = True
        for filling in self.fillings:
            filling.join()
        self.begun, self.fillings = None, []

    def finish(self, key):
        """(pool, complaints). The last one's memory should be free by now."""
        self.begin(key)
        stage = self.options.stages[key[0]]
        (contents, first), (styles, second) = (filling.result() for filling in self.fillings)
        self._check_room(stage)
        pool = Pool(
            contents,
            styles,
            self.objective,
            list(self.sizes.values()),
            stage,
            self.options,
            self.processes,
        )
        self.begun, self.fillings = None, []
        return pool, first + second

    def example(self, number):
        """A pool with crops of noise for one batch of a stage, to compile the step for."""
        stage = self.options.stages[number]
        noise = torch.Generator().manual_seed(0)
        shape = (stage.batch // self.processes.count, stage.crop, stage.crop, 3)
        contents, styles = (torch.randint(256, shape, generator=noise, dtype=torch.uint8) for _ in range(2))
        return Pool(
            contents, styles, self.objective, [stage.batch] * 2, stage, self.options, self.processes
        )

    def _crops(self, kind, key):
        stage, size, count = self.options.stages[key[0]], self.sizes[kind], self.processes.count
        own = range(self.processes.rank * size // count, (self.processes.rank + 1) * size // count)
        rules = CropRules(
            side=stage.crop,
            scale=self.options.scale,
            flat_threshold=self.options.flat_threshold,
            soften=self.options.soften if kind == CONTENTS else 0,
            vary=self.options.vary if kind == STYLES else 0,
        )
        return CropSet(self.pictures[kind], rules, size, own, [self.options.seed, kind, *key])

    def _check_room(self, stage):
        if self.processes.device.type != "cuda":
            return
        channels = self.objective.loss_network.encoder["conv4_1"].weight.shape[0]
        if self.objective.knows_encoder and not self.objective.shares_encoder:
            channels += self.objective.network.channels
        number = torch.empty((), dtype=self.objective.precision).element_size()
        contents, styles = (size / self.processes.count for size in self.sizes.values())
        needed = (contents + styles) * 3 * stage.crop**2 + contents * number * channels * (
            stage.crop // 8
        ) ** 2
        torch.cuda.empty_cache()
        free = torch.cuda.mem_get_info()[0]
        if needed > 0.8 * free:
            raise TrainingError(
                f"the pool takes {needed / 2**30:.1f} GiB of the GPU's memory, of which "
                f"{free / 2**30:.1f} are free; give a smaller --pool"
            )
