"""Photos to upload: the CC0 photos of the tests, downscaled, in any number of copies with different digests."""

import io
from pathlib import Path

from PIL import Image

PICTURES = Path(__file__).resolve().parents[1] / "tests" / "pictures"


def small_photos(count: int, longest_side_px: int = 240) -> list[bytes]:
    """Small JPEGs, which decode quickly."""
    small = []
    for path in sorted(PICTURES.rglob("*.jpg"))[:: max(1, len(list(PICTURES.rglob("*.jpg"))) // count)][:count]:
        with Image.open(path) as image:
            image.thumbnail((longest_side_px, longest_side_px))
            buffer = io.BytesIO()
            image.convert("RGB").save(buffer, "JPEG")
            small.append(buffer.getvalue())
    return small


def another_copy(photo: bytes, word: str) -> bytes:
    """The same JPEG with the comment `word` (ISO/IEC 10918-1, B.2.4.5): the same pixels, other bytes."""
    comment = word.encode()
    return photo[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + photo[2:]
