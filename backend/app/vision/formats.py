"""Detects a file's format from its first bytes; the errors that a person can get for a photo."""

from typing import Final, Literal, TypeAlias

Format: TypeAlias = Literal["jpeg", "png", "webp", "heic", "avif", "gif"]

TAKEN: Final = "JPEG, PNG, WebP, HEIC, AVIF or GIF"


class ImageRefused(ValueError):
    """A photo that is not accepted; `str(error)` tells the person why and what to do."""


class NotAnImage(ImageRefused):
    """The file is not a picture."""


class UnsupportedImage(ImageRefused):
    """A picture in an unsupported format."""


class BrokenImage(ImageRefused):
    """The picture is incomplete or damaged."""


class TooManyPixels(ImageRefused):
    """Decoding the picture would take more memory or time than one photo may."""


class PictureTooSmall(ImageRefused):
    """Too few pixels, or too narrow a strip, to show a garment."""


_AVIF_BRANDS: Final = {b"avif", b"avis"}
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_OTHER_PICTURES: Final = {
    b"II*\x00": "TIFF or camera raw",
    b"MM\x00*": "TIFF or camera raw",
    b"BM": "BMP",
    b"\x00\x00\x01\x00": "icon",
    b"8BPS": "Photoshop",
    b"\xff\x0a": "JPEG XL",
    b"\x00\x00\x00\x0cJXL ": "JPEG XL",
    b"\x00\x00\x00\x0cjP  ": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
}
_OTHER_FILES: Final = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"PK\x05\x06": "an empty ZIP archive",
    b"Rar!": "a RAR archive",
    b"\x1f\x8b": "a compressed archive",
    b"\x1a\x45\xdf\xa3": "a video",
    b"ID3": "a sound file",
}


def sniff_format(source: bytes) -> Format:
    """Name the format of `source` by its content.

    Raises NotAnImage for files that are not pictures and UnsupportedImage for pictures of other formats.
    """
    if not source:
        raise NotAnImage("The file is empty. Choose the photo again and send it once more.")
    if source.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if source.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if source.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if source[:4] == b"RIFF" and source[8:12] == b"WEBP":
        return "webp"
    if source[4:8] == b"ftyp":
        return _sniff_iso_media(source)
    for start, name in _OTHER_PICTURES.items():
        if source.startswith(start):
            raise UnsupportedImage(f"{name} pictures are not supported. Save the photo as {TAKEN} and send that.")
    raise NotAnImage(f"This file is {_describe(source)}, not a photo. Send a photo as {TAKEN}.")


def is_one_pass_jpeg(source: bytes) -> bool:
    """Whether a JPEG can be decoded scaled-down line by line: sequential, all its components in its first scan.

    Any other must be decoded as a whole (ITU-T T.81, B.2).
    """
    place, components, sequential = 2, 0, False
    while place + 4 <= len(source) and source[place] == 0xFF:
        marker = source[place + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD7 or marker == 0x01:  # filling, or a marker without a length
            place += 1 if marker == 0xFF else 2
            continue
        if marker == 0xDA:
            return sequential and source[place + 4 : place + 5] == bytes([components])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            sequential = marker in {0xC0, 0xC1}
            components = source[place + 9] if place + 9 < len(source) else 0
        place += 2 + int.from_bytes(source[place + 2 : place + 4], "big")
    return False


def _sniff_iso_media(source: bytes) -> Format:
    """Distinguish HEIC, AVIF and video by the brands in the `ftyp` box (ISO/IEC 14496-12, 4.3)."""
    length = min(int.from_bytes(source[:4], "big"), 256, len(source))
    brands = {source[start : start + 4] for start in (8, *range(16, length - 3, 4))}
    if brands & _AVIF_BRANDS:
        return "avif"
    if brands & _HEIC_BRANDS:
        return "heic"
    if brands & {b"mif1", b"msf1"}:
        raise UnsupportedImage(f"This kind of HEIF picture is not supported. Save it as {TAKEN} and send that.")
    raise NotAnImage("This file is a video, not a photo. Send a still photo of the garment.")


def _describe(source: bytes) -> str:
    for start, name in _OTHER_FILES.items():
        if source.startswith(start):
            return name
    head = source[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return "an SVG drawing"
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return "of another kind"
