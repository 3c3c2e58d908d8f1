"""`python -m app.colors photo.jpg` prints the garment's colours as JSON; `vision.colors` reads them."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from app.cutout import released_cutout
from app.vision.colors import COLOR_NAMES, Color, read_colors
from app.vision.cutout import cut_out
from app.vision.images import ImageRefused, read_picture
from app.vision.onnx import ModelUnavailable

__all__ = ["COLOR_NAMES", "Color", "read_colors"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m app.colors", description="The colours of a garment as JSON.")
    parser.add_argument("photo", type=Path)
    try:
        pixels = read_picture(parser.parse_args().photo).pixels
        found = cut_out(pixels, released_cutout())
    except (OSError, ImageRefused, ModelUnavailable) as error:
        sys.exit(str(error))
    colors = [asdict(color) for color in read_colors(pixels, found.mask if found else None)]
    sys.stdout.write(json.dumps({"cutout": found is not None, "colors": colors}, indent=2) + "\n")


if __name__ == "__main__":
    main()
