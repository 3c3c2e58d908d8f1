"""Decodes garment photos once, into the layout that ml/data/garments.py describes and reads."""

import csv
import hashlib
import os
from pathlib import Path

import numpy as np
from tqdm import tqdm

from app.detector import CATEGORIES
from app.vision.images import letterbox, read_picture
from ml.data.feedback_photos import photos_of
from ml.data.garments import SPLITS


def preprocess_garments(source_dir: Path, output_dir: Path, cache_px: int, image_size: int, feedback_dir: Path) -> None:
    """Decode `source_dir/SPLIT/CATEGORY/*` exactly as the service reads a photo, and write the layout.

    The index names files relative to `source_dir`, those of `feedback_dir` too.
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
    """Photos that people corrected, without those of the validation and test splits: people may have uploaded them."""
    photos = list(photos_of(feedback_dir, "train"))
    held_out = [file for split in SPLITS[1:] for file in (source_dir / split).glob("*/*")] if photos else []
    known = {hashlib.sha256(file.read_bytes()).hexdigest() for file in held_out}
    return [(category, file) for category, file in photos if file.stem not in known]


def write_index(folder: Path, rows: list[tuple[str, int, str, str, str]]) -> None:
    """Write `index.csv`; a row is split, row, category, file, sha256."""
    with (folder / "index.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("split", "row", "category", "file", "sha256"))
        writer.writerows(rows)
