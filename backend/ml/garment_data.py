"""Garment photos for the classifier, decoded once.

Layout under `PREPROCESSED/garments`:

    train.npy             UInt8[N, cache_px, cache_px, 3]      letterboxed larger than the input, for crops
    validation.npy        UInt8[N, image_size, image_size, 3]  letterboxed as the service does
    test.npy              the same
    index.csv             split, row, category, file, sha256: one line a picture, rows in the arrays' order

Behind the training photos come those that people corrected (ml/feedback_data.py), where there are any.
"""

import csv
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.detector import CATEGORIES
from app.vision.images import letterbox, read_picture
from ml.feedback_data import photos_of

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class GarmentSplit:
    """One split: pixels UInt8[N, size, size, 3] RGB, labels Int64[N] into CATEGORIES, file names."""

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    files: list[str]
    sha256: list[str]


def preprocess_garments(source_dir: Path, output_dir: Path, cache_px: int, image_size: int, feedback_dir: Path) -> None:
    """Decode `source_dir/SPLIT/CATEGORY/*` exactly as the service reads a photo, and write the layout above.

    Files are named from `source_dir`, those of people by a way out of it.
    """
    folder = output_dir / "garments"
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[tuple[str, int, str, str, str]] = []
    for split in SPLITS:
        files = [
            (category, file) for category in CATEGORIES for file in sorted((source_dir / split / category).iterdir())
        ]
        if split == "train":
            files += _corrected_photos(source_dir, feedback_dir)
        size_px = cache_px if split == "train" else image_size
        pixels = np.empty((len(files), size_px, size_px, 3), np.uint8)
        for row, (category, file) in enumerate(tqdm(files, desc=f"garments {split}", disable=None)):
            content = file.read_bytes()
            pixels[row] = letterbox(read_picture(content).pixels, size_px)
            name = Path(os.path.relpath(file, source_dir)).as_posix()
            rows.append((split, row, category, name, hashlib.sha256(content).hexdigest()))
        np.save(folder / f"{split}.npy", pixels)
    write_index(folder, rows)


def _corrected_photos(source_dir: Path, feedback_dir: Path) -> list[tuple[str, Path]]:
    """What people corrected, but for photos that models are judged by: somebody may have uploaded one of those."""
    photos = list(photos_of(feedback_dir, "train"))
    judged_by = [file for split in SPLITS[1:] for file in (source_dir / split).glob("*/*")] if photos else []
    known = {hashlib.sha256(file.read_bytes()).hexdigest() for file in judged_by}
    return [(category, file) for category, file in photos if file.stem not in known]


def write_index(folder: Path, rows: list[tuple[str, int, str, str, str]]) -> None:
    """`index.csv` of the layout above: split, row, category, file, sha256."""
    with (folder / "index.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("split", "row", "category", "file", "sha256"))
        writer.writerows(rows)


def load_garments(data_dir: Path, split: str, limit: int | None = None, part: str = "garments") -> GarmentSplit:
    """A split of the preprocessed garments; `limit` keeps that many, spread evenly over the classes.

    `part` may be `shifted`: the same garments in other surroundings (ml/shifted_garments.py).
    """
    folder = data_dir / part
    with (folder / "index.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == split]
    pixels = np.load(folder / f"{split}.npy", mmap_mode="r")
    if len(rows) != len(pixels):
        raise ValueError(f"{folder} does not fit together: run the preprocess stage again.")
    if limit is not None and limit < len(rows):
        kept = np.linspace(0, len(rows) - 1, limit).round().astype(int)
        rows, pixels = [rows[i] for i in kept], pixels[kept]
    labels = np.array([CATEGORIES.index(row["category"]) for row in rows], np.int64)
    return GarmentSplit(np.asarray(pixels), labels, [r["file"] for r in rows], [r["sha256"] for r in rows])


def digest_of_garments(data_dir: Path) -> str:
    """Digest of the index, which holds the digest of every picture: the data version recorded with a model."""
    return hashlib.sha256((data_dir / "garments" / "index.csv").read_bytes()).hexdigest()
