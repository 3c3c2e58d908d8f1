"""Masks of the training garments, used to place a garment in other surroundings (ml/classifier/augmentation.py).

masks/train.npy    Bool[N, cache_px, cache_px]: rows and letterboxing as in garments/train.npy, all false where the
                   cut-out found no garment
"""

import csv
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.cutout import cut_out, released_cutout
from app.vision.images import letterbox, read_picture
from ml.data.owned_folders import refuse_other_files

READ_PX = 400  # longest side for cutting out: enough for a mask of 256 px


def write_masks(source_dir: Path, index: Path, output_dir: Path, cache_px: int) -> None:
    """Cut out the training photos that `index` (garments/index.csv) lists and write their masks."""
    files = files_of(index, "train")
    refuse_other_files(output_dir / "masks", "cut_garments", ["train.npy"])
    (output_dir / "masks").mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda name: _mask(source_dir / name, cache_px), files)
        masks = np.stack(list(tqdm(found, desc="masks", total=len(files), disable=None)))
    np.save(output_dir / "masks" / "train.npy", masks)


def files_of(index: Path, *splits: str) -> list[str]:
    """The photos of these splits, in the order of `index`."""
    with index.open(newline="") as file:
        return [row["file"] for row in csv.DictReader(file) if row["split"] in splits]


def _mask(photo: Path, cache_px: int) -> NDArray[np.bool_]:
    cutout = cut_out(read_picture(photo, READ_PX).pixels, released_cutout())
    if cutout is None:
        return np.zeros((cache_px, cache_px), np.bool_)
    white = np.repeat(cutout.mask[..., None], 3, 2).astype(np.uint8) * np.uint8(255)
    return letterbox(white, cache_px, fill=0)[..., 0] > 127
