"""A photo's appearance in 64 bits: copies at another size, quality or format differ in a few of them.

A perceptual hash by the discrete cosine transform, bit for bit that of imagehash.phash (4.3), so that fingerprints
stored by earlier versions stay comparable: https://www.hackerfactor.com/blog/index.php?/archives/432-Looks-Like-It.html
"""

from typing import Final

import cv2
import numpy as np
from PIL import Image

from app.vision.images import Pixels, resize_to_fit

_FINGERPRINT_PX: Final = 256
_TRANSFORMED_PX: Final = 32
_FREQUENCIES: Final = 8  # the lowest ones in each direction


def fingerprint(pixels: Pixels) -> str:
    """Sixteen hexadecimal digits for UInt8[H, W, 3]."""
    picture = Image.fromarray(resize_to_fit(pixels, _FINGERPRINT_PX)).convert("L")
    small = picture.resize((_TRANSFORMED_PX, _TRANSFORMED_PX), Image.Resampling.LANCZOS)
    low = cv2.dct(np.asarray(small, np.float64))[:_FREQUENCIES, :_FREQUENCIES]
    # OpenCV's transform is orthonormal. The hash is defined on the plain one, whose first row and column are larger.
    low[0] *= np.sqrt(2)
    low[:, 0] *= np.sqrt(2)
    return np.packbits(low > np.median(low)).tobytes().hex()
