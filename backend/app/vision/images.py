"""From the bytes of a photo to checked, upright sRGB pixels, and back to bytes without metadata.

The only place where photos from outside are opened. Their format comes from their first bytes, never from their name;
their size in pixels is read from the header before anything is decoded.
"""

import io
import threading
import warnings
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.vision.formats import (
    BrokenImage,
    Format,
    ImageRefused,
    NotAnImage,
    PictureTooSmall,
    TooManyPixels,
    UnsupportedImage,
    is_one_pass_jpeg,
    sniff_format,
)
from app.vision.metadata import DECODER_ERRORS, lies_on_side, orientation, to_srgb, turn_upright

__all__ = [
    "WORKING_SIDE_PX",
    "Alpha",
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
    "shrink_quickly",
]

Pixels: TypeAlias = NDArray[np.uint8]  # [height, width, 3], RGB, sRGB
Mask: TypeAlias = NDArray[np.bool_]  # [height, width], true on the garment
Alpha: TypeAlias = NDArray[np.uint8]  # [height, width], 255 on the garment

WORKING_SIDE_PX: Final = 1280  # every later step works on a photo of at most this size
MAX_PIXELS: Final = 200_000_000  # of a JPEG that can be decoded scaled-down: at most 70 MB and one second
MAX_WHOLE_PIXELS: Final = 50_000_000  # of pictures that must be decoded whole: phones make up to 48 million
MAX_WEBP_PIXELS: Final = 25_000_000  # Pillow's WebP decoder holds 16 bytes per pixel, the others about 4
MAX_JPEG_SCANS: Final = 64  # encoders write about ten; every scan processes the whole picture
MIN_SIDE_PX: Final = 32
WEBP_EFFORT: Final = 0  # 0..6: 2 takes 1.7 times as long for 27 % fewer bytes, at the same likeness (SSIM 0.978)
# The opacity along an outline has 16 levels: WebP packs no more than that in little time.
OPACITIES: Final = np.round(np.arange(256) / 17).astype(np.uint8) * np.uint8(17)
MAX_ASPECT: Final = 20
SHRINK_BETWEEN: Final = 0.6  # of the side: below, pixels between the samples would be left out
OPAQUE: Final = 127  # alpha above it belongs to the garment
MIN_CLEAR_SHARE: Final = 0.05  # of the picture: less is a rounded corner, no cut-out

_PILLOW_NAMES: Final[dict[Format, str]] = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "heic": "HEIF",
    "avif": "AVIF",
    "gif": "GIF",
}
# Pillow's own check comes first and must not be stricter: at this size it warns, which only fills the log, and at
# twice this size it refuses.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("ignore", Image.DecompressionBombWarning)

# A picture that must be decoded whole briefly needs several bytes per pixel: one large picture at a time.
_LARGE_PIXELS: Final = 12_000_000
_one_large_picture = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """A decoded photo: upright, sRGB, transparency flattened on white."""

    pixels: Pixels
    width_px: int  # of the upright original, before scaling
    height_px: int
    format: Format
    own_mask: Mask | None = None  # what is not transparent, where the photo was cut out before it came here


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
            whole = picture_format != "jpeg" or not is_one_pass_jpeg(content)
            _check_size(*image.size, _max_pixels(picture_format, whole))
            if picture_format == "jpeg" and whole and content.count(b"\xff\xda") > MAX_JPEG_SCANS:
                raise BrokenImage("The photo is stored in too many passes to be opened. Export it again as JPEG.")
            original_size = image.size
            large = whole and image.width * image.height > _LARGE_PIXELS
            with _one_large_picture if large else nullcontext():
                _decode_scaled_down(image, longest_side_px)
                image.load()
                small = _reduce(image, longest_side_px)
            way_up = orientation(image)
            alpha = turn_upright(small.getchannel("A"), way_up) if small.mode == "RGBA" else None
            small = turn_upright(to_srgb(_flattened(small), image.info.get("icc_profile")), way_up)
    except ImageRefused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(MAX_WHOLE_PIXELS) from error
    except DECODER_ERRORS as error:
        raise BrokenImage(
            "The photo is incomplete or damaged and cannot be opened. Send it again, or export it again as JPEG."
        ) from error
    width_px, height_px = original_size[::-1] if lies_on_side(way_up) else original_size
    pixels = resize_to_fit(np.asarray(small), longest_side_px)
    own_mask = resize_to_fit(np.asarray(alpha), longest_side_px) > OPAQUE if alpha else None
    if own_mask is not None and not MIN_CLEAR_SHARE <= 1 - own_mask.mean() < 1:
        own_mask = None
    return Picture(pixels, width_px, height_px, picture_format, own_mask)


def resize_to_fit(pixels: Pixels, longest_side_px: int) -> Pixels:
    """Scale down so that the longest side is `longest_side_px`; smaller pictures are returned unchanged.

    UInt8[H, W, 3] or UInt8[H, W].
    """
    height, width = pixels.shape[:2]
    scale = longest_side_px / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def shrink_quickly(pixels: Pixels, longest_side_px: int) -> Pixels:
    """As `resize_to_fit`, for pictures to be looked at: to less than half by areas, else between neighbours.

    A fifth of the time; the two differ by less than a JPEG's coding does (51 dB).
    """
    scale = longest_side_px / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    height, width = pixels.shape[:2]
    if scale < SHRINK_BETWEEN:
        return resize_to_fit(shrink_quickly(pixels, 2 * longest_side_px), longest_side_px)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def letterbox(pixels: Pixels, size_px: int, fill: int = 114) -> Pixels:
    """Fit the whole picture into a square of `size_px`, centred on grey `fill`: UInt8[size_px, size_px, 3].

    UInt8[H, W] becomes UInt8[size_px, size_px]. The one transform shared by training, evaluation and serving of the
    classifier; it enlarges small pictures.
    """
    height, width = pixels.shape[:2]
    scale = size_px / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    left, top = (size_px - size[0]) // 2, (size_px - size[1]) // 2
    square = np.full((size_px, size_px, *pixels.shape[2:]), fill, np.uint8)
    square[top : top + size[1], left : left + size[0]] = cv2.resize(pixels, size, interpolation=interpolation)
    return square


def encode_jpeg(pixels: Pixels, quality: int = 88) -> bytes:
    """JPEG without metadata.

    Neither optimised nor progressive: the same pixels in a quarter of the time for 5 % more bytes.
    """
    return _encode(Image.fromarray(pixels), "JPEG", quality=quality)


def encode_webp(pixels: Pixels, mask: Mask | Alpha | None = None, quality: int = 85) -> bytes:
    """WebP without metadata; with a mask, pixels outside it are transparent."""
    return _encode(_with_alpha(pixels, mask), "WEBP", quality=quality, method=WEBP_EFFORT)


def encode_png(pixels: Pixels, mask: Mask | Alpha | None = None) -> bytes:
    """PNG without metadata; with a mask, pixels outside it are transparent."""
    return _encode(_with_alpha(pixels, mask), "PNG")


def encode_mask(mask: Mask) -> bytes:
    """One-bit PNG: exactly the mask."""
    # By OpenCV, in half of Pillow's time.
    options = [cv2.IMWRITE_PNG_BILEVEL, 1, cv2.IMWRITE_PNG_COMPRESSION, 1]
    return cv2.imencode(".png", mask.astype(np.uint8) * np.uint8(255), options)[1].tobytes()


def decode_mask(content: bytes) -> Mask:
    """The mask that `encode_mask` wrote."""
    with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
        return np.asarray(image.convert("1"), np.bool_)


def _encode(image: Image.Image, name: str, **options: int | bool) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()


def _with_alpha(pixels: Pixels, mask: Mask | Alpha | None) -> Image.Image:
    if mask is None:
        return Image.fromarray(pixels)
    whole: Alpha = (mask * np.uint8(255) if mask.dtype == np.bool_ else mask).astype(np.uint8, copy=False)
    # Soften the stair-steps of a binary mask over about one pixel.
    alpha = cv2.LUT(cv2.GaussianBlur(whole, (3, 3), 0), OPACITIES)
    return Image.fromarray(cv2.merge([pixels, alpha]))


def _register_heic() -> None:
    import pillow_heif  # imported here: 30 ms and 10 MB that most photos never need

    pillow_heif.register_heif_opener()


def _too_many_pixels(limit: int) -> TooManyPixels:
    return TooManyPixels(
        f"The photo has more than {limit // 1_000_000} million pixels, more than can be opened in this format. "
        "Scale it down and send it again."
    )


def _max_pixels(picture_format: Format, whole: bool) -> int:
    if not whole:
        return MAX_PIXELS
    return MAX_WEBP_PIXELS if picture_format == "webp" else MAX_WHOLE_PIXELS


def _check_size(width_px: int, height_px: int, max_pixels: int) -> None:
    if width_px * height_px > max_pixels:
        raise _too_many_pixels(max_pixels)
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


def _decode_scaled_down(image: Image.Image, longest_side_px: int) -> None:
    """Let libjpeg skip detail that is not needed: of a usual photo by its shorter side, of a long one by its longer."""
    wanted = (longest_side_px, longest_side_px)
    by_shorter_side = max(1, min(image.size) // longest_side_px)
    if image.width * image.height > MAX_WHOLE_PIXELS * by_shorter_side**2:
        scale = longest_side_px / max(image.size)
        wanted = (round(image.width * scale), round(image.height * scale))
    image.draft(None, wanted)


def _flattened(image: Image.Image) -> Image.Image:
    """What is transparent, on white."""
    if image.mode != "RGBA":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def _reduce(image: Image.Image, longest_side_px: int) -> Image.Image:
    """L, RGB, RGBA or CMYK, averaged over whole blocks of pixels as long as `longest_side_px` or more remain.

    Done in bands, so that a large picture is never copied as a whole.
    """
    factor = max(1, max(image.size) // longest_side_px)
    if factor == 1:
        return _reduce_band(image, factor)
    rows = factor * 64
    bands = [
        _reduce_band(image.crop((0, top, image.width, min(top + rows, image.height))), factor)
        for top in range(0, image.height, rows)
    ]
    reduced = Image.new(bands[0].mode, (bands[0].width, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        reduced.paste(band, (0, top))
        top += band.height
    return reduced


def _reduce_band(band: Image.Image, factor: int) -> Image.Image:
    if band.mode.startswith("I"):  # sixteen bits a pixel: keep the upper eight
        band = Image.fromarray((np.asarray(band).astype(np.int32).clip(0, 65535) >> 8).astype(np.uint8))
    elif band.has_transparency_data:
        # Averaged with transparent pixels weighing nothing.
        return band.convert("RGBA").convert("RGBa").reduce(factor).convert("RGBA")
    elif band.mode not in {"L", "RGB", "CMYK"}:
        band = band.convert("L" if band.mode == "1" else "RGB")
    return band.reduce(factor)
