"""Photos to upload, like a phone's: the CC0 photos of the tests, enlarged to 12 megapixels, each with other grain."""

from pathlib import Path

import cv2
import numpy as np

from app.vision.images import Pixels, read_picture

PICTURES = Path(__file__).resolve().parents[1] / "tests" / "pictures"
LONGEST_SIDE_PX = 4000
GRAIN = 3.0  # deviation of eight-bit values: files come to about 3 MB
QUALITY = 90


def garment_pixels(count: int) -> list[Pixels]:
    """Photos of the tests, spread over the classes."""
    paths = sorted(PICTURES.rglob("*.jpg"))
    chosen = [paths[place] for place in np.linspace(0, len(paths) - 1, count).round().astype(int)]
    return [read_picture(path).pixels for path in chosen]


def phone_photos(count: int) -> list[bytes]:
    random = np.random.default_rng(1)
    photos = []
    for pixels in garment_pixels(count):
        scale = LONGEST_SIDE_PX / max(pixels.shape)
        large = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        grain = random.normal(0, GRAIN, large.shape[:2])[..., None]
        picture = np.clip(large + grain, 0, 255).astype(np.uint8)
        photos.append(cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes())
    return photos
