"""Checks photos before training: unreadable files, and duplicates within and across splits.

Photos are alike if their fingerprints (app/vision/fingerprint.py) differ in few of 64 bits. A photo that also occurs in
a held-out split would be trained on and judged by, so the copy in the training split is left out.
"""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.vision.fingerprint import fingerprint
from app.vision.formats import ImageRefused
from app.vision.images import read_picture
from ml.data.own_photos import OwnPhoto

READ_PX: Final = 256  # what a fingerprint looks at


@dataclass(frozen=True)
class Known:
    """A readable photo: where it counts, and what it looks like."""

    name: str
    category: str
    split: str
    sha256: str
    bits: int


@dataclass(frozen=True)
class Checked:
    """The photos that may be used, and why others may not: (name, reason)."""

    used: list[tuple[OwnPhoto, Known]]
    unreadable: list[tuple[str, str]]
    duplicates: list[tuple[str, str]]
    alike: list[tuple[str, str]]  # used, but much like another one of the same split


def check_photos(photos: Sequence[OwnPhoto], data_set: Sequence[OwnPhoto], near_bits: int) -> Checked:
    """Check own `photos` against each other and against those of the `data_set`, which must be readable."""
    known = [one for one in _read(data_set, "fingerprints of the data set") if isinstance(one, Known)]
    checked = Checked([], [], [], [])
    # Held-out photos first: of two copies, the one in the training split is left out.
    ordered = sorted(photos, key=lambda photo: photo.split == "train")
    for photo, one in zip(ordered, _read(ordered, "fingerprints of own photos"), strict=True):
        if not isinstance(one, Known):
            checked.unreadable.append((photo.name, one))
            continue
        others = [known[row] for row in _near(one.bits, known, near_bits)]
        same = next((other for other in known if other.sha256 == one.sha256), None)
        elsewhere = next((other for other in others if other.split != one.split), None)
        if same:
            note = "" if same.category == one.category else f", there as {same.category}"
            checked.duplicates.append((photo.name, f"the same file as {same.name}{note}"))
            continue
        if elsewhere:
            checked.duplicates.append((photo.name, f"much like {elsewhere.name} of the {elsewhere.split} split"))
            continue
        if others:
            checked.alike.append((photo.name, f"much like {others[0].name}"))
        checked.used.append((photo, one))
        known.append(one)
    return checked


def _near(bits: int, known: Sequence[Known], near_bits: int) -> NDArray[np.intp]:
    """Rows of the photos that look alike, nearest first."""
    if not known:
        return np.empty(0, np.intp)
    distances = np.bitwise_count(np.array([other.bits for other in known], np.uint64) ^ np.uint64(bits))
    rows = np.flatnonzero(distances <= near_bits)
    return rows[np.argsort(distances[rows], kind="stable")]


def _read(photos: Sequence[OwnPhoto], title: str) -> list[Known | str]:
    """What each photo is, or why it cannot be read."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(tqdm(pool.map(_known, photos), desc=title, total=len(photos), unit="photo", disable=None))


def _known(photo: OwnPhoto) -> Known | str:
    content = photo.path.read_bytes()
    try:
        bits = int(fingerprint(read_picture(content, READ_PX).pixels), 16)
    except ImageRefused as refused:
        return str(refused)
    return Known(photo.name, photo.category, photo.split, hashlib.sha256(content).hexdigest(), bits)
