"""One process or several, each with a GPU of its own: torch.distributed as torchrun sets it up.

Gradients are exchanged by DistributedDataParallel; here are only the few words that processes change besides.
"""

import os

import torch
import torch.distributed as dist


class Processes:
    """Which process this is, and of how many."""

    def __init__(self, device_kind):
        self.count = int(os.environ.get("WORLD_SIZE", 1))
        self.rank = int(os.environ.get("RANK", 0))
        # On this machine
        self.local_rank = int(os.environ.get("LOCAL_RANK", 0))
        self.local_count = int(os.environ.get("LOCAL_WORLD_SIZE", 1))
        self.device = (
            torch.device(device_kind, self.local_rank) if device_kind == "cuda" else torch.device("cpu")
        )
        if device_kind == "cuda":
            torch.cuda.set_device(self.device)
        if self.count > 1:
            # gloo for words about time and files, which must not wait for the GPU.
            dist.init_process_group("cpu:gloo,cuda:nccl" if device_kind == "cuda" else "gloo")

    @property
    def leads(self):
        return self.rank == 0

    def from_leader(self, values):
        """A list of numbers as the first process has it."""
        if self.count == 1:
            return values
        tensor = torch.tensor(values, dtype=torch.float64)
        dist.broadcast(tensor, 0)
        return tensor.tolist()

    def take_from_leader(self, tensors):
        """Overwrites tensors on the device with the first process's."""
        for tensor in tensors:
            dist.broadcast(tensor, 0)

    def mean(self, tensor):
        """The mean over the processes of a tensor on their device."""
        if self.count > 1:
            dist.all_reduce(tensor)
            tensor /= self.count
        return tensor

    def all_agree(self, answer):
        if self.count == 1:
            return answer
        tensor = torch.tensor(float(answer))
        dist.all_reduce(tensor, dist.ReduceOp.MIN)
        return bool(tensor)

    def close(self):
        if self.count > 1:
            dist.destroy_process_group()
