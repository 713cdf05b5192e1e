#!/usr/bin/env python3
"""Writes small files in the formats that AdaIN models are published in, to test `adain model import` with.

What it does: makes an encoder (VGG-19's topology, on to relu5_4, few channels) and a decoder with random
weights, saves them with PyTorch in both of its forms, writes them as Torch7 files, and writes the tensors
that an import must give. The Torch7 writer below is this script's own, made from the format's description; it
shares no code with the reader that it tests, and no Torch7 was at hand to check it with.
What it does not do: run the networks.

    python make_model_files.py --out model-files
"""

import argparse
import pathlib
import struct

import numpy as np
import torch
from safetensors.numpy import save

SEED = 61
# "P" is a 2x2 pooling; the numbers are outputs of convolutions. Widths are no multiples of anything.
ENCODER = [5, 6, "P", 7, 5, "P", 6, 7, 5, 6, "P", 7, 5, 4, 6, "P", 5, 6, 4, 7]
DECODER = [6, "U", 5, 7, 6, 5, "U", 7, 6, "U", 5, 3]
ENCODER_NAMES = "conv1_1 conv1_2 conv2_1 conv2_2 conv3_1 conv3_2 conv3_3 conv3_4 conv4_1".split()
DECODER_NAMES = "conv4_1 conv3_4 conv3_3 conv3_2 conv3_1 conv2_2 conv2_1 conv1_2 conv1_1".split()

# The networks, as nn.Sequential


def make_encoder():
    layers = [torch.nn.Conv2d(3, 3, 1)]
    channels = 3
    for entry in ENCODER:
        if entry == "P":
            layers.append(torch.nn.MaxPool2d(2, ceil_mode=True))
        else:
            layers += [torch.nn.ReflectionPad2d(1), torch.nn.Conv2d(channels, entry, 3), torch.nn.ReLU()]
            channels = entry
    return torch.nn.Sequential(*layers)


def make_decoder():
    layers = []
    channels = ENCODER[11]  # relu4_1
    for entry in DECODER:
        if entry == "U":
            layers.append(torch.nn.Upsample(scale_factor=2, mode="nearest"))
        else:
            layers += [torch.nn.ReflectionPad2d(1), torch.nn.Conv2d(channels, entry, 3), torch.nn.ReLU()]
            channels = entry
    return torch.nn.Sequential(*layers[:-1])  # the last convolution makes the pixels


def convolutions(network):
    return [layer for layer in network if isinstance(layer, torch.nn.Conv2d)]


def expected_tensors(encoder, decoder):
    names = ["encoder.preprocess"] + ["encoder." + name for name in ENCODER_NAMES]
    named = list(zip(names, convolutions(encoder))) + list(
        zip(["decoder." + name for name in DECODER_NAMES], convolutions(decoder), strict=True)
    )
    tensors = {}
    for name, layer in named:
        tensors[name + ".weight"] = layer.weight.detach().numpy()
        tensors[name + ".bias"] = layer.bias.detach().numpy()
    return tensors


# PyTorch's files


def scattered(state):
    """The same values, some of them with strides and offsets that are not a plain array's."""
    weights = [key for key in state if key.endswith(".weight")]
    state[weights[1]] = state[weights[1]].contiguous(memory_format=torch.channels_last)
    state[weights[2]] = state[weights[2]].permute(3, 1, 0, 2).contiguous().permute(2, 1, 3, 0)
    shared = torch.cat([state[weights[3]].flatten(), state[weights[4]].flatten(), torch.ones(11)])
    count = state[weights[3]].numel()
    state[weights[4]] = shared[count:-11].view_as(state[weights[4]])
    state[weights[3]] = shared[:count].view_as(state[weights[3]])
    bias = weights[5].replace("weight", "bias")
    state[bias] = torch.stack([state[bias], torch.zeros_like(state[bias])], 1)[:, 0]
    return state


def save_pytorch(encoder, decoder, folder):
    torch.save(scattered(encoder.state_dict()), folder / "encoder.zip.pth")
    torch.save(decoder.state_dict(), folder / "decoder.zip.pth")
    old = {"_use_new_zipfile_serialization": False}
    torch.save(scattered(encoder.state_dict()), folder / "encoder.pickle.pth", **old)
    parameters = {key: torch.nn.Parameter(value) for key, value in decoder.state_dict().items()}
    training = {"state_dict": parameters, "iteration": 160000, "rate": 1e-4, "note": "x" * 300}
    torch.save(training, folder / "decoder.pickle.pth", **old)
    half = {key: value.half() for key, value in decoder.state_dict().items()}
    torch.save(half, folder / "decoder-half.zip.pth")
    double = {key: value.double() for key, value in decoder.state_dict().items()}
    torch.save(double, folder / "decoder-double.pickle.pth", **old)
    # Files that are no model.
    torch.save(decoder, folder / "module.zip.pth")
    torch.save([1, 2], folder / "list.zip.pth")


# Torch7's format: little-endian, integers of 4 bytes, longs of 8, numbers as doubles. Objects (3: table,
# 4: of a class, 8: function) are numbered, and written by their number alone when they come again.


class Function:
    """A Lua function: bytes that nobody may run."""


class Object:
    def __init__(self, name, fields):
        self.name, self.fields = name, fields


class Tensor:
    """A tensor of a class such as torch.Float; `values` None is an empty one."""

    def __init__(self, kind, values=None, strides=None, offset=0, shape=None):
        self.kind, self.values, self.offset = kind, values, offset
        self.shape = shape if shape is not None else (() if values is None else values.shape)
        steps = [int(np.prod(self.shape[axis + 1 :])) for axis in range(len(self.shape))]
        self.strides = strides if strides is not None else steps


class Storage:
    def __init__(self, kind, values):
        self.kind, self.values = kind, values


class Torch7Writer:
    TYPES = {"Float": "<f4", "Double": "<f8", "Long": "<i8"}

    def __init__(self):
        self.bytes = bytearray()
        self.numbers = {}

    def int(self, value):
        self.bytes += struct.pack("<i", value)

    def longs(self, *values):
        self.bytes += struct.pack(f"<{len(values)}q", *values)

    def string(self, text):
        self.int(len(text))
        self.bytes += text.encode()

    def value(self, value):
        if value is None:
            self.int(0)
        elif isinstance(value, bool):
            self.int(5)
            self.int(int(value))
        elif isinstance(value, (int, float)):
            self.int(1)
            self.bytes += struct.pack("<d", value)
        elif isinstance(value, str):
            self.int(2)
            self.string(value)
        else:
            self.object(value)

    def object(self, value):
        tag = 3 if isinstance(value, dict) else 8 if isinstance(value, Function) else 4
        self.int(tag)
        known = id(value) in self.numbers
        number = self.numbers.setdefault(id(value), (len(self.numbers) + 1, value))[0]
        self.int(number)
        if known:
            return
        if isinstance(value, dict):
            self.int(len(value))
            for key, item in value.items():
                self.value(key)
                self.value(item)
        elif isinstance(value, Function):
            self.string("\x1bLJ, which is no code")
            self.value({})
        else:
            self.string("V 1")
            self.torch_object(value)

    def torch_object(self, value):
        if isinstance(value, Object):
            self.string(value.name)
            self.value(value.fields)
        elif isinstance(value, Storage):
            self.string(f"torch.{value.kind}Storage")
            self.longs(value.values.size)
            self.bytes += value.values.astype(self.TYPES[value.kind]).tobytes()
        else:
            self.string(f"torch.{value.kind}Tensor")
            self.int(len(value.shape))
            self.longs(*value.shape)
            self.longs(*value.strides)
            self.longs(value.offset + 1)
            self.value(None if value.values is None else Storage(value.kind, value.values))


def listed(items):
    """A Lua table with the keys 1, 2 …"""
    return {index + 1: item for index, item in enumerate(items)}


def torch7_convolution(layer, kind, name):
    outputs, inputs, height, width = layer.weight.shape
    weight = layer.weight.detach().numpy()
    empty = Tensor(kind)
    if name == "nn.SpatialConvolutionMM":
        weight = weight.reshape(outputs, -1)
    tensor = Tensor(kind, weight)
    if outputs == 7:  # the axes swapped in the file, and numbers before the first
        swapped = np.concatenate([np.ones(4, np.float32), np.moveaxis(weight, 0, -1).flatten()])
        steps = [1] + [outputs * int(np.prod(weight.shape[axis + 1 :])) for axis in range(1, weight.ndim)]
        if name != "nn.SpatialConvolutionMM":
            tensor = Tensor(kind, swapped, strides=steps, offset=4, shape=weight.shape)
    return Object(
        name,
        {
            "nInputPlane": inputs, "nOutputPlane": outputs, "kW": width, "kH": height, "dW": 1, "dH": 1,
            "padW": 0, "padH": 0, "train": False, "_type": f"torch.{kind}Tensor",
            "weight": tensor, "bias": Tensor(kind, layer.bias.detach().numpy()),
            "gradWeight": empty, "gradBias": empty, "output": empty, "gradInput": empty,
        },
    )  # fmt: skip


def torch7_layer(layer, kind, convolution):
    if isinstance(layer, torch.nn.Conv2d):
        return torch7_convolution(layer, kind, convolution)
    fields = {"train": False, "output": Tensor(kind), "_type": f"torch.{kind}Tensor"}
    if isinstance(layer, torch.nn.ReflectionPad2d):
        fields |= {"pad_l": 1, "pad_r": 1, "pad_t": 1, "pad_b": 1}
        return Object("nn.SpatialReflectionPadding", fields)
    if isinstance(layer, torch.nn.MaxPool2d):
        fields |= {"kW": 2, "kH": 2, "dW": 2, "dH": 2, "ceil_mode": True}
        fields |= {"indices": Tensor("Long", np.arange(6, dtype=np.int64))}
        return Object("nn.SpatialMaxPooling", fields)
    if isinstance(layer, torch.nn.Upsample):
        return Object("nn.SpatialUpSamplingNearest", fields | {"scale_factor": 2})
    return Object("nn.ReLU", fields | {"threshold": 0, "val": 0, "inplace": True})


def sequential(layers, **fields):
    return Object("nn.Sequential", {"modules": listed(layers), "train": False, **fields})


def torch7_bytes(network):
    writer = Torch7Writer()
    writer.value(network)
    return bytes(writer.bytes)


def save_torch7(encoder, decoder, folder):
    layers = [torch7_layer(layer, "Float", "nn.SpatialConvolution") for layer in encoder]
    (folder / "encoder.t7").write_bytes(torch7_bytes(sequential(layers, hook=Function())))
    # In doubles, as matrices, and in networks within the network.
    layers = [torch7_layer(layer, "Double", "nn.SpatialConvolutionMM") for layer in decoder]
    nested = sequential([sequential(layers[:7]), *layers[7:11], sequential([sequential(layers[11:])])])
    (folder / "decoder.t7").write_bytes(torch7_bytes(nested))


def main():
    arguments = argparse.ArgumentParser(description="Makes small model files in the published formats.")
    arguments.add_argument("--out", type=pathlib.Path, required=True, help="the folder to write to")
    folder = arguments.parse_args().out
    folder.mkdir(exist_ok=True)
    torch.manual_seed(SEED)
    with torch.no_grad():
        encoder, decoder = make_encoder(), make_decoder()
    save_pytorch(encoder, decoder, folder)
    save_torch7(encoder, decoder, folder)
    origin = f"{pathlib.Path(__file__).name}; torch {torch.__version__}; numpy {np.__version__}; seed {SEED}"
    expected = expected_tensors(encoder, decoder)
    tensors = {name: np.ascontiguousarray(tensor) for name, tensor in expected.items()}
    (folder / "expected.safetensors").write_bytes(save(tensors, metadata={"origin": origin}))


if __name__ == "__main__":
    main()
