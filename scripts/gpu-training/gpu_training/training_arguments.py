"""The options that say what is learnt, and how: the group `training` of the help."""

from .values import crop_side, layer_rates, number, share_of_widths, weights, widths


def add_training(group):
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
        help="stages of the training, instead of --crop and --batch: 128:32:0.4,256:16:0.6; a step may have "
        "several sizes of crops: 256:8+512:2:1",
    )
    add("--learning-rate", type=number(float, 0, 1, above=True), default=1e-4, help="of Adam")
    add(
        "--schedule",
        choices=["constant", "inverse", "cosine"],
        default="inverse",
        help="inverse is the published one; cosine needs --steps or --seconds",
    )
    add(
        "--cosine-from",
        type=number(float, 0, 0.999999),
        metavar="SHARE",
        help="after this share of the training the rate falls to a hundredth along half a cosine",
    )
    add("--beta2", type=number(float, 0, 0.999999), default=0.999, help="of Adam")
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
    add(
        "--clip-relative",
        type=number(float, 0, 1e6),
        default=0.0,
        metavar="TIMES",
        help="longest gradient, as a multiple of a running average of their norms; 0: any",
    )
    add("--content-weight", type=number(float, 0, 1e6), default=1.0)
    add("--style-weight", type=number(float, 0, 1e6), default=10.0)
    add(
        "--soft-style",
        type=number(float, 0, 1e6),
        default=0.0,
        metavar="T",
        help="a pair's style loss x above T counts as 2 sqrt(T x) - T; 0: as x",
    )
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
        type=layer_rates,
        default=(0.0, 288),
        metavar="EXPONENT:INPUTS",
        help="a layer of more than INPUTS inputs (288 if not given) learns at the rate times "
        "(INPUTS / inputs)^EXPONENT",
    )
    add(
        "--centre",
        action="store_true",
        help="the decoder's weights see inputs less the means that these have at the start",
    )
    add("--seed", type=number(int, 0, 2**63 - 1), default=1, help="what all random choices follow from")
    add("--name", help="the model's name (default: the file's)")
    add("--license", help="the model's licence, for its metadata")
    add("--half", action="store_true", help="store the model's numbers in 16 bits")
