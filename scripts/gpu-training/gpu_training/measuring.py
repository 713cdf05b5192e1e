"""Held-out pairs: their losses, which choose between the weights and their average, and contact sheets of
them."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from .crops import middle
from .losses import pixels, style_losses
from .modelfile import replace
from .network import adain

# Pairs that are measured at once, and pairs on a contact sheet.
PIECE = 8
SHEET_PAIRS = 4


class HeldOut:
    """Pairs of content and style, the square middles of pictures, the first with the first and so on."""

    def __init__(self, contents, styles, side, learner, device):
        pairs = min(len(contents), len(styles))
        self.learner, self.objective = learner, learner.objective
        load = lambda pictures: torch.from_numpy(
            np.stack([middle(pictures.first_readable(number)[0], side) for number in range(pairs)])
        ).to(device)
        self.contents, self.styles = load(contents), load(styles)
        self.pairs = pairs

    @torch.no_grad()
    def losses(self):
        """Content and style loss and their weighted sum, as the weights are now."""
        sums = torch.zeros(2, device=self.contents.device)
        for at in range(0, self.pairs, PIECE):
            contents, styles = pixels(self.contents[at : at + PIECE]), pixels(self.styles[at : at + PIECE])
            features, _ = self.objective.loss_network.targets(contents)
            _, aims = self.objective.loss_network.targets(styles)
            taps = self.objective.loss_network(self.objective.stylized(contents, styles)[0])
            target = adain(features, *aims[-1].chunk(2, 1))
            sums += len(contents) * torch.stack(
                [F.mse_loss(taps[-1].float(), target), style_losses(taps, aims).mean()]
            )
        content, style = (sums / self.pairs).tolist()
        content_weight, style_weight = self.objective.weights
        return content, style, content_weight * content + style_weight * style

    def both(self):
        """The losses of the weights, and of their average (None without one)."""
        own, averaged = self.losses(), None
        if self.learner.average is not None:
            self.learner.exchange()
            averaged = self.losses()
            self.learner.exchange()
        return own, averaged

    def write_sheet(self, path, averaged):
        """A row a pair: content, style, stylised, and the content without a style, as in `adain train`."""
        contents, styles = pixels(self.contents[:SHEET_PAIRS]), pixels(self.styles[:SHEET_PAIRS])
        if averaged:
            self.learner.exchange()
        columns = [contents, styles, *self.objective.stylized(contents, styles)]
        if averaged:
            self.learner.exchange()
        sheet = torch.cat([torch.cat(list(column), 1) for column in columns], 2)
        sheet = (sheet.permute(1, 2, 0).clamp(0, 1) * 255).round().to("cpu", torch.uint8).numpy()
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(sheet).save(path)


class Log:
    """A row a step, with the columns of `adain train` and, where they were measured, the held-out pairs'
    losses.

    The losses stay on the device until `flush`, which waits for it.
    """

    COLUMNS = (
        "content,style,identity,total,seconds,held_content,held_style,held_total,"
        "average_content,average_style,average_total\n"
    )

    def __init__(self, path, steps):
        """Goes on after `steps` rows of the file that is there."""
        self.path, self.rows, self.measured = path, [], {}
        if not path:
            return
        try:
            known = Path(path).read_text().splitlines(keepends=True)
        except OSError:
            known = []
        known = known[: steps + 1] if steps and known[:1] == [self.COLUMNS] else [self.COLUMNS]
        replace(path, "".join(known).encode())

    def add(self, losses, seconds):
        """losses: content, style, identity, total, on the device"""
        self.rows.append((losses, seconds))

    def measure(self, own, averaged):
        """Held-out losses, beside the last row."""
        self.measured[len(self.rows) - 1] = own, averaged

    def flush(self, processes):
        """Writes what came since; returns the last row's losses as numbers, or None."""
        if not self.rows:
            self.measured = {}
            return None
        losses = processes.mean(torch.stack([row[0] for row in self.rows])).tolist()
        if self.path and processes.leads:
            with open(self.path, "a") as file:
                for number, (values, (_, seconds)) in enumerate(zip(losses, self.rows)):
                    own, averaged = self.measured.get(number, (None, None))
                    held = [*(own or ("",) * 3), *(averaged or ("",) * 3)]
                    file.write(",".join(map(str, [*values, round(seconds, 3), *held])) + "\n")
        self.rows, self.measured = [], {}
        return losses[-1]
