"""A photo's metadata about its pixels: orientation and colour profile."""

import io
import struct
import zlib
from typing import Final

from PIL import Image, ImageCms

# Exceptions of Pillow's decoders on damaged bytes, found by feeding them mutated pictures.
DECODER_ERRORS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    LookupError,
    OverflowError,
    RuntimeError,
    struct.error,
    zlib.error,
)
# Turns that undo the EXIF orientations 2..8 (EXIF 2.32, 4.6.4).
_UPRIGHT_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNS_ON_THE_SIDE: Final = frozenset({5, 6, 7, 8})


def orientation(image: Image.Image) -> int:
    """EXIF orientation 1..8; damaged EXIF data counts as upright."""
    try:
        return int(image.getexif().get(0x0112, 1))
    except DECODER_ERRORS:
        return 1


def lies_on_side(orientation: int) -> bool:
    """Whether turning the photo upright swaps width and height."""
    return orientation in _TURNS_ON_THE_SIDE


def turn_upright(image: Image.Image, orientation: int) -> Image.Image:
    """Undo the orientation that the camera recorded."""
    turn = _UPRIGHT_TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def to_srgb(image: Image.Image, icc_profile: bytes | None) -> Image.Image:
    """Convert to RGB with the embedded profile; without one, or with a damaged one, treat it as sRGB."""
    if icc_profile:
        try:
            embedded, srgb = ImageCms.ImageCmsProfile(io.BytesIO(icc_profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, embedded, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, *DECODER_ERRORS):
            return image.convert("RGB")
        if converted is not None:
            return converted
    return image.convert("RGB")
