"""The network: an encoder with VGG-19's topology up to relu4_1, the decoder that mirrors it, and AdaIN
between.

Tensors are [image, channel, y, x]. All layers but the encoder's first and the decoder's last compute in the
precision that the caller asks for; weights are always float32.
"""

import torch
import torch.nn.functional as F
from torch import nn

STAGES = (
    ("conv1_1", "conv1_2"),
    ("conv2_1", "conv2_2"),
    ("conv3_1", "conv3_2", "conv3_3", "conv3_4"),
    ("conv4_1",),
)
NAMES = tuple(name for stage in STAGES for name in stage)
# After these the encoder halves; before their mirrors the decoder doubles.
LAST_OF_STAGE = ("conv1_2", "conv2_2", "conv3_4")
STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1")
# Among the encoder's outputs: what conv4_1 gives before its ReLU.
LINEAR = "conv4_1 before ReLU"
VARIANCE_EPSILON = 1e-5


def padded(maps):
    """Maps [image, channel, y, x] with a reflected pixel on each side, as 3x3 convolutions need."""
    return F.pad(maps, (1, 1, 1, 1), mode="reflect")


class Convolution(nn.Module):
    """Weights [output, input, height, width] and biases [output] of a convolution that keeps the size."""

    def __init__(self, weight, bias):
        super().__init__()
        # Copies, since they change in place.
        self.weight, self.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())

    def forward(self, x, precision):
        if self.weight.shape[-1] == 3:
            x = padded(x)
        bias = self.plain_bias(self.weight, self.bias)
        return F.conv2d(x.to(precision), self.weight.to(precision), bias.to(precision))

    def plain_bias(self, weight, bias):
        """What is added for inputs as they are."""
        return bias


class CentredConvolution(Convolution):
    """Its weights see the inputs less `mean` [input], which is set from outside and does not learn."""

    def __init__(self, weight, bias):
        super().__init__(weight, bias)
        self.register_buffer("mean", torch.zeros(weight.shape[1]), persistent=False)

    def plain_bias(self, weight, bias):
        return bias - weight.sum((2, 3)) @ self.mean


class Encoder(nn.ModuleDict):
    """`preprocess` and nine convolutions by name; `preprocess` never learns."""

    def __init__(self, tensors, prefix="encoder."):
        super().__init__(
            {
                name: Convolution(tensors[f"{prefix}{name}.weight"], tensors[f"{prefix}{name}.bias"])
                for name in ("preprocess", *NAMES)
            }
        )
        self["preprocess"].requires_grad_(False)

    def forward(self, pictures, precision):
        """R'G'B' pictures, 0 to 1, to the outputs of all layers after ReLU, by name, and the last one's
        before it."""
        x = self["preprocess"](pictures, torch.float32)
        outputs = {}
        for name in NAMES:
            linear = self[name](x, torch.float32 if name == "conv1_1" else precision)
            x = F.relu(linear).to(precision)
            outputs[name] = x
            if name in LAST_OF_STAGE:
                x = F.max_pool2d(x, 2, ceil_mode=True)
        outputs[LINEAR] = linear
        return outputs


class Decoder(nn.ModuleDict):
    """The encoder's mirror: a convolution has the name of the one that it mirrors."""

    def __init__(self, tensors, prefix="decoder.", layer=Convolution):
        super().__init__(
            {
                name: layer(tensors[f"{prefix}{name}.weight"], tensors[f"{prefix}{name}.bias"])
                for name in reversed(NAMES)
            }
        )

    @staticmethod
    def entering(name, x):
        """What layer `name` sees of the output before it."""
        return F.interpolate(x, scale_factor=2, mode="nearest") if name in LAST_OF_STAGE else x

    def forward(self, features, precision):
        """Features to pictures, float32, not clamped."""
        x = features
        for name in reversed(NAMES):
            x = self.entering(name, x)
            if name == "conv1_1":
                return self[name](x, torch.float32)
            x = F.relu(self[name](x, precision))


class Network(nn.Module):
    """Encoder and decoder; the names in its state_dict are those of a model file."""

    def __init__(self, tensors, part, centred=False):
        super().__init__()
        self.encoder = Encoder(tensors)
        self.decoder = Decoder(tensors, layer=CentredConvolution if centred else Convolution)
        if part == "decoder":
            self.encoder.requires_grad_(False)

    @property
    def channels(self):
        """Of the features."""
        return self.encoder["conv4_1"].weight.shape[0]


def statistics(x):
    """Mean and sqrt (unbiased variance + 1e-5) of each channel of each image, [image, channel], in
    float32."""
    variance, mean = torch.var_mean(x.float(), (2, 3))
    return mean, (variance + VARIANCE_EPSILON).sqrt()


def adain(content, style_mean, style_deviation):
    """Content features with a style's statistics (Huang & Belongie, equation 8), in float32."""
    mean, deviation = statistics(content)
    scale = style_deviation / deviation
    shift = style_mean - scale * mean
    return content.float() * scale[..., None, None] + shift[..., None, None]
