"""Drawn things that hold garments and are none: hangers behind tops and dresses, clips and bars on trousers, tags.

A photo of a garment on a hanger shows the hook above the neck and a piece of each shoulder; trousers and skirts hang
from a bar by two clips that lie over the waist. The network learns them as surroundings.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from app.vision.images import Mask, Pixels

COLORS: Final = (
    *((20, 20, 20), (60, 60, 60), (150, 150, 155), (190, 190, 195), (235, 235, 235), (250, 250, 250)),  # wire, plastic
    *((150, 110, 70), (190, 150, 100), (110, 75, 45)),  # wood
    *((60, 90, 170), (200, 90, 120), (70, 140, 90)),  # coloured plastic
)


def hang(picture: Pixels, mask: Mask, kind: str, random: np.random.Generator) -> Mask:
    """Draw, in place, what the garment hangs from on a picture without it.

    Returns where clips cover the garment.
    """
    over = np.zeros(mask.shape, np.uint8)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, left, right = int(rows[0]), int(columns[0]), int(columns[-1])
    color = tuple(int(value) for value in np.array(COLORS[random.integers(len(COLORS))]) + random.integers(-10, 11))
    thickness = max(1, round((rows[-1] - top) * random.uniform(0.006, 0.025)))
    if kind == "bottom":
        _bar_with_clips(picture, over, (top, left, right), color, thickness, random)
    else:
        _shoulders(picture, (top, left, right), _neck(mask, top), color, thickness, random)
    return over.astype(np.bool_)


def tag(picture: Pixels, mask: Mask, random: np.random.Generator) -> None:
    """A white or coloured card on a thread beside the garment's edge, in place."""
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=len)[:, 0]
    x, y = (int(value) for value in outline[random.integers(len(outline))])
    size = random.uniform(0.05, 0.13) * max(mask.shape)
    away = random.uniform(-1, 1, 2) * size * 1.5
    center = (float(x + away[0]), float(y + away[1]))
    color = tuple(int(value) for value in random.integers(150, 256, 3))
    cv2.line(picture, (x, y), (round(center[0]), round(center[1])), (120, 120, 120), 1, cv2.LINE_AA)
    corners = cv2.boxPoints((center, (size, size * random.uniform(0.5, 0.8)), float(random.uniform(0, 180))))
    cv2.fillPoly(picture, [corners.round().astype(np.int32)], color, cv2.LINE_AA)


def _neck(mask: Mask, top: int) -> int:
    """The column in the middle of what reaches highest, where the hook comes out."""
    height = int(np.flatnonzero(mask.any(axis=1))[-1]) - top
    return int(np.flatnonzero(mask[top : top + max(2, height // 10)].any(axis=0)).mean())


def _shoulders(
    picture: Pixels,
    place: tuple[int, int, int],
    neck: int,
    color: tuple[int, ...],
    thickness: int,
    random: np.random.Generator,
) -> None:
    top, left, right = place
    width = right - left
    rise = round(width * random.uniform(0.03, 0.12))  # of the hanger's middle above the garment's top, often hidden
    middle = (neck, top + round(width * random.uniform(-0.02, 0.1)) - rise // 2)
    reach = width * random.uniform(0.2, 0.42)
    slope = random.uniform(0.15, 0.45)
    for side in (-1, 1):
        end = (round(neck + side * reach), round(middle[1] + reach * slope))
        cv2.line(picture, middle, end, color, thickness * 2, cv2.LINE_AA)
    _hook(picture, middle, width * random.uniform(0.05, 0.11), color, thickness, random)


def _bar_with_clips(
    picture: Pixels,
    over: NDArray[np.uint8],
    place: tuple[int, int, int],
    color: tuple[int, ...],
    thickness: int,
    random: np.random.Generator,
) -> None:
    top, left, right = place
    width = right - left
    height = top - round(width * random.uniform(0.02, 0.12))
    cv2.line(picture, (left, height), (right, height), color, thickness, cv2.LINE_AA)
    clip = (max(2, round(width * random.uniform(0.04, 0.09))), max(3, round(width * random.uniform(0.06, 0.14))))
    for share in (random.uniform(0.03, 0.25), random.uniform(0.75, 0.97)):
        x = left + round(share * width)
        for target, paint in ((picture, color), (over, 1)):
            corner = (x - clip[0] // 2, height), (x + clip[0] // 2, max(height + clip[1], top + clip[1] // 2))
            cv2.rectangle(target, *corner, paint, cv2.FILLED)
    _hook(picture, ((left + right) // 2, height), width * random.uniform(0.05, 0.11), color, thickness, random)


def _hook(
    picture: Pixels,
    foot: tuple[int, int],
    radius: float,
    color: tuple[int, ...],
    thickness: int,
    random: np.random.Generator,
) -> None:
    stem = round(radius * random.uniform(0.6, 2.0))
    center = (foot[0], round(foot[1] - stem - radius))
    cv2.line(picture, foot, (foot[0], foot[1] - stem), color, thickness, cv2.LINE_AA)
    turn = 1 if random.random() < 0.5 else -1
    start, end = (90, -90) if turn > 0 else (90, 270)
    cv2.ellipse(
        picture, center, (round(radius), round(radius)), 0, start, end + turn * -40, color, thickness, cv2.LINE_AA
    )
