"""Pairs of shoes with a gap between them, and their true masks: the floor in the gap is not part of the garment."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from scipy.io import loadmat

from app.vision.images import read_picture
from ml.cutout.scenes import pair_of
from ml.data.compositions import MOST_TRIES, Composition, place_on, room_corner
from ml.data.outfit_preprocessing import CATEGORY_OF_LABEL, cut_garments

MIN_SHOE_PX: Final = 40  # longest side of one shoe in its street photo
SHOWN_PX: Final = 240  # longest side of the shoe that is shown
GAP: Final = (0.1, 0.5)  # of the shoe's width
DROP: Final = (-0.15, 0.15)  # of its height


def compose_pairs(
    garments_dir: Path, surroundings_dir: Path, count: int, seed: int, *, every: int = 1
) -> Iterator[Composition]:
    """Yield `count` pairs, the same for the same seed; sources and halves as in `compose`."""
    random = np.random.default_rng(seed)
    annotations = sorted((garments_dir / "annotations" / "pixel-level").glob("*.mat"))[seed % 2 :: 2 * every]
    rooms = sorted(surroundings_dir.glob("*/*.jpg"))
    names = [str(name[0]) for name in loadmat(garments_dir / "label_list.mat")["label_list"][0]]
    done, tries = 0, 0
    while done < count:
        tries += 1
        if tries > MOST_TRIES * count:
            raise ValueError(f"Hardly any photo in {garments_dir} shows a pair of shoes.")
        annotation = annotations[random.integers(len(annotations))]
        found = cut_garments(loadmat(annotation)["groundtruth"], names)
        shoes = next((mask for label, mask in found if CATEGORY_OF_LABEL[label] == "shoes"), None)
        if shoes is None:
            continue
        _, pieces, sizes, _ = cv2.connectedComponentsWithStats(shoes.astype(np.uint8))
        mask = pieces == 1 + sizes[1:, cv2.CC_STAT_AREA].argmax()
        rows, columns = np.nonzero(mask)
        if max(np.ptp(rows), np.ptp(columns)) < MIN_SHOE_PX:
            continue
        box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        pixels = read_picture(garments_dir / "photos" / f"{annotation.stem}.jpg").pixels
        shoe = np.dstack([pixels[box], mask[box].astype(np.uint8) * np.uint8(255)])
        scale = SHOWN_PX / max(shoe.shape[:2])
        shoe = cv2.resize(shoe, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR).astype(np.uint8)
        pair = pair_of(shoe, gap=random.uniform(*GAP), drop=random.uniform(*DROP))
        corner = room_corner(rooms, random)
        picture, true_mask = place_on(np.ascontiguousarray(pair[..., :3]), pair[..., 3] > 127, corner, random)
        done += 1
        yield Composition(f"{annotation.stem}-pair", "shoes", picture, true_mask)
