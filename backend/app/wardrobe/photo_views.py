"""How a photo is displayed: its rotation, and whether and how the garment is cut out of it."""

from dataclasses import dataclass, replace
from typing import Final, Literal, Self, cast

import numpy as np

from app.db.tables import Photo
from app.vision.cutout import cut_out
from app.vision.images import Mask, Pixels
from app.wardrobe.errors import NoGarmentInBox

CutoutMode = Literal["auto", "off", "rectangle"]
Rotation = Literal[0, 90, 180, 270]
ShareBox = tuple[float, float, float, float]  # left, top, right, bottom: shares 0..1 of the picture as displayed

_QUARTER: Final = 90


@dataclass(frozen=True)
class PhotoView:
    """`rotation` is in degrees clockwise from the upright original; `box` is used with the mode `rectangle` only."""

    rotation: Rotation = 0
    mode: CutoutMode = "auto"
    box: ShareBox | None = None

    @classmethod
    def of(cls, photo: Photo) -> Self:
        box = tuple(photo.cutout_box) if photo.cutout_box else None
        return cls(cast(Rotation, photo.rotation), cast(CutoutMode, photo.cutout_mode), cast(ShareBox | None, box))

    def turned_to(self, rotation: Rotation) -> Self:
        """The same view with another rotation: the box turns with the picture."""
        box = self.box
        for _ in range((rotation - self.rotation) // _QUARTER % 4):
            if box:
                left, top, right, bottom = box
                box = (1 - bottom, left, 1 - top, right)
        return replace(self, rotation=rotation, box=box)

    def cut_out_by(self, mode: CutoutMode, box: ShareBox | None) -> Self:
        return replace(self, mode=mode, box=box)

    def turn(self, pixels: Pixels) -> Pixels:
        return np.ascontiguousarray(np.rot90(pixels, -self.rotation // _QUARTER))

    def turned_size(self, height_px: int, width_px: int) -> tuple[int, int]:
        return (width_px, height_px) if self.rotation % 180 else (height_px, width_px)

    def mask(self, pixels: Pixels) -> Mask | None:
        """The garment's mask on turned pixels UInt8[H, W, 3]; None if nothing is cut out. Raises: NoGarmentInBox."""
        if self.mode == "off":
            return None
        if self.box is None:
            found = cut_out(pixels)
            return found.mask if found else None
        height, width = pixels.shape[:2]
        left, top, right, bottom = self.box
        found = cut_out(
            pixels, (round(left * width), round(top * height), round(right * width), round(bottom * height))
        )
        if found is None:
            raise NoGarmentInBox
        return found.mask

    def write_to(self, photo: Photo) -> None:
        photo.rotation, photo.cutout_mode = self.rotation, self.mode
        photo.cutout_box = list(self.box) if self.box else None


AS_UPLOADED: Final = PhotoView()
