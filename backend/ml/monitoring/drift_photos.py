"""Changes ordinary photos into unusual kinds, to show that monitoring detects drift."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from app.vision.images import Pixels, encode_jpeg, read_picture, resize_to_fit

SMALL_PX: Final = 480


def dark(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A dim room: a quarter to two fifths of the light, and sensor noise."""
    lit = pixels.astype(np.float32) * rng.uniform(0.25, 0.4)
    return (lit + rng.normal(0, 8, pixels.shape)).clip(0, 255).astype(np.uint8)


def drawing(pixels: Pixels, _rng: np.random.Generator) -> Pixels:
    """Coloured pencil: lines along edges, pale colours between them (Gastal and Oliveira 2011)."""
    return cv2.pencilSketch(pixels, sigma_s=40, sigma_r=0.08, shade_factor=0.04)[1].astype(np.uint8)


def another_camera(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """An old webcam: few pixels, a blue or orange cast, low contrast, blur, noise and strong compression."""
    small = resize_to_fit(pixels, SMALL_PX)
    tint = rng.choice([-1, 1]) * rng.uniform(0.12, 0.22)
    balanced = small.astype(np.float32) * (1 + tint, 1, 1 - tint) * 0.75 + 40
    soft = cv2.GaussianBlur(balanced, (0, 0), 1.2) + rng.normal(0, 6, small.shape)
    return read_picture(encode_jpeg(soft.clip(0, 255).astype(np.uint8), quality=35)).pixels


def stubby_and_bright(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Imitates children's clothes: shorter for their width, small in the photo, in strong colours of any hue."""
    height, width = pixels.shape[:2]
    short = cv2.resize(pixels, (width, round(height * 0.7)), interpolation=cv2.INTER_AREA)
    hsv = cv2.cvtColor(short, cv2.COLOR_RGB2HSV).astype(np.int32)
    hsv[..., 0] = (hsv[..., 0] + rng.integers(180)) % 180
    hsv[..., 1] = (hsv[..., 1] * 1.5 + 40).clip(0, 255)
    bright: Pixels = cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB).astype(np.uint8)
    y, x = round(height * 0.15), round(width * 0.2)
    return cv2.copyMakeBorder(bright, y, y, x, x, cv2.BORDER_REPLICATE).astype(np.uint8)


KINDS: Final[dict[str, Callable[[Pixels, np.random.Generator], Pixels]]] = {
    "dark photos": dark,
    "drawings": drawing,
    "another camera": another_camera,
    "stubby and bright": stubby_and_bright,
}
