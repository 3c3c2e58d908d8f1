"""Cuts garments out of street photos with pixel labels, into the layout that ml/data/outfits.py describes and reads.

Source: Clothing Co-Parsing (Yang, Luo, Lin: "Clothing Co-Parsing by Joint Image Segmentation and Labeling", CVPR
2014). The photos were collected from the web: research data, never committed or shown.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.io import loadmat

from app.outfit_compatibility import garment_view
from app.vision.images import Mask, read_picture
from ml.data.garments import evenly_spread
from ml.data.outfits import FOLDS, Garment
from ml.data.owned_folders import refuse_other_files

# The data set's labels by category, one category per place in an outfit. Not used: skin, hair, jewellery, belts,
# glasses, hosiery, underwear. "suit" labels only the jacket, "vest" nearly always a sleeveless top.
LABELS: Final[dict[str, tuple[str, ...]]] = {
    "top": ("blouse", "bodysuit", "hoodie", "jumper", "shirt", "sweater", "sweatshirt", "t-shirt", "top", "vest"),
    "bottom": ("jeans", "leggings", "pants", "shorts", "skirt"),
    "dress": ("dress", "romper"),
    "outerwear": ("blazer", "cape", "cardigan", "coat", "jacket", "suit"),
    "shoes": (
        *("boots", "clogs", "flats", "heels", "loafers"),
        *("pumps", "sandals", "shoes", "sneakers", "wedges"),
    ),
    "bag": ("bag", "purse", "wallet"),
    "hat": ("hat",),
    "scarf": ("scarf",),
}
CATEGORY_OF_LABEL: Final = {label: category for category, labels in LABELS.items() for label in labels}
TEST_SHARE: Final = 0.2
VALIDATION_SHARE: Final = 0.12
# Second photos of an outfit (difference hashes 32 to 35 of 256 bits apart, all other photos 58 and more). They would
# put one outfit into two splits.
REPEATED_PHOTOS: Final = frozenset({"0732", "0984", "0990"})
# Below this a garment is a sliver under a coat or a mislabelled patch.
MIN_GARMENT_PX: Final = 600
# Pieces smaller than this share of the garment's largest piece are label noise that would only enlarge its box. A
# second shoe is a piece of half the size and is kept.
MIN_PIECE_SHARE: Final = 0.15


def write_outfits(source_dir: Path, data_dir: Path, image_size: int, seed: int, at_most: int = 0) -> None:
    """Cut every labelled garment out of every street photo and write them for training and evaluation.

    With `at_most`, only so many photos, spread evenly.
    """
    target = data_dir / "outfits"
    refuse_other_files(target, "preprocess", ["garments.json", "garments.npy"])
    target.mkdir(parents=True, exist_ok=True)
    labelled = (source_dir / "annotations/pixel-level").glob("*.mat")
    photos = sorted({path.stem for path in labelled} - REPEATED_PHOTOS)
    photos = [photos[row] for row in evenly_spread(len(photos), at_most or None)]
    if not photos:
        raise FileNotFoundError(f"No labels under {source_dir}/annotations/pixel-level: run the stage download.")
    names = [str(name[0]) for name in loadmat(source_dir / "label_list.mat")["label_list"][0]]
    places = split_photos(photos, seed)
    garments: list[Garment] = []
    views: list[NDArray[np.uint8]] = []
    for photo in photos:
        labels: NDArray[np.uint8] = loadmat(source_dir / f"annotations/pixel-level/{photo}.mat")["groundtruth"]
        pixels = read_picture(source_dir / f"photos/{photo}.jpg").pixels
        for label, mask in cut_garments(labels, names):
            garments.append(Garment(photo, CATEGORY_OF_LABEL[label], label, *places[photo]))
            views.append(garment_view(pixels, mask, image_size))
    np.save(target / "garments.npy", np.stack(views))
    index = {
        "image_size": image_size,
        "seed": seed,
        "sha256": hashlib.sha256((target / "garments.npy").read_bytes()).hexdigest(),
        "garments": [asdict(garment) for garment in garments],
    }
    (target / "garments.json").write_text(json.dumps(index, indent=0) + "\n")


def split_photos(photos: list[str], seed: int) -> dict[str, tuple[str, int]]:
    """Assign photos as {photo: (split, fold)}: test has no fold (-1), validation is a part of the five folds."""
    order = np.random.default_rng(seed).permutation(sorted(photos))
    tests = round(len(order) * TEST_SHARE)
    validations = round(len(order) * VALIDATION_SHARE)
    places: dict[str, tuple[str, int]] = {}
    for rank, photo in enumerate(order.tolist()):
        if rank < tests:
            places[photo] = ("test", -1)
        else:
            places[photo] = ("validation" if rank < tests + validations else "train", rank % FOLDS)
    return places


def cut_garments(labels: NDArray[np.uint8], names: list[str]) -> Iterator[tuple[str, Mask]]:
    """Garments of one label map UInt8[H, W] as (label, mask Bool[H, W]), without small pieces and small garments.

    Shoes are one garment whatever labels they have; two bags or two tops are two garments.
    """
    shoes: dict[str, Mask] = {}
    for number in np.unique(labels).tolist():
        label = names[number]
        category = CATEGORY_OF_LABEL.get(label)
        if category == "shoes":
            shoes[label] = labels == number
        elif category and (mask := _without_small_pieces(labels == number)).sum() >= MIN_GARMENT_PX:
            yield label, mask
    if shoes:
        largest = max(shoes, key=lambda label: int(shoes[label].sum()))
        mask = _without_small_pieces(np.logical_or.reduce(list(shoes.values())))
        if mask.sum() >= MIN_GARMENT_PX:
            yield largest, mask


def _without_small_pieces(mask: Mask) -> Mask:
    count, pieces, sizes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    areas = sizes[:, cv2.CC_STAT_AREA]
    if count <= 2:
        return mask
    kept = np.flatnonzero(areas[1:] >= MIN_PIECE_SHARE * areas[1:].max()) + 1
    return np.isin(pieces, kept)
