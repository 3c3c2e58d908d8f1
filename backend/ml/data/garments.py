"""Reads the preprocessed garment photos, which ml/data/garment_preprocessing.py writes.

Layout under `PREPROCESSED/garments`:

    train.npy             UInt8[N, cache_px, cache_px, 3]      letterboxed larger than the input, for crops
    validation.npy        UInt8[N, image_size, image_size, 3]  letterboxed as the service does
    test.npy              the same
    index.csv             split, row, category, file, sha256: one line a picture, rows in the arrays' order

Photos whose class a person corrected (ml/data/feedback_photos.py) follow the training photos.

    masks/train.npy       Bool[N, cache_px, cache_px]          the training garments (ml/data/masks.py)
"""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.detector import CATEGORIES
from ml.errors import StageFailed

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class GarmentSplit:
    """One split: pixels UInt8[N, size, size, 3] RGB, labels Int64[N] into CATEGORIES, file names."""

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    files: list[str]
    sha256: list[str]


def load_garments(data_dir: Path, split: str, limit: int | None = None, part: str = "garments") -> GarmentSplit:
    """A split of the preprocessed garments; `limit` keeps that many, spread evenly over the classes.

    With `part="shifted"` the same garments in other surroundings (ml/data/shifted_garments.py). Raises StageFailed when
    index and pictures do not match.
    """
    folder = data_dir / part
    with (folder / "index.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == split]
    pixels = np.load(folder / f"{split}.npy", mmap_mode="r")
    if len(rows) != len(pixels):
        raise StageFailed(f"{folder}: index.csv and {split}.npy do not match. Run the stage preprocess again.")
    if limit is not None and limit < len(rows):
        kept = evenly_spread(len(rows), limit)
        rows, pixels = [rows[i] for i in kept], pixels[kept]
    labels = np.array([CATEGORIES.index(row["category"]) for row in rows], np.int64)
    return GarmentSplit(np.asarray(pixels), labels, [r["file"] for r in rows], [r["sha256"] for r in rows])


def load_masks(data_dir: Path, limit: int | None = None) -> NDArray[np.bool_]:
    """The training garments' masks Bool[N, cache_px, cache_px]; `limit` as in `load_garments`."""
    masks: NDArray[np.bool_] = np.load(data_dir / "masks" / "train.npy")
    return masks if limit is None else masks[evenly_spread(len(masks), limit)]


def evenly_spread(count: int, limit: int | None) -> NDArray[np.intp]:
    """`limit` row numbers spread evenly over `count` rows, Int[limit]; all of them when `limit` is None or larger."""
    if limit is None or limit >= count:
        return np.arange(count)
    return np.linspace(0, count - 1, limit).round().astype(int)


def digest_of_garments(data_dir: Path) -> str:
    """Digest of the index, which lists the digest of every picture: the data version recorded with a model."""
    return hashlib.sha256((data_dir / "garments" / "index.csv").read_bytes()).hexdigest()
