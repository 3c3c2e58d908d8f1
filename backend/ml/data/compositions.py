"""Composes pictures of garments with known masks on real backgrounds, to measure the cut-out with.

Garment: from a street photo with pixel labels (ml/data/outfit_preprocessing.py), in its original size, if body and bag
leave enough of its shape. Background: a corner of a wardrobe photo, mirrored until it fills the picture, so that light
and texture of floor, bed or wall are real and almost no garment is in it. The garment casts a soft shadow. Composed
pictures are research data and never committed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.io import loadmat

from app.vision.images import Mask, Pixels, read_picture
from ml.data.outfit_preprocessing import CATEGORY_OF_LABEL, cut_garments

MIN_GARMENT_SIDE_PX: Final = 120
GARMENT_SHARE: Final = (0.5, 0.85)  # of the picture's side, as people photograph single garments
MOST_TRIES: Final = 50  # for one composition
MIN_SOLID: Final = 0.35  # mask to box; below, body and bag leave only fragments
MIN_LARGEST_PIECE: Final = 0.7  # of the mask, except for shoes, which are two
CORNER_SHARE: Final = 0.17  # of the photo's width and height
MAX_CORNER_DISTANCE: Final = 16.0  # CIELAB distance to the nearest other corner; above, it may be garment
MAX_INNER_DISTANCE: Final = 10.0  # the same between the corner's outer and inner quarter


@dataclass(frozen=True)
class Composition:
    """One picture and the garment's true mask in it."""

    name: str
    category: str
    pixels: Pixels
    mask: Mask


def compose(
    garments_dir: Path, surroundings_dir: Path, count: int, seed: int, *, same_color: bool = False, every: int = 1
) -> Iterator[Composition]:
    """Yield `count` compositions, equal for equal seeds.

    With `same_color` the background is the one of 25 that is nearest to the garment's mean colour. `garments_dir` is
    the clothing-co-parsing source, `surroundings_dir` a split of clothing-dataset-small. Even seeds draw from
    even-numbered street photos, odd seeds from odd ones: tune on one half, report the other.
    """
    random = np.random.default_rng(seed)
    annotations = sorted((garments_dir / "annotations" / "pixel-level").glob("*.mat"))[seed % 2 :: 2 * every]
    rooms = sorted(surroundings_dir.glob("*/*.jpg"))
    if not annotations or not rooms:
        raise FileNotFoundError(f"No labels in {garments_dir} or no photos in {surroundings_dir}: run download.")
    names = [str(name[0]) for name in loadmat(garments_dir / "label_list.mat")["label_list"][0]]
    done, tries = 0, 0
    without: set[Path] = set()  # photos without such a garment are read once
    while done < count:
        tries += 1
        if tries > MOST_TRIES * count:
            raise ValueError(f"Hardly any photo in {garments_dir} shows a garment of its own shape.")
        annotation = annotations[random.integers(len(annotations))]
        if annotation in without:
            continue
        choices = [
            (label, mask)
            for label, mask in cut_garments(loadmat(annotation)["groundtruth"], names)
            if has_garment_shape(mask, CATEGORY_OF_LABEL[label])
        ]
        if not choices:
            without.add(annotation)
            continue
        label, mask = choices[random.integers(len(choices))]
        photo = read_picture(garments_dir / "photos" / f"{annotation.stem}.jpg").pixels
        surroundings = room_corner(rooms, random)
        if same_color:
            garment = _mean_lab(photo[mask][None])
            choice = [surroundings, *(room_corner(rooms, random) for _ in range(24))]
            surroundings = min(choice, key=lambda corner: float(np.linalg.norm(_mean_lab(corner) - garment)))
        pixels, true_mask = place_on(photo, mask, surroundings, random)
        done += 1
        yield Composition(f"{annotation.stem}-{label}", CATEGORY_OF_LABEL[label], pixels, true_mask)


def has_garment_shape(mask: Mask, category: str) -> bool:
    _, _, statistics, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    rows, columns = (int(np.ptp(axis)) + 1 for axis in np.nonzero(mask))
    whole = category == "shoes" or statistics[1:, cv2.CC_STAT_AREA].max() >= MIN_LARGEST_PIECE * mask.sum()
    return bool(whole and max(rows, columns) >= MIN_GARMENT_SIDE_PX and mask.sum() >= MIN_SOLID * rows * columns)


def room_corner(rooms: list[Path], random: np.random.Generator) -> Pixels:
    """A corner of a random wardrobe photo that is uniform and similar to one of the other corners."""
    while True:
        room = read_picture(rooms[random.integers(len(rooms))], 400).pixels
        down, across = (round(side * CORNER_SHARE) for side in room.shape[:2])
        corners = [room[:down, :across], room[:down, -across:], room[-down:, :across], room[-down:, -across:]]
        picked = int(random.integers(4))
        means = np.stack([_mean_lab(corner) for corner in corners])
        distances = np.linalg.norm(means - means[picked], axis=1)
        corner = np.ascontiguousarray(corners[picked][:: -1 if picked > 1 else 1, :: -1 if picked % 2 else 1])
        outer, inner = corner[: down // 2, : across // 2], corner[down // 2 :, across // 2 :]
        alike = np.linalg.norm(_mean_lab(outer) - _mean_lab(inner)) <= MAX_INNER_DISTANCE
        if alike and np.delete(distances, picked).min() <= MAX_CORNER_DISTANCE:
            return corner


def _mean_lab(pixels: Pixels) -> NDArray[np.float32]:
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return np.asarray(lab.reshape(-1, 3).mean(axis=0), np.float32)


def place_on(photo: Pixels, mask: Mask, corner: Pixels, random: np.random.Generator) -> tuple[Pixels, Mask]:
    """Place the garment near the middle of a 3:4 picture filled with the corner's texture; returns picture and mask."""
    rows, columns = np.nonzero(mask)
    box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    garment, inside = photo[box], mask[box]
    share = random.uniform(*GARMENT_SHARE)
    height = round(max(inside.shape[0], inside.shape[1] * 4 / 3) / share)
    width = round(height * 3 / 4)
    picture = mirrored(corner, height, width)
    top = round((height - inside.shape[0]) * random.uniform(0.4, 0.6))
    left = round((width - inside.shape[1]) * random.uniform(0.4, 0.6))
    true_mask = np.zeros((height, width), np.bool_)
    true_mask[top : top + inside.shape[0], left : left + inside.shape[1]] = inside
    layer = np.zeros_like(picture)
    layer[top : top + inside.shape[0], left : left + inside.shape[1]] = garment
    shift = np.array([[1, 0, height * 0.008], [0, 1, height * 0.012]], np.float32)
    shadow = cv2.warpAffine(true_mask.astype(np.float32), shift, (width, height))
    shaded = picture * (1 - 0.35 * cv2.GaussianBlur(shadow, (0, 0), height * 0.012))[..., None]
    alpha = cv2.GaussianBlur(true_mask.astype(np.float32), (3, 3), 0)[..., None]
    return (layer * alpha + shaded * (1 - alpha)).clip(0, 255).astype(np.uint8), true_mask


def mirrored(corner: Pixels, height: int, width: int) -> Pixels:
    """Mirror the corner, at the scale of a whole photo of this size, until it fills the picture."""
    scale = height / 520
    tile = cv2.resize(corner, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    down, across = height - tile.shape[0], width - tile.shape[1]
    return cv2.copyMakeBorder(tile, 0, down, 0, across, cv2.BORDER_REFLECT).astype(np.uint8)
