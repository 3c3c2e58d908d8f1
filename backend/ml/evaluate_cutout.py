"""Measures the cut-out on compositions with known masks, and draws real cut-outs for visual inspection.

Prints one JSON object: intersection over union on compositions with random backgrounds ("plain"), with backgrounds near
the garment's colour ("same_color") and of pairs of shoes with a gap ("pairs"), with 95 % bootstrap intervals, and
processor time. With `--sheet-dir` it also writes contact sheets of real photos next to their cut-outs. The reported
compositions use street photos and rooms that the network was not trained on.
"""

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from app.cutout import released_cutout
from app.vision.cutout import CutoutModel, cut_out
from app.vision.images import Pixels, letterbox, read_picture
from ml.cutout.shoe_pairs import compose_pairs
from ml.data.compositions import Composition, compose
from ml.parameters import DATA_DIR

GARMENTS: Final = "clothing-co-parsing"
ROOMS: Final = "clothing-dataset-small"
REPORT_SEED: Final = 101  # odd: the street photos that the network was not trained on
USABLE_IOU: Final = 0.8
TILE_PX: Final = 180


@dataclass(frozen=True)
class Overlap:
    """Intersection over union of every composition, -1 where the cut-out was refused, and processor seconds."""

    iou: NDArray[np.float64]
    seconds: float

    def summary(self) -> dict[str, object]:
        taken = self.iou[self.iou >= 0]
        random = np.random.default_rng(0)
        medians = [np.median(random.choice(taken, taken.size)) for _ in range(2000)]
        return {
            "compositions": self.iou.size,
            "refused": round(float((self.iou < 0).mean()), 3),
            "median": round(float(np.median(taken)), 3),
            "median_interval": [round(float(side), 3) for side in np.percentile(medians, [2.5, 97.5])],
            "mean": round(float(taken.mean()), 3),
            "taken_below_usable": round(float((taken < USABLE_IOU).mean()), 3),
            "cpu_ms": round(1000 * self.seconds / self.iou.size, 1),
        }


def measure(model: CutoutModel, compositions: Iterable[Composition]) -> Overlap:
    """Cut out every composition and compare with its true mask."""
    overlaps, seconds = [], 0.0
    for composition in compositions:
        start = time.process_time()
        found = cut_out(composition.pixels, model)
        seconds += time.process_time() - start
        if found is None:
            overlaps.append(-1.0)
            continue
        both = np.logical_and(found.mask, composition.mask).sum()
        overlaps.append(float(both / np.logical_or(found.mask, composition.mask).sum()))
    return Overlap(np.array(overlaps), seconds)


def write_sheets(model: CutoutModel, photos: list[Path], folder: Path, columns: int = 5, rows: int = 5) -> None:
    """Contact sheets: each photo next to its cut-out on magenta, or next to white where it was refused."""
    folder.mkdir(parents=True, exist_ok=True)
    each = columns * rows
    for number in range(0, len(photos), each):
        sheet = Image.new("RGB", (columns * (2 * TILE_PX + 8), rows * (TILE_PX + 18)), "white")
        draw = ImageDraw.Draw(sheet)
        for place, photo in enumerate(photos[number : number + each]):
            x, y = place % columns * (2 * TILE_PX + 8), place // columns * (TILE_PX + 18)
            draw.text((x, y + 2), f"{number + place} {photo.parent.name} {photo.stem[:8]}", fill="black")
            sheet.paste(Image.fromarray(_pair(model, read_picture(photo).pixels)), (x, y + 16))
        sheet.save(folder / f"cutouts-{number:03d}.png")


def _pair(model: CutoutModel, pixels: Pixels) -> Pixels:
    found = cut_out(pixels, model)
    shown = np.full_like(pixels, 255)
    if found is not None:
        shown = np.where(found.mask[..., None], pixels, np.array([255, 0, 255], np.uint8))
    return np.hstack([letterbox(pixels, TILE_PX, fill=255), letterbox(shown, TILE_PX, fill=255)])


def draw_photos(split_dir: Path, each_class: int, seed: int) -> list[Path]:
    """`each_class` random photos of every class, equal for equal seeds."""
    random = np.random.default_rng(seed)
    photos: list[Path] = []
    for folder in sorted(path for path in split_dir.iterdir() if path.is_dir()):
        names = sorted(folder.glob("*.jpg"))
        photos += [names[index] for index in random.permutation(len(names))[:each_class]]
    return photos


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw", help="output of the stage download")
    parser.add_argument("--count", type=int, default=300, help="compositions of each kind")
    parser.add_argument("--pairs", type=int, default=100, help="pairs of shoes")
    parser.add_argument("--model", type=Path, help="a cut-out network's .onnx; the released one when left out")
    parser.add_argument("--each-class", type=int, default=12, help="photos of every class on the contact sheets")
    parser.add_argument("--seed", type=int, default=REPORT_SEED, help="even seeds: the training half")
    parser.add_argument("--sheet-dir", type=Path, help="write contact sheets of real photos here")
    parser.add_argument("--output", type=Path, help="for the model card: backend/data/evaluation/cutout/test.json")
    parser.add_argument("--split", default="test", help="rooms and real photos come from this split")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    garments, rooms = arguments.raw_dir / GARMENTS, arguments.raw_dir / ROOMS / arguments.split
    model = CutoutModel(arguments.model) if arguments.model else released_cutout()
    report = {
        kind: measure(model, compose(garments, rooms, arguments.count, arguments.seed, same_color=same)).summary()
        for kind, same in (("plain", False), ("same_color", True))
    }
    report["pairs"] = measure(model, compose_pairs(garments, rooms, arguments.pairs, arguments.seed)).summary()
    content = json.dumps({"version": model.version, "compositions": report}, indent=1)
    print(content)
    if arguments.output:
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        arguments.output.write_text(content + "\n")
    if arguments.sheet_dir:
        write_sheets(model, draw_photos(rooms, arguments.each_class, arguments.seed), arguments.sheet_dir)


if __name__ == "__main__":
    main()
