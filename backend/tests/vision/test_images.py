"""Every usual format of a photo shows the same garment; everything else is refused early."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from app.vision.formats import BrokenImage, NotAnImage, PictureTooSmall, TooManyPixels, UnsupportedImage
from app.vision.images import (
    MAX_WHOLE_PIXELS,
    Pixels,
    _decode_scaled_down,
    encode_jpeg,
    letterbox,
    read_picture,
)

PHOTO = sorted((Path(__file__).parents[1] / "pictures" / "shirt").glob("*.jpg"))[0]
ORIENTATION = 0x0112
pillow_heif.register_heif_opener()


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    """A real garment, 240 x 320, without metadata."""
    return Image.open(PHOTO).convert("RGB").resize((240, 320))


def saved(image: Image.Image, name: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()


def mean_difference(found: Pixels, image: Image.Image) -> float:
    return float(np.abs(found.astype(float) - np.asarray(image.convert("RGB"), float)).mean())


@pytest.mark.parametrize(
    ("name", "options", "kind"),
    [
        ("JPEG", {"quality": 95}, "jpeg"),
        ("JPEG", {"quality": 95, "progressive": True}, "jpeg"),
        ("PNG", {}, "png"),
        ("WEBP", {"quality": 95}, "webp"),
        ("HEIF", {"quality": 95}, "heic"),
        ("AVIF", {"quality": 95}, "avif"),
    ],
)
def test_usual_formats_show_the_same_garment(photo: Image.Image, name: str, options: dict[str, object], kind: str):
    read = read_picture(saved(photo, name, **options))
    assert read.format == kind
    assert (read.width_px, read.height_px) == photo.size
    assert mean_difference(read.pixels, photo) < 4


@pytest.mark.parametrize(
    ("mode", "name", "far"),
    [("L", "JPEG", 4), ("L", "PNG", 1), ("P", "PNG", 8), ("P", "GIF", 8), ("1", "PNG", 1), ("CMYK", "JPEG", 4)],
)
def test_odd_colour_modes_look_as_they_should(photo: Image.Image, mode: str, name: str, far: float):
    odd = photo.convert(mode)
    assert mean_difference(read_picture(saved(odd, name)).pixels, odd) < far


def test_sixteen_bits_keep_their_brightness(photo: Image.Image):
    deep = Image.fromarray(np.asarray(photo.convert("L")).astype(np.uint16) * 257)
    assert mean_difference(read_picture(saved(deep, "PNG")).pixels, photo.convert("L")) < 1


def test_what_is_transparent_is_white(photo: Image.Image):
    clear = photo.convert("RGBA")
    clear.putalpha(Image.fromarray(np.tile(np.repeat(np.uint8([0, 255]), 120), (320, 1))))
    pixels = read_picture(saved(clear, "PNG")).pixels
    assert (pixels[:, :118] == 255).all()
    assert mean_difference(pixels[:, 122:], photo.crop((122, 0, 240, 320))) < 1


def test_first_frame_of_a_gif_is_taken(photo: Image.Image):
    frames = saved(photo, "GIF", save_all=True, append_images=[Image.new("RGB", photo.size, "red")] * 3)
    assert mean_difference(read_picture(frames).pixels, photo) < 8


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_stands_upright_whichever_way_the_camera_was_held(photo: Image.Image, orientation: int):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that produces the stored picture
    stored = photo if orientation == 1 else photo.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    read = read_picture(saved(stored, "JPEG", quality=95, exif=exif))
    assert (read.width_px, read.height_px) == photo.size
    assert mean_difference(read.pixels, photo) < 4


def test_embedded_colour_profile_is_honoured():
    # sRGB's own profile with its red and green columns exchanged: stored red means green.
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace(b"rXYZ", b"_XYZ").replace(b"gXYZ", b"rXYZ").replace(b"_XYZ", b"gXYZ")
    image = Image.new("RGB", (64, 64), (220, 30, 30))
    red, green, _ = read_picture(saved(image, "PNG", icc_profile=profile)).pixels[32, 32]
    assert green > 190 > 80 > red


def test_damaged_colour_profile_counts_as_none():
    image = Image.new("RGB", (64, 64), (220, 30, 30))
    assert read_picture(saved(image, "PNG", icc_profile=b"not a profile")).pixels[32, 32].tolist() == [220, 30, 30]


def test_large_photo_is_scaled_down_and_its_size_remembered():
    read = read_picture(saved(Image.new("RGB", (4000, 3000), "teal"), "JPEG"))
    assert (read.width_px, read.height_px) == (4000, 3000)
    assert max(read.pixels.shape) <= 1280


def test_long_strip_is_decoded_scaled_down_by_its_longer_side():
    strip = saved(Image.new("L", (51_000, 2_559)), "JPEG")
    with Image.open(io.BytesIO(strip)) as image:
        _decode_scaled_down(image, 1280)
        assert image.width * image.height <= MAX_WHOLE_PIXELS


def test_pictures_that_are_served_carry_no_metadata(photo: Image.Image):
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    pixels = read_picture(saved(photo, "JPEG", exif=exif, comment=b"a secret place")).pixels
    encoded = encode_jpeg(pixels)
    assert b"a camera" not in encoded
    assert b"a secret place" not in encoded
    assert not Image.open(io.BytesIO(encoded)).getexif()


def png_header(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_bomb_is_told_by_its_header():
    bomb = png_header(20_000, 20_000, zlib.compress(bytes(2501 * 20_000), 9))
    assert len(bomb) < 60_000
    with pytest.raises(TooManyPixels, match="million pixels"):
        read_picture(bomb)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF"])
def test_cut_off_picture_is_refused(photo: Image.Image, name: str):
    content = saved(photo, name)
    with pytest.raises(BrokenImage, match="incomplete or damaged"):
        read_picture(content[: len(content) // 2])


@pytest.mark.parametrize("size", [(1, 1), (31, 200), (6000, 1), (4000, 100)])
def test_specks_and_slivers_are_refused(size: tuple[int, int]):
    with pytest.raises(PictureTooSmall):
        read_picture(saved(Image.new("RGB", size), "PNG"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "video"),
        (b"plain words", "another kind"),
    ],
)
def test_what_is_no_picture_is_told_by_its_content(content: bytes, told: str):
    with pytest.raises(NotAnImage, match=told):
        read_picture(content)


@pytest.mark.parametrize("name", ["TIFF", "BMP", "ICO"])
def test_other_picture_formats_are_named(photo: Image.Image, name: str):
    with pytest.raises(UnsupportedImage, match="JPEG, PNG, WebP, HEIC, AVIF or GIF"):
        read_picture(saved(photo, name))


def test_letterbox_keeps_the_whole_picture_and_its_proportions():
    tall = np.full((100, 50, 3), 200, np.uint8)
    square = letterbox(tall, 64)
    assert square.shape == (64, 64, 3)
    assert (square[:, 16:48] == 200).all()
    assert (square[:, :16] == 114).all()
    assert (square[:, 48:] == 114).all()
