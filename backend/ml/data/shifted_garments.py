"""Makes the `shifted` twins of validation and test: the same garments in other surroundings.

A garment is cut out, placed on a corner of another photo of its own split (never of a training photo), relit, cropped a
little and compressed as JPEG. Only cut-outs that a person judged whole and clean are used: labels/whole_cutouts.json
lists them (625 of 713 photos, checked on 2026-11-25).

    shifted/validation.npy, test.npy    UInt8[N, image_size, image_size, 3], letterboxed as the service does
    shifted/index.csv                   as garments/index.csv: category, file and sha256 are the photo's
"""

import hashlib
import json
from collections.abc import Container
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.cutout import cut_out, released_cutout
from app.detector import CATEGORIES
from app.vision.images import Pixels, encode_jpeg, letterbox, read_picture
from ml.data.compositions import place_on, room_corner
from ml.data.garment_preprocessing import write_index
from ml.data.garments import SPLITS
from ml.data.owned_folders import refuse_other_files

WHOLE_CUTOUTS: Final = Path(__file__).parents[1] / "labels" / "whole_cutouts.json"
READ_PX: Final = 400  # the size at which the masks were checked
MAX_CROP: Final = 0.08  # of each side


def write_shifted(
    source_dir: Path, output_dir: Path, image_size: int, seed: int, only: Container[str] | None = None
) -> None:
    """Write the layout above from `source_dir/SPLIT/CATEGORY/*`; equal for equal seeds.

    With `only`, only of these photos, named relative to `source_dir`.
    """
    folder = output_dir / "shifted"
    refuse_other_files(folder, "cut_garments", ["index.csv", *(f"{split}.npy" for split in SPLITS[1:])])
    folder.mkdir(parents=True, exist_ok=True)
    whole = set(json.loads(WHOLE_CUTOUTS.read_text()))
    rows: list[tuple[str, int, str, str, str]] = []
    for split in SPLITS[1:]:
        rooms = sorted((source_dir / split).glob("*/*.jpg"))
        files = [
            (category, file)
            for category in CATEGORIES
            for file in sorted((source_dir / split / category).iterdir())
            if f"{category}/{file.name}" in whole and (only is None or f"{split}/{category}/{file.name}" in only)
        ]
        pictures: list[Pixels] = []
        for category, file in tqdm(files, desc=f"shifted {split}", disable=None):
            content = file.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            rng = np.random.default_rng([seed, int(digest[:8], 16)])
            photo = read_picture(content, READ_PX).pixels
            cutout = cut_out(photo, released_cutout())
            if cutout is None:
                continue
            elsewhere, _ = place_on(photo, cutout.mask, room_corner(rooms, rng), rng)
            rows.append((split, len(pictures), category, file.relative_to(source_dir).as_posix(), digest))
            pictures.append(letterbox(_photographed(elsewhere, rng), image_size))
        np.save(folder / f"{split}.npy", np.asarray(pictures, np.uint8).reshape(-1, image_size, image_size, 3))
    write_index(folder, rows)


def _photographed(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Other light (gamma 0.75..1.33, each channel x 0.88..1.12, all x 0.85..1.15), framing and JPEG 45..90."""
    gamma = np.exp(rng.uniform(np.log(0.75), np.log(1.33)))
    gains = rng.uniform(0.88, 1.12, 3) * rng.uniform(0.85, 1.15)
    levels: NDArray[np.float64] = np.linspace(0, 1, 256)[:, None] ** gamma * gains * 255
    table = levels.clip(0, 255).round().astype(np.uint8)
    lit = cv2.LUT(pixels, table[None].copy())
    height, width = lit.shape[:2]
    top, bottom = (round(height * rng.uniform(0, MAX_CROP)) for _ in range(2))
    left, right = (round(width * rng.uniform(0, MAX_CROP)) for _ in range(2))
    framed = np.ascontiguousarray(lit[top : height - bottom, left : width - right]).astype(np.uint8)
    return read_picture(encode_jpeg(framed, quality=int(rng.integers(45, 91)))).pixels
