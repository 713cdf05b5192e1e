"""Cuts the crops of a pool from their pictures, by worker processes beside the training."""

import threading

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from .crops import crop
from .errors import TrainingError

# Crops that a worker hands over at once.
PIECE = 64


class CropSet(Dataset):
    """A process's crops of one pool. In the order of their pictures, so that each is decoded once or little
    more."""

    def __init__(self, pictures, rules, count, own, seed):
        """count: the whole pool's crops. own: the process's slots, a range. seed: numbers, different for each
        pool."""
        self.pictures, self.rules, self.seed, self.own = pictures, rules, seed, own
        self.numbers = np.random.default_rng(seed).integers(0, len(pictures), count)[own.start : own.stop]
        self.order = np.argsort(self.numbers, kind="stable")

    def __len__(self):
        return len(self.own)

    def __getitem__(self, item):
        at = int(self.order[item])
        random = np.random.default_rng([*self.seed, self.own.start + at])
        picture, complaints = self.pictures.first_readable(int(self.numbers[at]))
        return at, crop(picture, self.rules, random), complaints


def together(items):
    """Crops as one NumPy array, which travels through a pipe: the room for shared memory may be small."""
    slots, crops, complaints = zip(*items)
    return np.array(slots), np.stack(crops), [text for texts in complaints for text in texts]


class Filling(threading.Thread):
    """Cuts a pool's crops into memory, beside the training."""

    def __init__(self, crops, workers):
        super().__init__(daemon=True)
        self.crops, self.workers = crops, workers
        side = crops.rules.side
        self.filled = torch.empty((len(crops), side, side, 3), dtype=torch.uint8)
        self.complaints, self.failure, self.ends = [], None, False

    def run(self):
        try:
            # A forked server's children: forks of this process would share the GPU's state.
            loader = DataLoader(
                self.crops,
                batch_size=PIECE,
                num_workers=self.workers,
                collate_fn=together,
                multiprocessing_context="forkserver" if self.workers else None,
            )
            for slots, crops, complaints in loader:
                self.filled[torch.from_numpy(slots)] = torch.from_numpy(crops)
                self.complaints += complaints
                if self.ends:
                    return
        except Exception as error:  # noqa: BLE001 - told by whoever waits for the crops
            self.failure = error

    def result(self):
        """(crops [slot, y, x, 3] in 8 bits, complaints)"""
        self.join()
        if self.failure:
            if isinstance(self.failure, (TrainingError, KeyboardInterrupt)):
                raise self.failure
            raise TrainingError(f"no crops can be made: {self.failure}") from self.failure
        return self.filled, list(dict.fromkeys(self.complaints))
