"""What the cut-out network learns from, read once: garments with their masks, and surroundings without garments."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.io import loadmat

from app.vision.images import Mask, Pixels, read_picture, resize_to_fit
from ml.cutout.teacher_masks import SIDE_PX, MaskedPhoto
from ml.data.compositions import has_garment_shape, room_corner
from ml.data.outfit_preprocessing import CATEGORY_OF_LABEL, cut_garments

VALIDATION_EVERY: Final = 10  # of the street photos, one in so many is kept for validation
MIN_SHOE_PX: Final = 40  # longest side of a shoe by itself
MIN_SHOE_SHARE: Final = 0.35  # of the pair's area: a shoe of its own, not a crumb
KIND_OF_CATEGORY: Final = {
    "pants": "bottom",
    "shorts": "bottom",
    "skirt": "bottom",
    "dress": "dress",
    "hat": "hat",
    "shoes": "shoes",
    "outwear": "outerwear",
}  # all others are tops


@dataclass(frozen=True)
class Garment:
    """A garment by itself: UInt8[H, W, 4], the fourth channel its mask, and which kind it is."""

    pixels: NDArray[np.uint8]
    kind: str


def street_garments(source_dir: Path, *, validation: bool) -> Iterator[Garment]:
    """Garments of the even-numbered street photos: the report of ml/evaluate_cutout.py draws from the odd ones."""
    annotations = sorted((source_dir / "annotations" / "pixel-level").glob("*.mat"))[::2]
    names = [str(name[0]) for name in loadmat(source_dir / "label_list.mat")["label_list"][0]]
    for number, annotation in enumerate(annotations):
        if (number % VALIDATION_EVERY == 0) is not validation:
            continue
        pixels = read_picture(source_dir / "photos" / f"{annotation.stem}.jpg").pixels
        for label, mask in cut_garments(loadmat(annotation)["groundtruth"], names):
            category = CATEGORY_OF_LABEL[label]
            if has_garment_shape(mask, category):
                yield _cropped(pixels, mask, category)
            if category == "shoes":
                yield from _single_shoes(pixels, mask)


def photographed_garments(photos: list[MaskedPhoto]) -> Iterator[Garment]:
    """The garments of single photos, cut by the teacher's masks; of a pair of shoes also each shoe."""
    for photo in photos:
        kind = KIND_OF_CATEGORY.get(photo.category, "top")
        yield _cropped(photo.pixels, photo.mask, kind)
        if kind == "shoes":
            yield from _single_shoes(photo.pixels, photo.mask)


def _single_shoes(pixels: Pixels, mask: Mask) -> Iterator[Garment]:
    """Both shoes of a pair whose mask is in two pieces."""
    _, pieces, sizes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    areas = sizes[1:, cv2.CC_STAT_AREA]
    found = np.flatnonzero(areas >= MIN_SHOE_SHARE * mask.sum()) + 1
    if len(found) == 2:
        shoes = [_cropped(pixels, pieces == piece, "shoe") for piece in found]
        yield from (shoe for shoe in shoes if max(shoe.pixels.shape) >= MIN_SHOE_PX)


def surroundings(source_dir: Path, count: int, random: np.random.Generator) -> list[Pixels]:
    """Corners of the photos of one split, of one material each."""
    rooms = sorted(source_dir.glob("*/*.jpg"))
    return [room_corner(rooms, random) for _ in range(count)]


def _cropped(pixels: Pixels, mask: Mask, kind: str) -> Garment:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    white = mask[box].astype(np.uint8) * np.uint8(255)
    return Garment(resize_to_fit(np.dstack([pixels[box], white]), SIDE_PX), kind)
