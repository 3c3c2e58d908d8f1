"""Masks of training photos by a slower network, looked through: a frozen input of the training.

`teacher_masks.zip` holds one-bit PNGs, 320 px on the longest side, named CATEGORY/PHOTO.png after the photos of
clothing-dataset-small's train split. Its digest is in params.yaml. ml/cutout_teacher.py made it.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from app.vision.images import Mask, Pixels, decode_mask, read_picture
from ml.data.feedback_photos import photos_of
from ml.errors import StageFailed

SIDE_PX: Final = 320  # longest side of photos and garments while training


@dataclass(frozen=True)
class MaskedPhoto:
    """A photo at the mask's size, the garment's mask and its class."""

    name: str  # CATEGORY/PHOTO
    category: str
    pixels: Pixels
    mask: Mask


def painted_photos(folder: Path) -> list[MaskedPhoto]:
    """Photos of people who agreed, with the masks that they painted; `folder` is that of ml/feedback.py."""
    photos = []
    for category, file in photos_of(folder, "masks"):
        pixels = read_picture(file, SIDE_PX).pixels
        mask = decode_mask(file.with_suffix(".png").read_bytes()).astype(np.uint8)
        small = cv2.resize(mask, pixels.shape[1::-1], interpolation=cv2.INTER_AREA).astype(np.bool_)
        photos.append(MaskedPhoto(f"{category}/{file.stem}", category, pixels, small))
    return photos


def load_masked_photos(archive: Path, sha256: str, photos_dir: Path) -> list[MaskedPhoto]:
    """Every mask of the archive with its photo from `photos_dir` (a split of clothing-dataset-small).

    Raises StageFailed if the archive is missing or is not the one that params.yaml names.
    """
    try:
        content = archive.read_bytes()
    except FileNotFoundError as error:
        raise StageFailed(f"{archive} is missing. Fetch it: `dvc pull --remote release masks.dvc`.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StageFailed(f"{archive} is not the file that params.yaml names (train_cutout.masks_sha256).")
    photos = []
    with zipfile.ZipFile(archive) as packed:
        for name in sorted(packed.namelist()):
            mask = decode_mask(packed.read(name))
            category, _, file = name.partition("/")
            pixels = read_picture(photos_dir / category / f"{Path(file).stem}.jpg").pixels
            small = cv2.resize(pixels, mask.shape[::-1], interpolation=cv2.INTER_AREA).astype(pixels.dtype)
            photos.append(MaskedPhoto(name.removesuffix(".png"), category, small, mask))
    return photos
