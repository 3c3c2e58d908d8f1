"""A person's own photos: found in a folder of theirs, and read again from the folder that the stage `own_photos` wrote.

FOLDER/CLASS/*            photos of one class, all for training, or
FOLDER/photos.csv         path (inside FOLDER), category, and optionally split: train, validation or test

CHECKED/index.csv                       split, category, file, sha256, original: one line a photo
CHECKED/SPLIT/CATEGORY/SHA256.SUFFIX    the photos that passed, as they were
CHECKED/report.txt                      what was found, and what was left out
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.detector import CATEGORIES
from ml.data.garments import SPLITS
from ml.errors import StageFailed
from ml.parameters import DATA_DIR

CHECKED: Final = DATA_DIR / "checked_photos"
LIST: Final = "photos.csv"
INDEX: Final = "index.csv"
REPORT: Final = "report.txt"
INDEX_COLUMNS: Final = ("split", "category", "file", "sha256", "original")


@dataclass(frozen=True)
class OwnPhoto:
    """A file with its class; `name` is its path in the person's folder."""

    name: str
    path: Path
    category: str
    split: str


@dataclass
class FoundPhotos:
    """The photos to check, and what cannot be used: (name, reason)."""

    photos: list[OwnPhoto] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    empty_classes: list[str] = field(default_factory=list)  # class folders without a file
    unknown_classes: dict[str, int] = field(default_factory=dict)  # photos by name


def find_own_photos(folder: Path) -> FoundPhotos:
    """Photos by class folder, or by `photos.csv` if there is one. Raises StageFailed."""
    if not folder.is_dir():
        raise StageFailed(f"own_photos.folder is {folder}, and there is no such folder. Correct it in params.yaml.")
    return _listed(folder) if (folder / LIST).is_file() else _by_class_folder(folder)


def _by_class_folder(folder: Path) -> FoundPhotos:
    found = FoundPhotos()
    for entry in sorted(_visible(folder)):
        if not entry.is_dir():
            found.refused.append((entry.name, "is in no class folder"))
            continue
        files = sorted(file for file in _visible(entry) if file.is_file())
        found.refused += [(f"{entry.name}/{sub.name}/", "is a folder in a class folder") for sub in _folders(entry)]
        if entry.name not in CATEGORIES:
            found.unknown_classes[entry.name] = len(files)
        elif not files:
            found.empty_classes.append(entry.name)
        else:
            found.photos += [OwnPhoto(f"{entry.name}/{file.name}", file, entry.name, "train") for file in files]
    return found


def _visible(folder: Path) -> Iterator[Path]:
    """Without .gitkeep, .DS_Store and the like."""
    return (entry for entry in folder.iterdir() if not entry.name.startswith("."))


def _folders(folder: Path) -> list[Path]:
    return sorted(entry for entry in _visible(folder) if entry.is_dir())


def _listed(folder: Path) -> FoundPhotos:
    found, home = FoundPhotos(), folder.resolve()
    with (folder / LIST).open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        columns = set(reader.fieldnames or ())
        if not {"path", "category"} <= columns <= {"path", "category", "split"}:
            raise StageFailed(f"{folder / LIST} must have the columns path, category and optionally split.")
        for row in reader:
            name, category, split = row["path"] or "", row["category"] or "", row.get("split") or "train"
            path = folder / name
            if not path.resolve().is_relative_to(home):
                found.refused.append((name, f"is outside {folder}"))
            elif not path.is_file():
                found.refused.append((name, "does not exist"))
            elif category not in CATEGORIES:
                found.unknown_classes[category] = found.unknown_classes.get(category, 0) + 1
            elif split not in SPLITS:
                found.refused.append((name, f"has the split {split!r}; known are {', '.join(SPLITS)}"))
            else:
                found.photos.append(OwnPhoto(name, path, category, split))
    return found


def checked_photos(checked_dir: Path, split: str) -> list[tuple[str, Path]]:
    """(category, file) of the photos that the stage `own_photos` let through, in the same order each time."""
    return [(row["category"], checked_dir / row["file"]) for row in read_index(checked_dir) if row["split"] == split]


def read_index(checked_dir: Path) -> list[dict[str, str]]:
    """The lines of `index.csv`; none where the stage did not run."""
    if not (checked_dir / INDEX).is_file():
        return []
    with (checked_dir / INDEX).open(newline="") as file:
        return list(csv.DictReader(file))
