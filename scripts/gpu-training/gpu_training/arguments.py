"""The options of a training: their names, defaults and help.

Names, defaults and meanings are those of `adain train` (docs/training.md), so that a command carries over.
What only a GPU needs stands in a group of its own.
"""

import argparse

from .values import crop_side, number, pools, scale, share_of_widths, weights, widths


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
    _add_training(top.add_argument_group("training"))
    _add_data(top.add_argument_group("crops"))
    _add_run(top.add_argument_group("run"))
    _add_machine(top.add_argument_group("machine"))
    return top


def _add_training(group):
    add = group.add_argument
    add(
        "--width",
        type=share_of_widths,
        metavar="SHARE",
        help="share of VGG-19's widths: 1, 1/2, 1/4 … (default: 1, or --from's)",
    )
    add("--widths", type=widths, metavar="A,B,C,D", help="channels of the four levels, instead of --width")
    add("--part", choices=["decoder", "both"], help="what learns (default: decoder at width 1, else both)")
    add(
        "--from",
        dest="start",
        metavar="MODEL",
        help="start with this model; --width and --widths may widen it to multiples of its own",
    )
    add("--crop", type=crop_side, default=256, help="pixels along a side of the crops, a multiple of 8")
    add("--batch", type=number(int, 1, 65536), default=8, help="pairs of crops a step, on all GPUs together")
    add(
        "--plan",
        metavar="CROP:BATCH:SHARE,…",
        help="stages of the training, instead of --crop and --batch: 128:32:0.4,256:16:0.6",
    )
    add("--learning-rate", type=number(float, 0, 1, above=True), default=1e-4, help="of Adam")
    add(
        "--schedule",
        choices=["constant", "inverse", "cosine"],
        default="inverse",
        help="inverse is the published one; cosine needs --steps or --seconds",
    )
    add(
        "--warm-up",
        type=number(int, 0, 10**7),
        default=0,
        metavar="N",
        help="steps over which the rate rises from 0",
    )
    add(
        "--clip",
        type=number(float, 0, 1e9),
        default=0,
        metavar="NORM",
        help="longest gradient, of all weights together; 0: any",
    )
    add("--content-weight", type=number(float, 0, 1e6), default=1.0)
    add("--style-weight", type=number(float, 0, 1e6), default=10.0)
    add(
        "--identity-weight",
        type=weights,
        metavar="FROM:TO",
        help="of contents decoded without a style (default: 0 if only the decoder learns, else 20)",
    )
    add(
        "--embedding",
        type=number(float, 0, 1e6),
        default=0.0,
        metavar="WEIGHT",
        help="of how far the encoder's features are from the loss network's; 0 from the middle on",
    )
    add(
        "--embedding-steps",
        type=number(int, 0, 10**7),
        default=0,
        metavar="N",
        help="steps at the very start in which the encoder alone learns, and only to give the loss network's "
        "features of contents and styles",
    )
    add(
        "--reconstruction-steps",
        type=number(int, 0, 10**7),
        metavar="N",
        help="steps after these with the identity loss alone (default: 1500 for new encoders, else 0)",
    )
    add(
        "--average",
        type=number(float, 0, 0.999999),
        default=0.0,
        metavar="SHARE",
        help="share of an average of the weights that stays in a step (0.999); the better of both is kept",
    )
    add(
        "--teacher",
        metavar="MODEL",
        help="a model whose decoder shows the learning one what it makes of the same features",
    )
    add(
        "--teacher-steps",
        type=number(int, 0, 10**7),
        default=0,
        metavar="N",
        help="steps after these in which the decoder learns the teacher's pictures alone",
    )
    add(
        "--teacher-weight",
        type=weights,
        default=(0.0, 0.0),
        metavar="FROM:TO",
        help="of how far a stylised picture is from the teacher's, beside the other losses",
    )
    add(
        "--revive",
        type=number(int, 0, 10**9),
        default=0,
        metavar="N",
        help="every N steps of the first two thirds, decoder channels that are 0 everywhere begin anew; "
        "0: never",
    )
    add(
        "--layer-rates",
        type=number(float, 0, 1),
        default=0.0,
        metavar="EXPONENT",
        help="a layer of more than 288 inputs learns at the rate times (288 / inputs)^EXPONENT",
    )
    add("--seed", type=number(int, 0, 2**63 - 1), default=1, help="what all random choices follow from")
    add("--name", help="the model's name (default: the file's)")
    add("--license", help="the model's licence, for its metadata")
    add("--half", action="store_true", help="store the model's numbers in 16 bits")


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
        help="crops kept on the GPUs, all together (4096:8192)",
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
