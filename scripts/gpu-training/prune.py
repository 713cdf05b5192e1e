#!/usr/bin/env python3
"""Makes a narrower network out of a model, that does nearly the same: where a training of a smaller model
begins. Encoder and decoder may have different widths.

    python3 prune.py --from wide.safetensors --part encoder --widths 16,32,64,512 \\
      --content photos/ --style paintings/ --loss-network vgg.safetensors -o narrow.safetensors
"""

import argparse
import sys

import numpy as np
import torch

from gpu_training import modelfile, pictures
from gpu_training.crops import CropRules, crop
from gpu_training.errors import TrainingError
from gpu_training.losses import pixels
from gpu_training.network import LINEAR, Encoder
from gpu_training.pruning import PIECE, pruned
from gpu_training.values import crop_side, number, widths


def arguments():
    top = argparse.ArgumentParser(prog="prune.py", description="Make a narrower network out of a model.")
    add = top.add_argument
    add("--from", dest="start", required=True, metavar="MODEL")
    add("--widths", type=widths, required=True, metavar="A,B,C,D", help="none above the model's own")
    add("--part", choices=["encoder", "decoder", "both"], default="both")
    add("--content", action="append", required=True, metavar="FOLDER", help="may be repeated")
    add("--style", action="append", required=True, metavar="FOLDER", help="may be repeated")
    add("--loss-network", metavar="FILE", help="what the encoder's relu4_1 is to be (default: the model's)")
    add("-o", "--output", required=True, metavar="FILE")
    add("--crop", type=crop_side, default=128, help="pixels along a side of the crops (128)")
    add("--crops", type=number(int, 1, 65536), default=200, help="of each kind that it is fitted on (200)")
    add("--seed", type=number(int, 0, 2**63 - 1), default=1)
    return top.parse_args()


def crops(folders, options, kind):
    """Pictures [image, 3, y, x]."""
    found = pictures.find(folders)
    random = np.random.default_rng([options.seed, kind])
    rules = CropRules(side=options.crop, scale=None, flat_threshold=0.06, soften=0, vary=0)
    numbers = np.sort(random.integers(0, len(found), options.crops))
    cut = [crop(found.first_readable(int(at))[0], rules, random) for at in numbers]
    return pixels(torch.from_numpy(np.stack(cut)))


def prune(options):
    tensors = modelfile.read_model(options.start)
    parts = ("encoder", "decoder") if options.part == "both" else (options.part,)
    contents, styles = crops(options.content, options, 0), crops(options.style, options, 1)
    wanted = None
    if options.loss_network and "encoder" in parts:
        loss = Encoder(modelfile.read_model(options.loss_network, "loss network", ("encoder",)))
        with torch.no_grad():
            pieces = torch.cat([contents, styles]).split(PIECE)
            wanted = torch.cat([loss(piece, torch.float32)[LINEAR] for piece in pieces])
        own = len(tensors["encoder.conv4_1.bias"])
        if wanted.shape[1] != own:
            raise TrainingError(
                f"the loss network's relu4_1 has {wanted.shape[1]} channels and the model's {own}; "
                "leave --loss-network out"
            )
    narrow = pruned(tensors, options.widths, parts, contents, styles, wanted)
    modelfile.write(options.output, narrow, {"format": "adain-model", "version": "1"})


def main():
    try:
        prune(arguments())
    except TrainingError as error:
        print(f"prune.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
