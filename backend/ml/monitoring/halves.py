"""Two halves of the validation and test photos: one is the drift reference, the other shows that it raises no alarm."""

import hashlib
from pathlib import Path

from app.detector import CATEGORIES

HALVES = ("reference", "held out")


def half_of_photos(source_dir: Path, half: str) -> list[Path]:
    """One of the two halves; the same each time."""
    return [
        path
        for split in ("validation", "test")
        for name in CATEGORIES
        for path in sorted((source_dir / split / name).iterdir())
        if HALVES[digest_of_photo(path)[0] % len(HALVES)] == half
    ]


def digest_of_photo(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
