"""What follows from the options of a training, and what may not change of them when it goes on."""

from .arguments import parser
from .course import Size, Stage, stages
from .values import VGG_WIDTHS


def parse(arguments=None):
    """The options, with what follows from them filled in."""
    top = parser()
    options = top.parse_args(arguments)
    try:
        complete(options)
    except ValueError as error:
        top.error(str(error))
    return options


def complete(options):
    """Fills in what was not given; raises ValueError where options contradict each other."""
    if not options.output.endswith(".safetensors"):
        raise ValueError(
            f"{options.output} would not be found as a model; name a file that ends in .safetensors"
        )
    if options.width and options.widths:
        raise ValueError("--width and --widths say the same; give one of them")
    options.widths = options.widths or options.width or (None if options.start else VGG_WIDTHS)
    narrow = options.widths != VGG_WIDTHS
    options.part = options.part or ("both" if narrow else "decoder")
    if options.part == "decoder" and not options.start and narrow:
        raise ValueError("a narrow encoder that nobody trained is of no use; add --from or --part both")
    learns_both = options.part == "both"
    if options.identity_weight is None:
        options.identity_weight = (20.0, 20.0) if learns_both else (0.0, 0.0)
    if options.reconstruction_steps is None:
        options.reconstruction_steps = 1500 if learns_both and not options.start else 0
    if (options.embedding or options.embedding_steps) and not learns_both:
        raise ValueError("an embedding teaches the encoder, which --part decoder leaves as it is")
    shown = options.teacher_steps or any(options.teacher_weight)
    if shown and not options.teacher:
        raise ValueError("what the decoder is to learn from a teacher needs one; add --teacher")
    if options.teacher and not shown:
        raise ValueError("--teacher alone changes nothing; add --teacher-steps or --teacher-weight")
    ends = options.steps or options.seconds
    falls = options.schedule == "cosine" or options.cosine_from is not None
    if falls and not ends:
        raise ValueError("a cosine needs to know where it ends; add --steps or --seconds")
    if options.schedule == "cosine" and options.cosine_from is not None:
        raise ValueError("the rate falls along one cosine only; give --cosine-from another --schedule")
    if options.clip and options.clip_relative:
        raise ValueError("--clip and --clip-relative both shorten gradients; give one of them")
    if not ends and weights_change(options):
        raise ValueError(
            "a weight that changes needs to know where the training ends; add --steps or --seconds"
        )
    alone = Stage((Size(options.crop, options.batch),), 1.0)
    options.stages = stages(options.plan) if options.plan else [alone]
    if len(options.stages) > 1 and not ends:
        raise ValueError("--plan needs to know where the training ends; add --steps or --seconds")


def weights_change(options):
    """Whether a loss counts more or less as the training goes on."""
    given = options.identity_weight, options.teacher_weight
    return options.embedding > 0 or any(first != last for first, last in given)


def identity(options):
    """What may not change when a training goes on, as text; the first of it as `adain train` writes it."""
    settings = {
        "widths": "given" if options.widths is None else "/".join(map(str, options.widths)),
        "part": options.part,
        "content-weight": options.content_weight,
        "style-weight": options.style_weight,
        "soft-style": options.soft_style,
        "identity-weight": "{}:{}".format(*options.identity_weight),
        "embedding-steps": options.embedding_steps,
        "reconstruction-steps": options.reconstruction_steps,
        "plan": " ".join(map(str, options.stages)),
        "learning-rate": options.learning_rate,
        "schedule": options.schedule,
        "cosine-from": options.cosine_from,
        "beta2": options.beta2,
        "warm-up": options.warm_up,
        "clip": options.clip,
        "clip-relative": options.clip_relative,
        "embedding": options.embedding,
        "teacher-steps": options.teacher_steps,
        "teacher-weight": "{}:{}".format(*options.teacher_weight),
        "revive": options.revive,
        "layer-rates": "{}:{}".format(*options.layer_rates),
        "centre": options.centre,
        "average": options.average,
        "seed": options.seed,
        "scale": "{}:{}".format(*options.scale) if options.scale else "by size",
        "flat-threshold": options.flat_threshold,
        "noise": options.noise,
        "soften": options.soften,
        "vary": options.vary,
        "pool": "{}:{}".format(*options.pool),
        "renew": options.renew,
    }
    follows_end = (
        options.schedule == "cosine"
        or options.cosine_from is not None
        or len(options.stages) > 1
        or options.revive
        or weights_change(options)
    )
    if options.steps and follows_end:
        settings["steps"] = options.steps
    return ", ".join(f"{name} {value}" for name, value in settings.items())
