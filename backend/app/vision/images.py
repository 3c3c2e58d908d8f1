"""From the bytes of a photo to checked, upright sRGB pixels, and back to bytes without metadata.

This is the one place where a photo from outside is opened. What a file is, is told by its first bytes, never
by its name; its size in pixels is read from the header before anything is decoded.
"""

import io
import struct
import threading
import warnings
import zlib
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from app.vision.formats import (
    BrokenImage,
    Format,
    ImageRefused,
    NotAnImage,
    PictureTooSmall,
    TooManyPixels,
    UnsupportedImage,
    sniff_format,
)

__all__ = [
    "WORKING_SIDE_PX",
    "BrokenImage",
    "ImageRefused",
    "Mask",
    "NotAnImage",
    "Picture",
    "PictureTooSmall",
    "Pixels",
    "TooManyPixels",
    "UnsupportedImage",
    "decode_mask",
    "encode_jpeg",
    "encode_mask",
    "encode_png",
    "encode_webp",
    "letterbox",
    "read_picture",
    "resize_to_fit",
]

Pixels: TypeAlias = NDArray[np.uint8]  # [height, width, 3], RGB, sRGB
Mask: TypeAlias = NDArray[np.bool_]  # [height, width], true on the garment

WORKING_SIDE_PX: Final = 1280  # every later step works on a photo of at most this size
MAX_PIXELS: Final = 80_000_000
MIN_SIDE_PX: Final = 32
MAX_ASPECT: Final = 20

_PILLOW_NAMES: Final[dict[Format, str]] = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "heic": "HEIF",
    "avif": "AVIF",
    "gif": "GIF",
}
# What Pillow's decoders raise on damaged bytes, found by feeding them mutated pictures.
_DECODER_ERRORS: Final = (
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

# The size is checked here, stricter than Pillow's own warning, which would only fill the log.
warnings.simplefilter("ignore", Image.DecompressionBombWarning)

# A picture that cannot be decoded scaled-down needs up to 16 bytes a pixel for a moment: one such at a time.
_LARGE_PIXELS: Final = 16_000_000
_one_large_picture = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """A photo, decoded: upright, sRGB, transparency flattened on white."""

    pixels: Pixels
    width_px: int  # of the upright original, before scaling
    height_px: int
    format: Format


def read_picture(source: bytes | Path, longest_side_px: int = WORKING_SIDE_PX) -> Picture:
    """Decode a photo to at most `longest_side_px`, never enlarged.

    Raises NotAnImage, UnsupportedImage, BrokenImage, TooManyPixels or PictureTooSmall, all ImageRefused.
    """
    content = source.read_bytes() if isinstance(source, Path) else source
    picture_format = sniff_format(content)
    if picture_format == "heic":
        _register_heic()
    try:
        with Image.open(io.BytesIO(content), formats=[_PILLOW_NAMES[picture_format]]) as image:
            _check_size(*image.size)
            original_size = image.size
            large = picture_format != "jpeg" and image.width * image.height > _LARGE_PIXELS
            with _one_large_picture if large else nullcontext():
                image.draft(None, (longest_side_px, longest_side_px))
                image.load()
                small = _reduce(_flatten(image), longest_side_px)
            turn = _UPRIGHT_TURNS.get(_orientation(image))
            small = _to_srgb(small, image.info.get("icc_profile"))
    except ImageRefused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except _DECODER_ERRORS as error:
        raise BrokenImage(
            "The photo is cut off or damaged and cannot be opened. Send it again, or export it anew as JPEG."
        ) from error
    if turn is not None:
        small = small.transpose(turn)
    turned = turn is not None and turn.name in {"TRANSPOSE", "ROTATE_270", "TRANSVERSE", "ROTATE_90"}
    width_px, height_px = original_size[::-1] if turned else original_size
    pixels = resize_to_fit(np.asarray(small), longest_side_px)
    return Picture(pixels, width_px, height_px, picture_format)


def resize_to_fit(pixels: Pixels, longest_side_px: int) -> Pixels:
    """Scale down so that the longest side is `longest_side_px`; smaller pictures come back as they are."""
    height, width = pixels.shape[:2]
    scale = longest_side_px / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def letterbox(pixels: Pixels, size_px: int, fill: int = 114) -> Pixels:
    """Fit the whole picture into a square of `size_px`, centred on grey `fill`: UInt8[size_px, size_px, 3].

    The one transform shared by training, evaluation and serving of the classifier; it enlarges small pictures.
    """
    height, width = pixels.shape[:2]
    scale = size_px / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    left, top = (size_px - size[0]) // 2, (size_px - size[1]) // 2
    square = np.full((size_px, size_px, 3), fill, np.uint8)
    square[top : top + size[1], left : left + size[0]] = cv2.resize(pixels, size, interpolation=interpolation)
    return square


def encode_jpeg(pixels: Pixels, quality: int = 88) -> bytes:
    """JPEG without metadata."""
    return _encode(Image.fromarray(pixels), "JPEG", quality=quality, optimize=True, progressive=True)


def encode_webp(pixels: Pixels, mask: Mask | None = None, quality: int = 85) -> bytes:
    """WebP without metadata; with a mask, what lies outside it is transparent."""
    return _encode(_with_alpha(pixels, mask), "WEBP", quality=quality, method=4)


def encode_png(pixels: Pixels, mask: Mask | None = None) -> bytes:
    """PNG without metadata; with a mask, what lies outside it is transparent."""
    return _encode(_with_alpha(pixels, mask), "PNG")


def encode_mask(mask: Mask) -> bytes:
    """One-bit PNG: exactly the mask."""
    return _encode(Image.fromarray(mask), "PNG")


def decode_mask(content: bytes) -> Mask:
    """The mask that `encode_mask` wrote."""
    with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
        return np.asarray(image.convert("1"), np.bool_)


def _encode(image: Image.Image, name: str, **options: int | bool) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()


def _with_alpha(pixels: Pixels, mask: Mask | None) -> Image.Image:
    if mask is None:
        return Image.fromarray(pixels)
    # Soften the stair-steps of the yes-or-no mask over about one pixel.
    alpha = cv2.GaussianBlur(mask.astype(np.uint8) * np.uint8(255), (3, 3), 0)
    return Image.fromarray(np.dstack([pixels, alpha]))


def _register_heic() -> None:
    import pillow_heif  # 30 ms and 10 MB that most photos never need

    pillow_heif.register_heif_opener()


def _too_many_pixels() -> TooManyPixels:
    limit = MAX_PIXELS // 1_000_000
    return TooManyPixels(f"The photo has more than {limit} million pixels. Scale it down and send it again.")


def _check_size(width_px: int, height_px: int) -> None:
    if width_px * height_px > MAX_PIXELS:
        raise _too_many_pixels()
    if min(width_px, height_px) < MIN_SIDE_PX:
        raise PictureTooSmall(
            f"The photo is {width_px} x {height_px} pixels, too small to show a garment. "
            f"Send one of at least {MIN_SIDE_PX} pixels on each side."
        )
    if max(width_px, height_px) > MAX_ASPECT * min(width_px, height_px):
        raise PictureTooSmall(
            f"The photo is a strip of {width_px} x {height_px} pixels, too narrow to show a garment. "
            "Send the whole photo, uncropped."
        )


def _flatten(image: Image.Image) -> Image.Image:
    """Bring any mode to L, RGB or CMYK, or to premultiplied RGBa where there is transparency."""
    if image.mode.startswith("I"):  # sixteen bits a pixel: keep the upper eight
        return Image.fromarray((np.asarray(image).astype(np.int32).clip(0, 65535) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        return image.convert("RGBA").convert("RGBa")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _reduce(image: Image.Image, longest_side_px: int) -> Image.Image:
    """Average whole blocks of pixels while `longest_side_px` or more is left; lay what is clear on white."""
    factor = max(image.size) // longest_side_px
    reduced = image.reduce(factor) if factor > 1 else image
    if reduced.mode != "RGBa":
        return reduced
    straight = reduced.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", straight.size, "white"), straight).convert("RGB")


def _orientation(image: Image.Image) -> int:
    """EXIF orientation 1..8; damaged EXIF data counts as upright."""
    try:
        return int(image.getexif().get(0x0112, 1))
    except _DECODER_ERRORS:
        return 1


def _to_srgb(image: Image.Image, icc_profile: bytes | None) -> Image.Image:
    """Convert to RGB through the embedded profile; without one, or with a damaged one, as sRGB."""
    if icc_profile:
        try:
            embedded, srgb = ImageCms.ImageCmsProfile(io.BytesIO(icc_profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, embedded, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, *_DECODER_ERRORS):
            return image.convert("RGB")
        if converted is not None:
            return converted
    return image.convert("RGB")
