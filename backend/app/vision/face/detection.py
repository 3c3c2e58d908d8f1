"""Candidates for faces: Viola and Jones' boosted cascade, first upright and then at a few tilts.

P. Viola, M. Jones: "Rapid object detection using a boosted cascade of simple features", CVPR 2001; the trained cascades
come with OpenCV. Tuned for recall, they give false alarms (on 130 of 372 photos of garments), so each candidate must
be confirmed by a second stage, the landmarks.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from app.vision.images import Pixels

Gray = NDArray[np.uint8]  # [height, width]

SEARCH_SIDE_PX: Final = 480  # longest side of the copy that is searched
SMALLEST_SHARE: Final = 1 / 12  # of the longest side: smaller faces are no portraits
TILTS_DEG: Final = (-18.0, 18.0, -36.0, 36.0)
FAR_SIDE_PX: Final = 1280  # of the copy that is searched for faces too small to be measured
MIN_NEIGHBORS: Final = 2
MAX_CANDIDATES: Final = 6  # of each search: those that most windows agree on
SAME_FACE_IOU: Final = 0.3

_EYES_SIDE_PX: Final = 160
_MAX_LEAN_DEG: Final = 20.0


@dataclass(frozen=True)
class FaceBox:
    """A square around the middle of a face, in pixels of the picture; the head leans clockwise by `tilt_deg`."""

    center: tuple[float, float]
    side: float
    tilt_deg: float = 0.0


def candidates(pixels: Pixels) -> Iterator[list[FaceBox]]:
    """Candidates on UInt8[H, W, 3], one search after the other, each wider than the previous.

    The caller stops at the first search that finds a face.
    """
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
    near = _Copy.of(gray, SEARCH_SIDE_PX)
    smallest = round(SEARCH_SIDE_PX * SMALLEST_SHARE)
    yield near.search("frontalface_default", smallest)
    yield [box for tilt in TILTS_DEG for box in near.search("frontalface_default", smallest, tilt, step=1.2)]
    yield near.search("profileface", smallest) + near.search("profileface", smallest, mirrored=True)
    far = _Copy.of(gray, FAR_SIDE_PX)
    yield far.search("frontalface_default", 28, max_side=round(FAR_SIDE_PX * SMALLEST_SHARE * 1.5), step=1.15)


def different_faces(boxes: list[FaceBox]) -> list[FaceBox]:
    """The largest box of each face."""
    kept: list[FaceBox] = []
    for box in sorted(boxes, key=lambda one: -one.side):
        if all(_overlap(box, other) < SAME_FACE_IOU for other in kept):
            kept.append(box)
    return kept


def _overlap(a: FaceBox, b: FaceBox) -> float:
    """Intersection over union, ignoring tilt."""
    sides = [
        max(0.0, (a.side + b.side) / 2 - max(abs(one - other), abs(a.side - b.side) / 2))
        for one, other in zip(a.center, b.center, strict=True)
    ]
    shared = sides[0] * sides[1]
    return shared / (a.side**2 + b.side**2 - shared)


@dataclass(frozen=True)
class _Copy:
    """A grey copy to search, `scale` times as large as the picture."""

    gray: Gray
    scale: float

    @classmethod
    def of(cls, gray: Gray, side_px: int) -> "_Copy":
        scale = side_px / max(gray.shape)
        interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        copy = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=interpolation)
        return cls(cv2.equalizeHist(copy).astype(np.uint8, copy=False), scale)

    def search(
        self,
        cascade: str,
        min_side: int,
        tilt_deg: float = 0.0,
        *,
        mirrored: bool = False,
        max_side: int = 0,
        step: float = 1.1,
    ) -> list[FaceBox]:
        height, width = self.gray.shape
        middle = ((width - 1) / 2, (height - 1) / 2)
        # The tilted copy keeps its size: a face in the lost corners would not be a portrait.
        turn = cv2.getRotationMatrix2D(middle, tilt_deg, 1.0)
        gray = cv2.warpAffine(self.gray, turn, (width, height)) if tilt_deg else self.gray
        gray = cv2.flip(gray, 1) if mirrored else gray
        found, hits = _cascade(cascade).detectMultiScale2(
            gray, step, MIN_NEIGHBORS, minSize=(min_side, min_side), maxSize=(max_side, max_side)
        )
        back = cv2.invertAffineTransform(turn)
        boxes = []
        for place in np.argsort(-np.asarray(hits, np.int64), kind="stable")[:MAX_CANDIDATES]:
            x, y, box_width, box_height = found[place]
            center_x, center_y = x + (box_width - 1) / 2, y + (box_height - 1) / 2
            center = back @ (width - 1 - center_x if mirrored else center_x, center_y, 1.0) / self.scale
            boxes.append(FaceBox((float(center[0]), float(center[1])), float(box_width / self.scale), tilt_deg))
        return boxes


_own = threading.local()


def _cascade(name: str) -> cv2.CascadeClassifier:
    """One per thread: a cascade stores intermediate pictures in itself."""
    loaded: dict[str, cv2.CascadeClassifier] = _own.__dict__.setdefault("cascades", {})
    if name not in loaded:
        loaded[name] = cv2.CascadeClassifier(_path(name))
    return loaded[name]


@cache
def _path(name: str) -> str:
    return str(Path(cv2.__file__).parent / "data" / f"haarcascade_{name}.xml")


def into_square(center: tuple[float, float], tilt_deg: float, scale: float, side_px: int) -> NDArray[np.float64]:
    """The affine map Float[2, 3] that brings `center` to the middle of a square of `side_px`, the head upright."""
    turn = np.asarray(cv2.getRotationMatrix2D(center, tilt_deg, scale), np.float64)
    turn[:, 2] += side_px / 2 - np.array(center)
    return turn


def eyes_in(pixels: Pixels, box: FaceBox) -> float | None:
    """The clockwise tilt of the line between the eyes in `box`, in degrees; None if two eyes are not found."""
    upright = into_square(box.center, box.tilt_deg, _EYES_SIDE_PX / box.side, _EYES_SIDE_PX)
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    upper = cv2.warpAffine(gray, upright, (_EYES_SIDE_PX, _EYES_SIDE_PX))[: _EYES_SIDE_PX * 6 // 10]
    upper = cv2.equalizeHist(upper)
    smallest, largest = _EYES_SIDE_PX // 8, _EYES_SIDE_PX * 2 // 5
    for cascade in ("eye", "eye_tree_eyeglasses"):
        found = _cascade(cascade).detectMultiScale(
            upper, 1.05, 3, minSize=(smallest, smallest), maxSize=(largest, largest)
        )
        middles = [(x + width / 2, y + height / 2) for x, y, width, height in found]
        left = [(x, y) for x, y in middles if 0.15 < x / _EYES_SIDE_PX < 0.47 and y / _EYES_SIDE_PX > 0.2]
        right = [(x, y) for x, y in middles if 0.53 < x / _EYES_SIDE_PX < 0.85 and y / _EYES_SIDE_PX > 0.2]
        leans = [np.degrees(np.arctan2(y1 - y0, x1 - x0)) for x0, y0 in left for x1, y1 in right]
        level = [float(lean) for lean in leans if abs(lean) < _MAX_LEAN_DEG]
        if level:
            return box.tilt_deg + min(level, key=abs)
    return None
