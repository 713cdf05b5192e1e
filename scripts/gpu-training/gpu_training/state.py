"""The state of a training in one safetensors file: weights, their average, Adam's moments, how far it is, and
which training it is. With the pictures that is all there is: what a step draws follows from seed and step."""

import torch

from . import modelfile
from .errors import TrainingError
from .options import identity

FORMAT = "adain-gpu-checkpoint"


def path_of(output):
    return f"{output}.checkpoint"


def save(learner, options, loss_digest, done):
    tensors = {f"network.{name}": tensor for name, tensor in learner.weights().items()}
    for at, (name, parameter) in enumerate(zip(learner.names, learner.parameters)):
        tensors[name] = parameter
        state = learner.optimizer.state.get(parameter, {})
        for kind, key in (("first", "exp_avg"), ("second", "exp_avg_sq"), ("count", "step")):
            if key in state:
                tensors[f"adam.{kind}.{name}"] = state[key]
        if learner.average is not None:
            tensors[f"average.{name}"] = learner.average[at]
    tensors["usual-norm"] = learner.usual_norm
    tensors |= _means(learner)
    modelfile.write(
        path_of(options.output),
        tensors,
        {
            "format": FORMAT,
            "step": learner.step,
            "done": repr(done),
            "skipped": int(learner.skipped),
            "settings": identity(options),
            "loss-network": loss_digest,
        },
    )


def restore(learner, options, loss_digest):
    """Goes on where a checkpoint was made; returns the share of the training that was over."""
    path = path_of(options.output)
    tensors, metadata = modelfile.read(path, "checkpoint")
    if metadata.get("format") != FORMAT:
        raise TrainingError(f"checkpoint {path} is none of this program; `adain train` goes on from its own")
    settings, own = metadata["settings"], identity(options)
    if settings != own:
        pairs = zip(settings.split(", "), own.split(", "))
        difference = (
            "; ".join(f"{a}, not {b.split(' ', 1)[1]}" for a, b in pairs if a != b)
            or f"{settings}, not {own}"
        )
        raise TrainingError(
            f"checkpoint {path} belongs to a training with other settings: {difference}; "
            "give the same ones or start without --resume"
        )
    if metadata["loss-network"] != loss_digest:
        raise TrainingError(
            f"checkpoint {path} belongs to a training with another loss network; give the same one"
        )
    try:
        _take(learner, tensors)
    except (KeyError, RuntimeError) as error:
        raise TrainingError(f"checkpoint {path} has no usable tensor: {error}") from None
    learner.step = int(metadata["step"])
    learner.skipped.fill_(int(metadata["skipped"]))
    return float(metadata["done"])


@torch.no_grad()
def _take(learner, tensors):
    learner.usual_norm.copy_(tensors["usual-norm"])
    for name, mean in _means(learner).items():
        mean.copy_(tensors[name])
    learner.objective.network.load_state_dict(
        {
            name.removeprefix("network."): tensor
            for name, tensor in tensors.items()
            if name.startswith("network.")
        }
    )
    for at, (name, parameter) in enumerate(zip(learner.names, learner.parameters)):
        parameter.copy_(tensors[name])
        if f"adam.first.{name}" in tensors:
            learner.optimizer.state[parameter] = {
                "step": tensors[f"adam.count.{name}"].reshape(()).to(parameter.device),
                "exp_avg": _like(parameter, tensors[f"adam.first.{name}"]),
                "exp_avg_sq": _like(parameter, tensors[f"adam.second.{name}"]),
            }
        if learner.average is not None:
            learner.average[at].copy_(tensors[f"average.{name}"])


def _means(learner):
    """Those of the decoder's inputs, where its weights see them centred."""
    return {f"mean.{name}": mean for name, mean in learner.objective.network.decoder.named_buffers()}


def _like(parameter, tensor):
    """With a parameter's place, shape and order in memory."""
    return torch.empty_like(parameter).copy_(tensor)
