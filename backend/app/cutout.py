"""`python -m app.cutout photo.jpg` prints where the garment is as JSON; `vision.cutout` finds it."""

import argparse
import json
import sys
from functools import lru_cache
from pathlib import Path

from app.settings import get_settings
from app.vision.cutout import Cutout, CutoutModel, cut_out
from app.vision.images import ImageRefused, encode_webp, read_picture
from app.vision.onnx import ModelUnavailable

__all__ = ["Cutout", "CutoutModel", "cut_out", "released_cutout"]


@lru_cache
def released_cutout() -> CutoutModel:
    """The released cut-out network. Raises: ModelUnavailable."""
    return CutoutModel(get_settings().weights_dir / "cutout.onnx")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m app.cutout", description="Where the garment is, as JSON.")
    parser.add_argument("photo", type=Path)
    parser.add_argument("--output", type=Path, help="also write the garment alone to this file, as WebP")
    arguments = parser.parse_args()
    try:
        picture = read_picture(arguments.photo)
        found = cut_out(picture.pixels, released_cutout())
    except (OSError, ImageRefused, ModelUnavailable) as error:
        sys.exit(str(error))
    height_px, width_px = picture.pixels.shape[:2]
    described = {
        "width_px": width_px,
        "height_px": height_px,
        "cutout": found and {"box": found.box, "share": round(float(found.mask.mean()), 4), "doubts": found.doubts},
    }
    if found and arguments.output:
        arguments.output.write_bytes(encode_webp(picture.pixels, found.mask))
    sys.stdout.write(json.dumps(described, indent=2) + "\n")


if __name__ == "__main__":
    main()
