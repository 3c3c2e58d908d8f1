"""Photos that were taken before, read again from what is kept of them."""

from uuid import UUID

from app.outfit_compatibility import CompatibilityModel, Embedding
from app.outside.storage import FileMissing, Store
from app.vision.cutout import cut_out
from app.vision.images import ImageRefused, Mask, Pixels, decode_mask, read_picture


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
