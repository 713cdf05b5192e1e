#!/usr/bin/env python3
"""Packs what a training needs into a few large files, for a machine that is lent for minutes: pictures made
smaller, as WebP in zips without compression, and the loss network's encoder in 16 bits. train.py reads them
as they are.

    python3 pack.py --content photos/ --style paintings/ --loss-network vgg.safetensors -o packed/
"""

import argparse
import io
import sys
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image, features

from gpu_training import pictures
from gpu_training.errors import TrainingError


def arguments():
    top = argparse.ArgumentParser(prog="pack.py", description="Pack pictures and loss network for train.py.")
    add = top.add_argument
    add("--content", action="append", required=True, metavar="FOLDER", help="may be repeated")
    add("--style", action="append", required=True, metavar="FOLDER", help="may be repeated")
    add("--loss-network", required=True, metavar="FILE")
    add("-o", "--output", required=True, metavar="FOLDER")
    add(
        "--side",
        type=int,
        default=640,
        help="longest shorter side of a picture; larger ones are made smaller (640)",
    )
    add("--quality", type=int, default=85, help="of WebP, 1 to 100 (85)")
    add(
        "--part-size", type=float, default=1024, metavar="MIB", help="size at which another zip begins (1024)"
    )
    return top.parse_args()


def packed(job):
    """A picture as WebP, or the text that says why there is none."""
    found, number, side, quality = job
    try:
        picture = found.open(number)
    except Exception as error:  # noqa: BLE001 - a file from outside may be broken in any way
        return f"{found.name(number)} is left out: {error}"
    share = side / min(picture.size)
    if share < 1:
        picture = picture.resize(
            [max(round(share * s), side) for s in picture.size], Image.Resampling.LANCZOS
        )
    data = io.BytesIO()
    picture.save(data, "WEBP", quality=quality, method=4)
    return data.getvalue()


def pack(kind, folders, options):
    """KIND-1.zip, KIND-2.zip …, the pictures in their order."""
    found = pictures.find(folders)
    jobs = ((found, number, options.side, options.quality) for number in range(len(found)))
    part, size, count, archive = 0, 0, 0, None
    with ProcessPoolExecutor() as workers:
        for number, data in enumerate(workers.map(packed, jobs, chunksize=16)):
            if isinstance(data, str):
                print(data, file=sys.stderr)
                continue
            if archive is None or size + len(data) > options.part_size * 2**20:
                if archive:
                    archive.close()
                part, size = part + 1, 0
                archive = zipfile.ZipFile(
                    Path(options.output) / f"{kind}-{part}.zip", "w", zipfile.ZIP_STORED
                )
            archive.writestr(f"{number:07d}.webp", data)
            size, count = size + len(data), count + 1
    if not archive:
        raise TrainingError(f"none of the {kind}s can be read")
    archive.close()
    print(f"{kind}: {count} pictures in {part} zip{'s' if part > 1 else ''}")


def main():
    options = arguments()
    try:
        if not features.check("webp"):
            raise TrainingError("this Pillow cannot write WebP; install one that can")
        from gpu_training import modelfile

        Path(options.output).mkdir(parents=True, exist_ok=True)
        loss = modelfile.read_model(options.loss_network, "loss network", parts=("encoder",))
        modelfile.write(Path(options.output) / "loss-network.safetensors", loss, {}, half=True)
        pack("content", options.content, options)
        pack("style", options.style, options)
    except (TrainingError, OSError) as error:
        print(f"pack.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
