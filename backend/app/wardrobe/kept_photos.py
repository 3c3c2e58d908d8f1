"""Stored photos, read again."""

import threading
from typing import Final

import cv2

from app.db.tables import Photo
from app.outfit_compatibility import CompatibilityModel, Embedding
from app.outside.storage import FileMissing, Rendition, Store
from app.registry.models import get_models
from app.vision.images import ImageRefused, Mask, Picture, Pixels, decode_mask, read_picture
from app.vision.onnx import ModelUnavailable
from app.wardrobe.errors import NoGarmentInBox
from app.wardrobe.photo_views import PhotoView

# Shown at full size up to this; a larger picture is decoded scaled-down, or it would take a gigabyte.
MAX_SHOWN_PIXELS: Final = 50_000_000
_one_whole_picture = threading.Lock()


def show_whole(store: Store, photo: Photo) -> bytes:
    """The photo at its own size, upright, as JPEG without metadata (blocking). Raises: FileMissing, ImageRefused."""
    shorter, longer = sorted((photo.width_px, photo.height_px))
    side_px = longer if shorter * longer <= MAX_SHOWN_PIXELS else shorter // 2
    with _one_whole_picture:
        original = store.read(photo.owner_id, photo.sha256, "original")
        pixels = PhotoView.of(photo).turn(read_picture(original, side_px).pixels)
        # By OpenCV, which releases Python's lock: Pillow would block all other threads while it encodes so much.
        options = [cv2.IMWRITE_JPEG_QUALITY, 92, cv2.IMWRITE_JPEG_PROGRESSIVE, 1, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
        return cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), options)[1].tobytes()


def read_rendition(store: Store, photo: Photo, rendition: Rendition) -> bytes:
    """One stored picture of a photo (blocking). Raises: FileMissing."""
    try:
        return store.read(photo.owner_id, photo.renditions_key, rendition)
    except FileMissing:
        if rendition != "cutout_thumb":
            raise
        return store.read(photo.owner_id, photo.renditions_key, "cutout")  # stored before small cut-outs were made


def delete_files(store: Store, photo: Photo, proposed_key: str | None = None) -> None:
    """Delete all files of a photo, and of what is proposed for it (blocking)."""
    for key in {photo.sha256, photo.renditions_key, proposed_key}:
        if key:
            store.delete(photo.owner_id, key)


def embed_kept_photo(store: Store, photo: Photo, model: CompatibilityModel) -> Embedding:
    """The embedding that `model` gives for the photo: Float32[128] (blocking).

    Raises: FileMissing, ImageRefused, ModelUnavailable.
    """
    pixels = read_kept_pixels(store, photo)
    return model.embed(pixels, read_kept_mask(store, photo, pixels))


def read_kept_pixels(store: Store, photo: Photo) -> Pixels:
    """The photo as displayed, at working size; from its display picture if the original is lost.

    Raises: FileMissing, ImageRefused, about the original.
    """
    try:
        original = store.read(photo.owner_id, photo.sha256, "original")
        return PhotoView.of(photo).turn(read_picture(original).pixels)
    except (FileMissing, ImageRefused) as lost:
        try:
            return read_picture(store.read(photo.owner_id, photo.renditions_key, "display")).pixels
        except (FileMissing, ImageRefused):
            raise lost from None


def read_kept_mask(store: Store, photo: Photo, pixels: Pixels) -> Mask | None:
    """The stored mask, if there is a cut-out; computed again if it is lost or damaged."""
    if not photo.has_cutout:
        return None
    mask = kept_mask(store, photo)
    if mask is not None and mask.shape == pixels.shape[:2]:
        return mask
    height, width = pixels.shape[:2]
    try:
        found = PhotoView.of(photo).cut_out(Picture(pixels, width, height, "jpeg"), get_models().get_cutout())
    except (NoGarmentInBox, ModelUnavailable):
        return None
    return found.mask if found else None


def kept_mask(store: Store, photo: Photo) -> Mask | None:
    """The mask as it was kept; None where it is lost, damaged or empty."""
    try:
        mask = decode_mask(store.read(photo.owner_id, photo.renditions_key, "mask"))
    except (OSError, SyntaxError, ValueError):  # missing, or not a PNG
        return None
    return mask if mask.any() else None
