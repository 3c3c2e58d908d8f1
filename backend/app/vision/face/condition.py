"""Whether a face is bright and sharp enough to be measured."""

from typing import Final

import cv2
import numpy as np

from app.vision.face.errors import Blurred, TooDark
from app.vision.face.landmarks import Points
from app.vision.images import Pixels

# The bright parts of a face (eyes, highlights) are far above this in well-lit pictures of people of all complexions.
MIN_BRIGHT: Final = 40  # of 255: 95th percentile of lightness
SHARPNESS_SIDE_PX: Final = 64  # every face is judged at this size, large or small
# The least sharp of 97 street portraits has 0.08; blurred by 3 % of the face's width, half of them fall below 0.027.
MIN_SHARPNESS: Final = 0.03


def check_light(pixels: Pixels, outline: Points | None = None) -> None:
    """Checks the face within `outline` Float[n, 2], or all of UInt8[H, W, 3]. Raises: TooDark."""
    gray = cv2.cvtColor(_face(pixels, outline), cv2.COLOR_RGB2GRAY)
    if np.percentile(gray, 95) < MIN_BRIGHT:
        raise TooDark


def check_sharpness(pixels: Pixels, outline: Points) -> None:
    """Raises: Blurred."""
    if sharpness(pixels, outline) < MIN_SHARPNESS:
        raise Blurred


def sharpness(pixels: Pixels, outline: Points) -> float:
    """Energy of the finest detail at `SHARPNESS_SIDE_PX`, as a share of all contrast in the face.

    The Laplacian's variance (J. L. Pech-Pacheco and others: "Diatom autofocusing in brightfield microscopy", ICPR
    2000) over the variance of lightness, so that neither light nor complexion counts.
    """
    gray = cv2.cvtColor(_face(pixels, outline), cv2.COLOR_RGB2GRAY)
    scale = SHARPNESS_SIDE_PX / max(gray.shape)
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=interpolation).astype(np.float32)
    return float(cv2.Laplacian(small, cv2.CV_32F).var() / max(float(small.var()), 1.0))


def _face(pixels: Pixels, outline: Points | None) -> Pixels:
    if outline is None:
        return pixels
    height, width = pixels.shape[:2]
    left, top = np.clip(np.floor(outline.min(axis=0)).astype(int), 0, (width - 2, height - 2))
    right, bottom = np.clip(np.ceil(outline.max(axis=0)).astype(int), (left + 2, top + 2), (width, height))
    return pixels[top:bottom, left:right]
