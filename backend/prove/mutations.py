"""Pictures of every accepted format, and damaged copies of them."""

import io
import random
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from prove.pictures import small_photos

Mutation = Callable[[random.Random, bytearray], bytearray]
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF")
# Values that break readers of sizes, lengths and offsets.
ODD_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def seed_pictures() -> dict[str, list[bytes]]:
    """A few valid pictures of each format: plain, progressive, grey, CMYK, palette, transparent, 16-bit, animated."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    photos = [Image.open(io.BytesIO(photo)).convert("RGB") for photo in small_photos(6, 160)]
    first = photos[0]
    exif = Image.Exif()
    exif[0x0112] = 6
    sixteen = Image.new("I;16", first.size, 40_000)
    see_through = first.convert("RGBA")
    see_through.putalpha(first.convert("L"))
    return {
        "JPEG": [
            *(_encoded(photo, "JPEG") for photo in photos[:3]),
            _encoded(first, "JPEG", progressive=True, exif=exif),
            _encoded(first.convert("L"), "JPEG"),
            _encoded(first.convert("CMYK"), "JPEG"),
        ],
        "PNG": [
            _encoded(first, "PNG"),
            _encoded(first.convert("P"), "PNG"),
            _encoded(see_through, "PNG"),
            _encoded(sixteen, "PNG"),
            _encoded(first.convert("1"), "PNG"),
        ],
        "WEBP": [_encoded(first, "WEBP"), _encoded(see_through, "WEBP", lossless=True)],
        "HEIF": [_encoded(first, "HEIF"), _encoded(photos[1], "HEIF", quality=30)],
        "AVIF": [_encoded(first, "AVIF", speed=10), _encoded(see_through, "AVIF", speed=10)],
        "GIF": [_encoded(first, "GIF"), _encoded(first, "GIF", save_all=True, append_images=photos[1:3])],
    }


def _encoded(image: Image.Image, name: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()


def mutate(seed: str, picture: bytes) -> bytes:
    """One damaged copy: one to four mutations, chosen by `seed`."""
    rng = random.Random(seed)
    content = bytearray(picture)
    for _ in range(rng.randint(1, 4)):
        if content:
            content = rng.choice(_MUTATIONS)(rng, content)
    if rng.random() < 0.5 and content.startswith(b"\x89PNG"):
        content = _with_correct_checksums(content)
    return bytes(content)


def _flip_bits(rng: random.Random, content: bytearray) -> bytearray:
    for _ in range(rng.choice((1, 2, 8, 64))):
        content[_position(rng, content)] ^= 1 << rng.randrange(8)
    return content


def _odd_number(rng: random.Random, content: bytearray) -> bytearray:
    form = rng.choice((">B", ">H", "<H", ">I", "<I"))
    number = rng.choice(ODD_NUMBERS) & (256 ** struct.calcsize(form) - 1)
    start = _position(rng, content)
    content[start : start + struct.calcsize(form)] = struct.pack(form, number)
    return content


def _cut_off(rng: random.Random, content: bytearray) -> bytearray:
    return content[: rng.randrange(len(content))]


def _cut_out(rng: random.Random, content: bytearray) -> bytearray:
    start = _position(rng, content)
    del content[start : start + rng.randint(1, 200)]
    return content


def _repeat(rng: random.Random, content: bytearray) -> bytearray:
    start = _position(rng, content)
    piece = content[start : start + rng.randint(1, 400)]
    content[start:start] = piece * rng.choice((1, 2, 50))
    return content


def _noise(rng: random.Random, content: bytearray) -> bytearray:
    start = _position(rng, content)
    content[start : start + rng.randint(1, 64)] = rng.randbytes(rng.randint(1, 64))
    return content


def _zeroes(rng: random.Random, content: bytearray) -> bytearray:
    start = _position(rng, content)
    length = min(rng.randint(1, 500), len(content) - start)
    content[start : start + length] = bytes(length)
    return content


_MUTATIONS: tuple[Mutation, ...] = (_flip_bits, _odd_number, _odd_number, _cut_off, _cut_out, _repeat, _noise, _zeroes)


def _position(rng: random.Random, content: bytearray) -> int:
    """A position; half of the time in the header, which contains the sizes."""
    return rng.randrange(min(len(content), 256) if rng.random() < 0.5 else len(content))


def _with_correct_checksums(content: bytearray) -> bytearray:
    """PNG chunks with corrected CRCs (ISO/IEC 15948, 5.3), so that a reader gets past them."""
    start = 8
    while start + 12 <= len(content):
        length = int.from_bytes(content[start : start + 4], "big")
        end = start + 8 + length
        if end + 4 > len(content):
            break
        content[end : end + 4] = struct.pack(">I", zlib.crc32(content[start + 4 : end]))
        start = end + 4
    return content
