"""Model files and checkpoints: safetensors as docs/model-format.md describes them, written in one step.

safetensors itself reads and writes; this checks what came from outside and gives errors in words.
"""

import hashlib
import os
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from .errors import TrainingError
from .network import NAMES
from .weights import chain, widths_of


def read(path, kind):
    """(tensors in float32, metadata) of a file that is called a `kind` in errors."""
    try:
        with safe_open(path, framework="pt") as file:
            tensors = {name: file.get_tensor(name).float() for name in file.keys()}
            return tensors, file.metadata() or {}
    except FileNotFoundError:
        raise TrainingError(f"{kind} {path} does not exist; check the path") from None
    except (OSError, SafetensorError) as error:
        raise TrainingError(f"{kind} {path} cannot be read: {error}") from None


def read_model(path, kind="model", parts=("encoder", "decoder")):
    """The tensors of a model's parts, each with the shape that the others ask for, all finite."""
    tensors, _ = read(path, kind)
    needed = ["encoder.preprocess", *(f"{part}.{name}" for part in parts for name in NAMES)]
    missing = [
        f"{name}.{end}" for name in needed for end in ("weight", "bias") if f"{name}.{end}" not in tensors
    ]
    if missing:
        raise TrainingError(f"{kind} {path} has no tensor {missing[0]}; it is no model of this program")
    tensors = {f"{name}.{end}": tensors[f"{name}.{end}"] for name in needed for end in ("weight", "bias")}
    flat = [name for name in needed if tensors[f"{name}.weight"].dim() != 4]
    if flat:
        found = list(tensors[f"{flat[0]}.weight"].shape)
        raise TrainingError(f"{kind} {path}: {flat[0]} has the shape {found}, not that of a convolution")
    sides_of = {part: chain(widths_of(tensors, part)) for part in parts}
    if "decoder" in parts:
        # It takes what the encoder gives.
        sides_of["decoder"][-1] = sides_of["encoder"][-1]
    for name in needed:
        part, _, layer = name.partition(".")
        sides = sides_of[part]
        at = NAMES.index(layer) if layer in NAMES else 0
        inputs, outputs = (sides[at], sides[at + 1]) if part == "encoder" else (sides[at + 1], sides[at])
        wanted = [3, 3, 1, 1] if layer == "preprocess" else [outputs, inputs, 3, 3]
        found, bias = list(tensors[f"{name}.weight"].shape), list(tensors[f"{name}.bias"].shape)
        if found != wanted or bias != wanted[:1]:
            raise TrainingError(f"{kind} {path}: {name} has the shape {found} and {bias}, not {wanted}")
    broken = [name for name, tensor in tensors.items() if not tensor.isfinite().all()]
    if broken:
        raise TrainingError(f"{kind} {path}: {broken[0]} holds a number that is none")
    return tensors


def read_teacher(path, tensors):
    """The tensors of a model whose decoder takes as many channels as `tensors` have features."""
    teacher = read_model(path, "teacher")
    channels, own = (widths_of(model)[-1] for model in (teacher, tensors))
    if channels != own:
        raise TrainingError(
            f"teacher {path} decodes features of {channels} channels, and these have {own}; "
            f"give a model with {own}"
        )
    return teacher


def write(path, tensors, metadata, half=False):
    """Replaces a file in one step, so that it is always whole: a new one beside it, on the disk, then
    renamed."""
    kept = {
        name: tensor.detach().to("cpu", torch.float16 if half else torch.float32).contiguous()
        for name, tensor in tensors.items()
    }
    replace(path, save(kept, metadata={key: str(value) for key, value in metadata.items()}))


def replace(path, data):
    staging = Path(f"{path}.new")
    try:
        staging.parent.mkdir(parents=True, exist_ok=True)
        with open(staging, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(staging, path)
    except OSError as error:
        raise TrainingError(f"{path} cannot be written: {error.strerror}") from None


def digest(tensors):
    """Identifies an encoder's weights within this program's checkpoints."""
    hashed = hashlib.sha256()
    for name in sorted(name for name in tensors if name.startswith("encoder.")):
        hashed.update(name.encode() + tensors[name].contiguous().numpy().tobytes())
    return hashed.hexdigest()[:16]
