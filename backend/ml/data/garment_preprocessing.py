"""Decodes garment photos once, into the layout that ml/data/garments.py describes and reads."""

import csv
import hashlib
import os
from pathlib import Path

import numpy as np
from tqdm import tqdm

from app.detector import CATEGORIES
from app.vision.formats import ImageRefused
from app.vision.images import Pixels, letterbox, read_picture
from ml.data.feedback_photos import photos_of
from ml.data.garments import SPLITS, evenly_spread
from ml.data.own_photos import checked_photos
from ml.data.owned_folders import refuse_other_files
from ml.errors import StageFailed

WRITTEN = ("index.csv", *(f"{split}.npy" for split in SPLITS))
_KNOWN = ", ".join(CATEGORIES)


def preprocess_garments(
    source_dir: Path,
    output_dir: Path,
    cache_px: int,
    image_size: int,
    feedback_dir: Path,
    checked_dir: Path,
    photos_per_class: int = 0,
) -> None:
    """Decode `source_dir/SPLIT/CATEGORY/*` exactly as the service reads a photo, and write the layout.

    With `photos_per_class`, so many of each class and split, spread evenly. A person's own photos of `checked_dir`
    follow in each split, corrected ones of `feedback_dir` in training. The index names all files
    relative to `source_dir`. Raises StageFailed, naming a picture that cannot be read.
    """
    folder = output_dir / "garments"
    refuse_other_files(folder, "preprocess", WRITTEN)
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[tuple[str, int, str, str, str]] = []
    for split in SPLITS:
        files = _photos_by_class(source_dir / split, photos_per_class) + checked_photos(checked_dir, split)
        _refuse_missing_classes(files, split)
        if split == "train":
            files += _corrected_photos(source_dir, feedback_dir)
        size_px = cache_px if split == "train" else image_size
        pixels = np.empty((len(files), size_px, size_px, 3), np.uint8)
        for row, (category, file) in enumerate(tqdm(files, desc=f"garments {split}", disable=None)):
            content = file.read_bytes()
            pixels[row] = letterbox(_decoded(content, file), size_px)
            name = Path(os.path.relpath(file, source_dir)).as_posix()
            rows.append((split, row, category, name, hashlib.sha256(content).hexdigest()))
        np.save(folder / f"{split}.npy", pixels)
    write_index(folder, rows)


def _photos_by_class(folder: Path, at_most: int) -> list[tuple[str, Path]]:
    """(category, file) by the folders of one split. Raises StageFailed for a folder that is no class."""
    unknown = sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and entry.name not in CATEGORIES)
    if unknown:
        raise StageFailed(f"{folder} has folders of unknown classes: {', '.join(unknown)}. Known are {_KNOWN}.")
    photos = [
        (category, sorted((folder / category).iterdir())) for category in CATEGORIES if (folder / category).is_dir()
    ]
    return [(category, files[row]) for category, files in photos for row in evenly_spread(len(files), at_most or None)]


def _refuse_missing_classes(files: list[tuple[str, Path]], split: str) -> None:
    missing = [category for category in CATEGORIES if category not in dict(files)]
    if missing:
        raise StageFailed(
            f"The {split} split has no photos of {', '.join(missing)}. Add own photos of every class (own_photos in "
            "params.yaml), or take the class out of CATEGORIES in backend/app/detector.py."
        )


def _decoded(content: bytes, file: Path) -> Pixels:
    try:
        return read_picture(content).pixels
    except ImageRefused as refused:
        raise StageFailed(f"{file}: {refused}") from refused


def _corrected_photos(source_dir: Path, feedback_dir: Path) -> list[tuple[str, Path]]:
    """Photos that people corrected, without those of the validation and test splits: people may have uploaded them."""
    photos = list(photos_of(feedback_dir, "train"))
    for category, file in photos:
        if category not in CATEGORIES:
            raise StageFailed(f"{file} has the unknown class {category!r}. Known are {_KNOWN}.")
    held_out = [file for split in SPLITS[1:] for file in (source_dir / split).glob("*/*")] if photos else []
    known = {hashlib.sha256(file.read_bytes()).hexdigest() for file in held_out}
    return [(category, file) for category, file in photos if file.stem not in known]


def write_index(folder: Path, rows: list[tuple[str, int, str, str, str]]) -> None:
    """Write `index.csv`; a row is split, row, category, file, sha256."""
    with (folder / "index.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("split", "row", "category", "file", "sha256"))
        writer.writerows(rows)
