"""Reads the garments of outfits, which ml/data/outfit_preprocessing.py cuts out of street photos.

Layout under `PREPROCESSED/outfits`:

    garments.npy   UInt8[garments, size, size, 4]: red, green, blue on white, and how much of each pixel is garment
    garments.json  {"image_size", "seed", "sha256" of garments.npy, "garments": [{"photo", "category", "label",
                   "split", "fold"}, ...]}
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FOLDS: Final = 5


@dataclass(frozen=True)
class Garment:
    """One garment of one street photo; `fold` is 0..4 outside the test split, -1 in it."""

    photo: str
    category: str
    label: str
    split: str
    fold: int


@dataclass(frozen=True)
class OutfitGarments:
    """All garments; row i of `views` is UInt8[size, size, 4] of `garments[i]`."""

    garments: list[Garment]
    views: NDArray[np.uint8]
    image_size: int
    sha256: str  # of the views

    def where(self, *splits: str) -> NDArray[np.int64]:
        """Rows of the garments in these splits."""
        return np.flatnonzero([garment.split in splits for garment in self.garments])

    @property
    def photos(self) -> NDArray[np.str_]:
        """The photo of each row; one photo shows one outfit."""
        return np.array([garment.photo for garment in self.garments])

    @property
    def categories(self) -> NDArray[np.str_]:
        """The category of each row."""
        return np.array([garment.category for garment in self.garments])

    @property
    def folds(self) -> NDArray[np.int64]:
        """The fold of each row, -1 in the test split."""
        return np.array([garment.fold for garment in self.garments])


def load_outfits(data_dir: Path) -> OutfitGarments:
    """What `write_outfits` wrote; the views are read from disk on access.

    Raises FileNotFoundError, naming the stage to run.
    """
    folder = data_dir / "outfits"
    if not (folder / "garments.json").exists():
        raise FileNotFoundError(f"No garments in {folder}: run the stage preprocess (backend/ml/preprocess.py).")
    index = json.loads((folder / "garments.json").read_text())
    garments = [Garment(**row) for row in index["garments"]]
    views = np.load(folder / "garments.npy", mmap_mode="r")
    return OutfitGarments(garments, views, index["image_size"], index["sha256"])
