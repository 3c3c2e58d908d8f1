"""Changes of light, camera and compression, applied to each garment separately.

Garments cut from one photo share its light, sharpness and compression. Without separate changes a network learns to
recognise the photo instead of the outfit. The ranges are part of the protocol (ml/compatibility/protocol.py). Views are
UInt8[size, size, 4] as from `garment_view`; only the garment's own pixels change.
"""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

View = NDArray[np.uint8]
Change = Callable[[View, np.random.Generator], View]


def relit(view: View, rng: np.random.Generator) -> View:
    """Other light: gamma 0.75..1.33, each channel x 0.88..1.12, all x 0.85..1.15."""
    gamma = np.exp(rng.uniform(np.log(0.75), np.log(1.33)))
    gains = rng.uniform(0.88, 1.12, 3) * rng.uniform(0.85, 1.15)
    levels = np.linspace(0, 1, 256)[:, None] ** gamma * gains * 255
    table = levels.clip(0, 255).round().astype(np.uint8)
    changed = np.dstack([table[view[..., channel], channel] for channel in range(3)])
    return _on_garment(changed, view, background=view[..., :3])


def degraded(view: View, rng: np.random.Generator) -> View:
    """Another camera and file: scaled to 0.45..1 and back, blur sigma 0..1.1, noise sigma 0..5, JPEG 45..95."""
    size = view.shape[0]
    small = max(1, round(size * rng.uniform(0.45, 1)))
    pixels = cv2.resize(view[..., :3], (small, small), interpolation=cv2.INTER_AREA)
    pixels = cv2.resize(pixels, (size, size), interpolation=cv2.INTER_LINEAR)
    sigma = rng.uniform(0, 1.1)
    if sigma > 0.1:  # at less, the kernel is a single pixel
        pixels = cv2.GaussianBlur(pixels, (0, 0), sigma)
    noise = rng.normal(0, rng.uniform(0, 5), pixels.shape)
    pixels = (pixels + noise).clip(0, 255).round().astype(np.uint8)
    quality = int(rng.integers(45, 96))
    _, file = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = np.asarray(cv2.imdecode(file, cv2.IMREAD_COLOR), np.uint8)[..., ::-1]
    return _on_garment(decoded, view, background=np.full_like(decoded, 255))


def both(view: View, rng: np.random.Generator) -> View:
    """Relit, then degraded."""
    return degraded(relit(view, rng), rng)


def as_is(view: View, rng: np.random.Generator) -> View:
    """No change; `rng` is not used."""
    del rng
    return view


CHANGES: Final[dict[str, Change]] = {"as is": as_is, "relit": relit, "degraded": degraded, "both": both}


def changed_views(views: NDArray[np.uint8], rows: NDArray[np.int64], way: str, seed: int) -> NDArray[np.uint8]:
    """The views of `rows`, each changed with its own random stream of `seed`: UInt8[rows, size, size, 4]."""
    change = CHANGES[way]
    return np.stack([change(views[row], np.random.default_rng([seed, int(row)])) for row in rows])


def _on_garment(changed: NDArray[np.uint8], view: View, background: NDArray[np.uint8]) -> View:
    share = view[..., 3:].astype(np.float32) / 255
    pixels = share * changed + (1 - share) * background
    return np.dstack([pixels.round().astype(np.uint8), view[..., 3]])
