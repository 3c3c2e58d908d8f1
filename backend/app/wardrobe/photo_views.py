"""How a photo is displayed: its rotation, and whether and how the garment is cut out of it."""

from dataclasses import dataclass, replace
from typing import Final, Literal, Self, cast

import numpy as np

from app.db.tables import Photo
from app.vision.cutout import Cutout, CutoutModel, cut_out, cutout_of
from app.vision.images import Mask, Picture, Pixels
from app.wardrobe.errors import NoGarmentInBox

CutoutMode = Literal["auto", "off", "rectangle", "painted"]
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

    def turn_mask(self, mask: Mask, rotation: Rotation) -> Mask:
        """A mask of the picture at `rotation`, turned like this view."""
        return np.ascontiguousarray(np.rot90(mask, (rotation - self.rotation) // _QUARTER))

    def cut_out(self, picture: Picture, model: CutoutModel, painted: Mask | None = None) -> Cutout | None:
        """The garment on a picture that is turned already; None if nothing is cut out.

        `painted` is the mask that a person painted, for the mode of that name; if it is lost, the network finds the
        garment. A picture with transparency is its own mask. Raises: NoGarmentInBox, ModelUnavailable.
        """
        if self.mode == "off":
            return None
        if self.mode == "painted" and painted is not None:
            return cutout_of(painted)
        if self.box is None:
            return cut_out(picture.pixels, model) if picture.own_mask is None else cutout_of(picture.own_mask)
        height, width = picture.pixels.shape[:2]
        left, top, right, bottom = self.box
        box = (round(left * width), round(top * height), round(right * width), round(bottom * height))
        found = cut_out(picture.pixels, model, box)
        if found is None:
            raise NoGarmentInBox
        return found

    def write_to(self, photo: Photo) -> None:
        photo.rotation, photo.cutout_mode = self.rotation, self.mode
        photo.cutout_box = list(self.box) if self.box else None


AS_UPLOADED: Final = PhotoView()
