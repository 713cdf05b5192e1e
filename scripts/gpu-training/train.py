#!/usr/bin/env python3
"""Trains a model on GPUs with the options, losses and files of `adain train`; see README.md beside it.

python3 train.py --content photos/ --style paintings/ --loss-network vgg.safetensors -o model.safetensors
torchrun --nproc-per-node=gpu train.py …
"""

import os
import sys
import time


def main():
    began = time.monotonic()
    from gpu_training.options import parse

    options = parse()
    if options.workers is None:
        options.workers = max(len(os.sched_getaffinity(0)) - 1, 1)

    import multiprocessing

    # The workers' server starts with what they need, so that each of them starts at once.
    multiprocessing.set_forkserver_preload(["gpu_training.filling"])
    import torch

    from gpu_training.check import check
    from gpu_training.errors import TrainingError
    from gpu_training.processes import Processes
    from gpu_training.run import Run

    if options.threads:
        torch.set_num_threads(options.threads)
    # What is float32 here is meant to be.
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    processes = None
    try:
        kind = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
        if kind == "cuda" and not torch.cuda.is_available():
            raise TrainingError("there is no GPU that PyTorch can use; give --device cpu")
        processes = Processes(kind)
        if options.check:
            options.pool = tuple(min(size, 8 * max(s.batch for s in options.stages)) for size in options.pool)
        run = Run(options, processes, began)
        check(run) if options.check else run.train()
    except TrainingError as error:
        print(f"train.py: {error}", file=sys.stderr)
        # The other processes wait for this one; torchrun ends them.
        return 1
    if processes:
        processes.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
