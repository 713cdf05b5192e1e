"""Pools of crops on the device with what the loss network says of them, and the batches that are drawn from
them.

A stage has a pool for each size of its crops, and a step a batch from each.
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


class Pools:
    """The pools of a stage, and what its steps draw from them."""

    def __init__(self, pools, stage, options, device):
        self.pools, self.stage, self.seed = pools, stage, options.seed
        self.generator = torch.Generator(device)

    def draw(self, step, done):
        """The batches after `step` others, one for each size, a share `done` of the training being over."""
        generator = self.generator.manual_seed((self.seed * 0x9E3779B97F4A7C15 + step) % 2**63)
        return [pool.draw(generator, step, done) for pool in self.pools]


class Pool:
    """Crops of one size and their targets on the device, and what batches are drawn from them."""

    def __init__(self, contents, styles, objective, counts, size, options, processes):
        """contents, styles: this process's crops. counts: of those of all processes."""
        self.options, self.device, self.size = options, processes.device, size
        self.contents, self.styles = contents.to(self.device), styles.to(self.device)
        loss_network = objective.loss_network
        self.features, _ = self._seen(self.contents, loss_network.targets, keeps_features=True)
        _, self.statistics = self._seen(self.styles, loss_network.targets, keeps_features=False)
        self.own_features = self.own_statistics = None
        if objective.knows_encoder and not objective.shares_encoder:
            self.own_features, _ = self._seen(self.contents, objective.known, keeps_features=True)
            _, (self.own_statistics,) = self._seen(self.styles, objective.known, keeps_features=False)
        share = size.batch // processes.count
        self.places = range(processes.rank * share, (processes.rank + 1) * share)
        self.slices = [self._slices(count, processes) for count in counts]

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

    def _slices(self, count, processes):
        """First slot and number of slots of each of the process's places, [place]."""
        batch = self.size.batch
        first = [place * count // batch for place in self.places]
        length = [(place + 1) * count // batch - begin for place, begin in zip(self.places, first)]
        begin = processes.rank * count // processes.count
        return torch.tensor(first, device=self.device) - begin, torch.tensor(length, device=self.device)

    def draw(self, generator, step, done):
        """The batch after `step` others, a share `done` of the training being over."""
        options, batch = self.options, self.size.batch
        own = slice(self.places.start, self.places.stop)
        chance = torch.rand((2, batch), generator=generator, device=self.device, dtype=torch.float64)[:, own]
        content, style = (first + (u * length).long() for u, (first, length) in zip(chance, self.slices))
        noise = None
        if options.noise:
            # Of all places, of which a process takes its own: then their number makes no difference.
            deviation = options.noise * torch.rand((batch, 1, 1, 1), generator=generator, device=self.device)
            shape = (batch, 3, self.size.crop, self.size.crop)
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
        for stage in options.stages:
            uneven = [size.batch for size in stage.sizes if size.batch % processes.count]
            if uneven:
                raise TrainingError(
                    f"a batch of {uneven[0]} cannot be shared by {processes.count} processes; "
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
        self.fillings = [
            Filling(self._crops(kind, key, number, count), self._workers(count))
            for number, counts in enumerate(self._counts(self.options.stages[key[0]]))
            for kind, count in zip((CONTENTS, STYLES), counts)
        ]
        for filling in self.fillings:
            filling.start()

    def _counts(self, stage):
        """Crops of the pools, (contents, styles) for each size: `--pool` as the pairs of a step are."""
        return [tuple(room * size.batch // stage.batch for room in self.options.pool) for size in stage.sizes]

    def _workers(self, count):
        """What of the machine's workers cuts so many of the crops, in this process."""
        if not self.options.workers:
            return 0
        share = count / sum(self.options.pool) / self.processes.local_count
        return max(round(self.options.workers * share), 1)

    def stop(self):
        for filling in self.fillings:
            filling.ends = True
        for filling in self.fillings:
            filling.join()
        self.begun, self.fillings = None, []

    def finish(self, key):
        """(pools, complaints). The last ones' memory should be free by now."""
        self.begin(key)
        stage = self.options.stages[key[0]]
        crops, complaints = zip(*(filling.result() for filling in self.fillings))
        self._check_room(stage)
        pools = self._pools(zip(crops[::2], crops[1::2]), self._counts(stage), stage)
        self.begun, self.fillings = None, []
        return pools, list(dict.fromkeys(text for texts in complaints for text in texts))

    def example(self, number):
        """Pools with crops of noise for one step of a stage, to compile it for."""
        stage = self.options.stages[number]
        noise = torch.Generator().manual_seed(0)
        shapes = [(size.batch // self.processes.count, size.crop, size.crop, 3) for size in stage.sizes]
        crops = [
            [torch.randint(256, shape, generator=noise, dtype=torch.uint8) for _ in range(2)]
            for shape in shapes
        ]
        return self._pools(crops, [(size.batch, size.batch) for size in stage.sizes], stage)

    def _pools(self, crops, counts, stage):
        """crops: contents and styles for each size. counts: of those of all processes."""
        pools = [
            Pool(contents, styles, self.objective, count, size, self.options, self.processes)
            for (contents, styles), count, size in zip(crops, counts, stage.sizes)
        ]
        return Pools(pools, stage, self.options, self.processes.device)

    def _crops(self, kind, key, number, count):
        """This process's of one kind; number: of their size in the stage. count: of those of all
        processes."""
        rank, processes = self.processes.rank, self.processes.count
        own = range(rank * count // processes, (rank + 1) * count // processes)
        rules = CropRules(
            side=self.options.stages[key[0]].sizes[number].crop,
            scale=self.options.scale,
            flat_threshold=self.options.flat_threshold,
            soften=self.options.soften if kind == CONTENTS else 0,
            vary=self.options.vary if kind == STYLES else 0,
        )
        # Every kind of every size has a number of its own.
        seed = [self.options.seed, kind + 2 * number, *key]
        return CropSet(self.pictures[kind], rules, count, own, seed)

    def _check_room(self, stage):
        if self.processes.device.type != "cuda":
            return
        channels = self.objective.loss_network.encoder["conv4_1"].weight.shape[0]
        if self.objective.knows_encoder and not self.objective.shares_encoder:
            channels += self.objective.network.channels
        number = torch.empty((), dtype=self.objective.precision).element_size()
        needed = 0
        for size, (contents, styles) in zip(stage.sizes, self._counts(stage)):
            needed += (contents + styles) * 3 * size.crop**2
            needed += contents * number * channels * (size.crop // 8) ** 2
        needed /= self.processes.count
        torch.cuda.empty_cache()
        free = torch.cuda.mem_get_info()[0]
        if needed > 0.8 * free:
            raise TrainingError(
                f"the pool takes {needed / 2**30:.1f} GiB of the GPU's memory, of which "
                f"{free / 2**30:.1f} are free; give a smaller --pool"
            )
