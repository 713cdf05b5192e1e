"""Times a training step of this project and of PyTorch on the same network, interleaved in rounds: the
decoder learns, the encoder is the loss network's, Adam. Writes a Markdown table.

    python training.py --program .build/release/adain --model VGG.safetensors --content DIR --style DIR
"""

import argparse
import csv
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from network import Stylize


def outputs_of(encoder, x):
    """relu1_1, relu2_1, relu3_1 and relu4_1: the first ReLU of each stage."""
    outputs, first = [], True
    for module in encoder:
        x = module(x)
        if isinstance(module, torch.nn.MaxPool2d):
            first = True
        elif isinstance(module, torch.nn.ReLU) and first:
            outputs.append(x)
            first = False
    return outputs


def statistics_of(x):
    return x.mean((2, 3), keepdim=True), (x.var((2, 3), keepdim=True) + 1e-5).sqrt()


class Torch:
    def __init__(self, arguments):
        torch.set_num_threads(arguments.threads)
        model = Stylize(arguments.model)
        self.encoder, self.decoder = model.encoder, model.decoder
        if arguments.channels_last:
            self.encoder, self.decoder = (
                m.to(memory_format=torch.channels_last) for m in (self.encoder, self.decoder))
        for parameter in self.encoder.parameters():
            parameter.requires_grad_(False)
        for parameter in self.decoder.parameters():
            parameter.requires_grad_(True)
        self.optimizer = torch.optim.Adam(self.decoder.parameters(), lr=1e-4)
        self.arguments = arguments

    def step(self):
        shape = (self.arguments.batch, 3, self.arguments.crop, self.arguments.crop)
        content, style = torch.rand(shape), torch.rand(shape)
        if self.arguments.channels_last:
            content, style = (t.to(memory_format=torch.channels_last) for t in (content, style))
        start = time.perf_counter()
        with torch.no_grad():
            features, style_outputs = outputs_of(self.encoder, content)[-1], outputs_of(self.encoder, style)
            (mean, std), (style_mean, style_std) = statistics_of(features), statistics_of(style_outputs[-1])
            target = (features - mean) / std * style_std + style_mean
        seen = outputs_of(self.encoder, self.decoder(target))
        loss = F.mse_loss(seen[-1], target)
        for own, aim in zip(seen, style_outputs):
            loss = loss + 10 * sum(F.mse_loss(a, b) for a, b in zip(statistics_of(own), statistics_of(aim)))
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return time.perf_counter() - start


def own_steps(arguments, folder):
    """Seconds of each step but the first two, in which memory is taken."""
    log = Path(folder) / "log.csv"
    subprocess.run(
        [arguments.program, "train", "--content", arguments.content, "--style", arguments.style,
         "--loss-network", arguments.model, "-o", f"{folder}/model.safetensors", "--steps",
         str(arguments.steps + 2), "--crop", str(arguments.crop), "--batch", str(arguments.batch),
         "--checkpoint-every", "1000", "--threads", str(arguments.threads), "--log", str(log)],
        check=True, capture_output=True)
    with log.open() as file:
        seconds = [float(row["seconds"]) for row in csv.DictReader(file)]
    return [b - a for a, b in zip(seconds[1:-2], seconds[2:-1])]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("program", "model", "content", "style"):
        parser.add_argument("--" + option, required=True)
    parser.add_argument("--crop", type=int, default=128)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--channels-last", action="store_true")
    arguments = parser.parse_args()
    peer = Torch(arguments)
    peer.step()
    own, torch_times = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(arguments.rounds):
            own += own_steps(arguments, folder)
            torch_times += [peer.step() for _ in range(arguments.steps)]
    name = "torch, channels last" if arguments.channels_last else "torch"
    print(f"batch {arguments.batch}, crops {arguments.crop} x {arguments.crop}, "
          f"{arguments.threads} threads\n")
    print("| program | median s | min s | max s | times as long |\n|---|---|---|---|---|")
    for label, times in (("adain", own), (f"{name} {torch.__version__}", torch_times)):
        print(f"| {label} | {statistics.median(times):.3f} | {min(times):.3f} | {max(times):.3f} | "
              f"{statistics.median(times) / statistics.median(own):.2f} |")


if __name__ == "__main__":
    main()
