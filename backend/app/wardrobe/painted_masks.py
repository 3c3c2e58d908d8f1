"""A mask that a person painted over a photo: a PNG of the display picture's size, white on the garment."""

import io
from typing import Final

import cv2
import numpy as np
from PIL import Image

from app.db.tables import Photo
from app.vision.images import WORKING_SIDE_PX, Mask
from app.vision.metadata import DECODER_ERRORS
from app.wardrobe.errors import MaskRefused

MAX_MASK_BYTES: Final = 2 * 1024 * 1024
TOLERANCE_PX: Final = 1  # decoders round the size of a scaled-down picture up or down
WHITE: Final = 127


def display_size(photo: Photo) -> tuple[int, int]:
    """Width and height of the picture that is shown at `size=display`, to a pixel."""
    scale = min(1, WORKING_SIDE_PX / max(photo.width_px, photo.height_px))
    return max(1, round(photo.width_px * scale)), max(1, round(photo.height_px * scale))


def read_painted_mask(content: bytes, height: int, width: int) -> Mask:
    """The mask Bool[height, width] of a PNG that has this size, to a pixel (blocking). Raises: MaskRefused."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if abs(image.width - width) > TOLERANCE_PX or abs(image.height - height) > TOLERANCE_PX:
                raise MaskRefused(
                    f"The mask is {image.width} x {image.height} pixels; the photo is shown at {width} x {height}. "
                    "Send a PNG of that size."
                )
            black = Image.new("RGBA", image.size, "black")
            mask = np.asarray(Image.alpha_composite(black, image.convert("RGBA")).convert("L")) > WHITE
    except DECODER_ERRORS as error:
        if isinstance(error, MaskRefused):
            raise
        raise MaskRefused("The mask cannot be read. Send a PNG, white on the garment and black elsewhere.") from error
    if not mask.any():
        raise MaskRefused("Nothing of the mask is white. Paint the garment, or choose the mode `off`.")
    if mask.shape == (height, width):
        return mask
    return cv2.resize(mask.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST).astype(np.bool_)
