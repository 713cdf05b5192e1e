"""The options of a training: their names, defaults and help.

Names, defaults and meanings are those of `adain train` (docs/training.md), so that a command carries over.
What only a GPU needs stands in a group of its own.
"""

import argparse

from .training_arguments import add_training
from .values import number, pools, scale


def parser():
    top = argparse.ArgumentParser(
        prog="train.py",
        description="Train a model on folders of photographs and paintings, on GPUs.",
        epilog="Several GPUs: torchrun --nproc-per-node=gpu train.py …",
        allow_abbrev=False,
    )
    top.add_argument(
        "--content",
        action="append",
        required=True,
        metavar="FOLDER",
        help="a folder of contents, an image, or a .zip of images; may be repeated",
    )
    top.add_argument(
        "--style",
        action="append",
        required=True,
        metavar="FOLDER",
        help="a folder of styles, an image, or a .zip of images; may be repeated",
    )
    top.add_argument(
        "--loss-network", required=True, metavar="FILE", help="the model whose encoder measures the losses"
    )
    top.add_argument("-o", "--output", required=True, metavar="FILE", help="the model to write, .safetensors")
    add_training(top.add_argument_group("training"))
    _add_data(top.add_argument_group("crops"))
    _add_run(top.add_argument_group("run"))
    _add_machine(top.add_argument_group("machine"))
    return top


def _add_data(group):
    add = group.add_argument
    add(
        "--scale",
        type=scale,
        metavar="LOW:HIGH",
        help="pixels of a crop per pixel of its picture, log-uniform (default: by the picture's size)",
    )
    add(
        "--flat-threshold",
        type=number(float, 0, 0.5),
        default=0.0,
        metavar="DEVIATION",
        help="crops of smaller deviation are drawn again; 0.06 leaves out skies",
    )
    add(
        "--noise",
        type=number(float, 0, 0.5),
        default=0.0,
        metavar="DEVIATION",
        help="noise of up to this deviation on the contents; the targets are those of the clean crops",
    )
    add(
        "--soften",
        type=number(float, 0, 8),
        default=0.0,
        metavar="SIGMA",
        help="blur of up to so many of the picture's own pixels on contents, against blocks of JPEG",
    )
    add(
        "--vary",
        type=number(float, 0, 1),
        default=0.0,
        metavar="SHARE",
        help="share of styles that are changed or drawn",
    )
    add(
        "--held-out",
        type=number(int, 1, 4096),
        default=4,
        metavar="N",
        help="last pictures of each kind that are kept for measuring, where there are ten times as many",
    )


def _add_run(group):
    add = group.add_argument
    add("--steps", type=number(int, 1, 10**9), metavar="N", help="steps of the whole training")
    add(
        "--seconds",
        type=number(float, 0, 1e8, above=True),
        metavar="S",
        help="from the program's start to its end; rate and weights then follow the time",
    )
    add(
        "--minutes",
        type=number(float, 0, 1e6, above=True),
        metavar="M",
        help="ends this run, not the training",
    )
    add("--resume", action="store_true", help="go on from MODEL.checkpoint, if there is one")
    add(
        "--checkpoint-every",
        type=number(int, 1, 10**9),
        metavar="N",
        help="steps between checkpoints (default: two minutes)",
    )
    add("--log", metavar="FILE.csv", help="write each step's losses to this file")
    add(
        "--measure-every",
        type=number(int, 1, 10**9),
        metavar="N",
        help="steps between losses of the held-out pairs (default: at checkpoints)",
    )
    add("--sheet", metavar="FILE.png", help="write contact sheets, FILE-STEP.png")
    add(
        "--sheet-every",
        type=number(int, 1, 10**9),
        metavar="N",
        help="steps between contact sheets (default: at checkpoints)",
    )
    add("--check", action="store_true", help="measure one batch and the time of a step, and train nothing")


def _add_machine(group):
    add = group.add_argument
    add("--device", choices=["cuda", "cpu"], help="default: cuda where there is one")
    add(
        "--precision",
        choices=["bfloat16", "float32"],
        help="of all layers but the first and the last (default: bfloat16 on a GPU, else float32)",
    )
    add(
        "--pool",
        type=pools,
        default=(4096, 8192),
        metavar="CONTENTS:STYLES",
        help="crops kept on the GPUs, all together and of all sizes that a step has (4096:8192)",
    )
    add(
        "--renew",
        type=number(int, 0, 10**9),
        default=0,
        metavar="N",
        help="steps after which a new pool replaces the old one; 0: never",
    )
    add(
        "--workers",
        type=number(int, 0, 1024),
        metavar="N",
        help="processes a machine that decode pictures; 0: none of their own (default: one a core)",
    )
    add("--eager", action="store_true", help="do not compile the step")
    add(
        "--threads",
        type=number(int, 0, 1024),
        default=0,
        help="processor threads of PyTorch; 0: its own choice",
    )
