"""The AdaIN network in PyTorch, made from a model file of this project: what every peer runtime is given."""

import torch
from safetensors.torch import load_file
from torch import nn

ENCODER = ["conv1_1", "conv1_2", "pool", "conv2_1", "conv2_2", "pool",
           "conv3_1", "conv3_2", "conv3_3", "conv3_4", "pool", "conv4_1"]
DECODER = ["conv4_1", "up", "conv3_4", "conv3_3", "conv3_2", "conv3_1", "up",
           "conv2_2", "conv2_1", "up", "conv1_2", "conv1_1"]


def layers(tensors, part, names):
    """nn.Sequential of one half of the network; the decoder's last convolution has no ReLU."""
    result = []
    for name in names:
        if name == "pool":
            result.append(nn.MaxPool2d(2, 2, ceil_mode=True))
        elif name == "up":
            result.append(nn.Upsample(scale_factor=2, mode="nearest"))
        else:
            weight = tensors[f"{part}.{name}.weight"].float()
            convolution = nn.Conv2d(weight.shape[1], weight.shape[0], 3)
            convolution.weight.data = weight
            convolution.bias.data = tensors[f"{part}.{name}.bias"].float()
            result += [nn.ReflectionPad2d(1), convolution]
            if (part, name) != ("decoder", "conv1_1"):
                result.append(nn.ReLU())
    return nn.Sequential(*result)


def statistics(features):
    """Per-channel mean and deviation, each [n, c, 1, 1]."""
    flat = features.flatten(2)
    mean = flat.mean(2)[:, :, None, None]
    deviation = (flat.var(2) + 1e-5).sqrt()[:, :, None, None]
    return mean, deviation


class Stylize(nn.Module):
    """Encode, AdaIN with the style's statistics given, decode."""

    def __init__(self, path):
        super().__init__()
        tensors = load_file(path)
        preprocess = nn.Conv2d(3, 3, 1)
        preprocess.weight.data = tensors["encoder.preprocess.weight"].float()
        preprocess.bias.data = tensors["encoder.preprocess.bias"].float()
        self.encoder = nn.Sequential(preprocess, *layers(tensors, "encoder", ENCODER))
        self.decoder = layers(tensors, "decoder", DECODER)
        self.eval()

    def forward(self, content, mean, deviation):
        features = self.encoder(content)
        own_mean, own_deviation = statistics(features)
        return self.decoder((features - own_mean) / own_deviation * deviation + mean)

    def operations(self, size):
        """Floating-point operations of the plain convolutions at size x size: two for a multiply-add."""
        total, side = 0, size
        for layer in list(self.encoder)[1:] + list(self.decoder):
            if isinstance(layer, nn.MaxPool2d):
                side = (side + 1) // 2
            elif isinstance(layer, nn.Upsample):
                side *= 2
            elif isinstance(layer, nn.Conv2d):
                total += 2 * layer.weight.numel() * side * side
        return total


def inputs(model, size):
    """The same noise for every runtime: content [1, 3, size, size] and a style's mean and deviation."""
    generator = torch.Generator().manual_seed(0)
    content = torch.rand(1, 3, size, size, generator=generator)
    with torch.no_grad():
        mean, deviation = statistics(model.encoder(torch.rand(1, 3, 256, 256, generator=generator)))
    return content, mean, deviation
