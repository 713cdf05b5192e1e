"""How rate, weights and stages follow from the steps done and the share of the training that is over.

Plain functions of numbers: nothing here knows of tensors, files or clocks.
"""

import math
from typing import NamedTuple

from .values import crop_side


class Size(NamedTuple):
    """Crops of one size (pixels a side), and how many pairs of them a step has."""

    crop: int
    batch: int


class Stage(NamedTuple):
    """A part of a training: the sizes of which each of its steps has pairs, and its share of the whole."""

    sizes: tuple
    share: float

    @property
    def batch(self):
        """Pairs a step, of all sizes."""
        return sum(size.batch for size in self.sizes)

    @property
    def crop(self):
        """The largest crops."""
        return max(size.crop for size in self.sizes)

    def described(self):
        return " and ".join(f"crops of {size.crop}, {size.batch} pairs" for size in self.sizes) + " a step"

    def __str__(self):
        sizes = "+".join(f"{size.crop}:{size.batch}" for size in self.sizes)
        return f"{sizes}:{self.share:g}"


def stages(text):
    """'CROP:BATCH:SHARE,…', where CROP:BATCH may be several with a '+' between them; the shares are brought
    to a sum of 1."""
    found = []
    for part in text.split(","):
        try:
            joined, share = part.rsplit(":", 1)
            sizes = [size.split(":") for size in joined.split("+")]
            stage = Stage(tuple(Size(crop_side(crop), int(batch)) for crop, batch in sizes), float(share))
        except Exception as error:
            raise ValueError(
                f"--plan: {part} is no stage ({error}); give CROP:BATCH:SHARE, as 128:32:0.4, "
                "or several sizes, as 256:8+512:2:0.4"
            ) from None
        if not (all(1 <= size.batch <= 65536 for size in stage.sizes) and 0 < stage.share <= 1e9):
            raise ValueError(f"--plan: {part} is out of range; give 1 pair or more and a share above 0")
        found.append(stage)
    total = sum(stage.share for stage in found)
    return [stage._replace(share=stage.share / total) for stage in found]


def stage_number(plan, done):
    """Which stage the training is in when a share `done` of it is over."""
    end = 0.0
    for number, stage in enumerate(plan):
        end += stage.share
        if done < end - 1e-12:
            return number
    return len(plan) - 1


def following_pool(options, key, step, done):
    """The pool that is likely to be needed after the one of `key`, the number of its stage and how often it
    was renewed; or None. Another one would only come later."""
    (stage, age), plan, renew = key, options.stages, options.renew
    last = stage == len(plan) - 1
    if not renew:
        return None if last else (stage + 1, age)
    end = sum(part.share for part in plan[: stage + 1])
    # By the time: about
    per_step = 1 / options.steps if options.steps else done / max(step, 1)
    if not last and end - done < per_step * (renew - step % renew):
        return stage + 1, (step + round((end - done) / per_step)) // renew
    if options.steps and last and (age + 1) * renew >= options.steps:
        return None
    return stage, age + 1


def learning_rate(options, step, done):
    """For the step after `step` others, a share `done` of the training being over."""
    rate = options.learning_rate
    if options.schedule == "inverse":
        rate /= 1 + 5e-5 * step
    elif options.schedule == "cosine":
        rate *= _cosine(done)
    if options.cosine_from is not None and done > options.cosine_from:
        rate *= _cosine((done - options.cosine_from) / (1 - options.cosine_from))
    return rate * min((step + 1) / options.warm_up, 1) if options.warm_up else rate


def _cosine(share):
    """From 1 to a hundredth, as `adain train` has it."""
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(share, 1)))


def phase(options, step):
    """What the step after `step` others is to learn: "embedding", the encoder alone to give the loss
    network's features; "reconstruction", contents to come back without any style; "teacher", the
    teacher's pictures; or "style"."""
    if step < options.embedding_steps:
        return "embedding"
    if step < options.embedding_steps + options.reconstruction_steps:
        return "reconstruction"
    return "teacher" if step < first_styled_step(options) else "style"


def first_styled_step(options):
    return options.embedding_steps + options.reconstruction_steps + options.teacher_steps


def between(weights, done):
    """Changes evenly from the first to the last."""
    first, last = weights
    return first + (last - first) * min(done, 1)


def revives(options, step, done):
    """Whether dead channels begin anew before the step after `step` others: not in the last third, in which
    what began anew must still find its place."""
    return options.revive > 0 and step > 0 and step % options.revive == 0 and done < 2 / 3


def identity_weight(options, step, done):
    weight = between(options.identity_weight, done)
    return max(weight, 1) if phase(options, step) == "reconstruction" else weight


def embedding_weight(options, done):
    """Falls to 0 in the first half."""
    return options.embedding * max(1 - 2 * done, 0)


def average_share(options, averaged):
    """How much of the average stays when one more is added to `averaged` others: less at first, so that it
    soon forgets where the training began."""
    return min(options.average, (1 + averaged) / (10 + averaged))
