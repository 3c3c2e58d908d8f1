"""Kinds of photos that the models were not made for, made of ones they were: for showing that drift is noticed."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from app.vision.images import Pixels, encode_jpeg, read_picture, resize_to_fit

SMALL_PX: Final = 480


def dark(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A dim room: a quarter to two fifths of the light, and the noise of a sensor that makes up for it."""
    lit = pixels.astype(np.float32) * rng.uniform(0.25, 0.4)
    return (lit + rng.normal(0, 8, pixels.shape)).clip(0, 255).astype(np.uint8)


def drawing(pixels: Pixels, _rng: np.random.Generator) -> Pixels:
    """Coloured pencil: lines where edges are, pale colours between (Gastal and Oliveira 2011)."""
    return cv2.pencilSketch(pixels, sigma_s=40, sigma_r=0.08, shade_factor=0.04)[1].astype(np.uint8)


def another_camera(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """An old webcam: few pixels, a blue or orange cast, flat contrast, soft, noisy, much compressed."""
    small = resize_to_fit(pixels, SMALL_PX)
    tint = rng.choice([-1, 1]) * rng.uniform(0.12, 0.22)
    balanced = small.astype(np.float32) * (1 + tint, 1, 1 - tint) * 0.75 + 40
    soft = cv2.GaussianBlur(balanced, (0, 0), 1.2) + rng.normal(0, 6, small.shape)
    return read_picture(encode_jpeg(soft.clip(0, 255).astype(np.uint8), quality=35)).pixels


KINDS: Final[dict[str, Callable[[Pixels, np.random.Generator], Pixels]]] = {
    "dark photos": dark,
    "drawings": drawing,
    "another camera": another_camera,
}
