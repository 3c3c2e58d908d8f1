"""What a photo looks like in 64 bits: copies at another size, quality or format differ in a few of them.

A perceptual hash by the discrete cosine transform (imagehash.phash).
"""

from typing import Final

from PIL import Image

from app.vision.images import Pixels, resize_to_fit

_FINGERPRINT_PX: Final = 256


def fingerprint(pixels: Pixels) -> str:
    """Sixteen hexadecimal digits for UInt8[H, W, 3]."""
    import imagehash  # here, because it brings SciPy's transforms along

    return str(imagehash.phash(Image.fromarray(resize_to_fit(pixels, _FINGERPRINT_PX))))
