"""Photos that were taken before, read again from what is kept of them."""

import threading
from typing import Final
from uuid import UUID

import cv2

from app.db.tables import Photo
from app.outfit_compatibility import CompatibilityModel, Embedding
from app.outside.storage import FileMissing, Store
from app.vision.cutout import cut_out
from app.vision.images import ImageRefused, Mask, Pixels, decode_mask, read_picture

# What is shown at full size; a picture beyond it is decoded scaled-down, or it would take a gigabyte.
MAX_SHOWN_PIXELS: Final = 50_000_000
_one_whole_picture = threading.Lock()


def show_whole(store: Store, photo: Photo) -> bytes:
    """The photo at its own size, upright, as JPEG without metadata (blocking). Raises: FileMissing, ImageRefused."""
    shorter, longer = sorted((photo.width_px, photo.height_px))
    side_px = longer if shorter * longer <= MAX_SHOWN_PIXELS else shorter // 2
    with _one_whole_picture:
        pixels = read_picture(store.read(photo.owner_id, photo.sha256, "original"), side_px).pixels
        # By OpenCV, which lets go of Python's lock: Pillow would keep everybody waiting while it encodes so much.
        options = [cv2.IMWRITE_JPEG_QUALITY, 92, cv2.IMWRITE_JPEG_PROGRESSIVE, 1, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
        return cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), options)[1].tobytes()


def embed_kept_photo(
    store: Store, owner_id: UUID, sha256: str, model: CompatibilityModel, *, has_cutout: bool
) -> Embedding:
    """What `model` would have made of the photo at its upload: Float32[128] (blocking).

    Raises: FileMissing, ImageRefused, ModelUnavailable.
    """
    pixels = read_kept_pixels(store, owner_id, sha256)
    mask = read_kept_mask(store, owner_id, sha256, pixels) if has_cutout else None
    return model.embed(pixels, mask)


def read_kept_pixels(store: Store, owner_id: UUID, sha256: str) -> Pixels:
    """The photo at working size; from its display picture where the original is lost.

    Raises: FileMissing, ImageRefused, of the original's.
    """
    try:
        return read_picture(store.read(owner_id, sha256, "original")).pixels
    except (FileMissing, ImageRefused) as original:
        try:
            return read_picture(store.read(owner_id, sha256, "display")).pixels
        except (FileMissing, ImageRefused):
            raise original from None


def read_kept_mask(store: Store, owner_id: UUID, sha256: str, pixels: Pixels) -> Mask | None:
    """The mask that was kept; made anew where it is lost or damaged."""
    try:
        mask = decode_mask(store.read(owner_id, sha256, "mask"))
        if mask.shape == pixels.shape[:2] and mask.any():
            return mask
    except (OSError, SyntaxError, ValueError):  # not there, or no PNG
        pass
    cutout = cut_out(pixels)
    return cutout.mask if cutout else None
