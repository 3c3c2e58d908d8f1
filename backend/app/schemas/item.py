"""Bodies about garments."""

from datetime import datetime
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.db import tables
from app.schemas.problem import Problem
from app.vision.cutout import Doubt
from app.vision.vocabulary import Category, Slot
from app.wardrobe.attributes import Attributes, JsonBoolean, JsonNumber
from app.wardrobe.painted_masks import display_size
from app.wardrobe.photo_views import CutoutMode, Rotation

SMALLEST_BOX: Final = 0.02  # of the picture's side


class Alternative(BaseModel):
    category: Category
    confidence: float = Field(ge=0, le=1)


class Color(BaseModel):
    name: str
    hex: str = Field(pattern="^#[0-9a-f]{6}$")
    share: float = Field(ge=0, le=1)


class Images(BaseModel):
    """Addresses relative to the API's root. They change when the picture does, so they may be cached without limit."""

    thumb: str
    display: str
    original: str
    cutout: str | None
    cutout_thumb: str | None
    mask: str | None = Field(description="of the size of `display`, white on the garment")
    width: int = Field(description="of the picture `display`, in pixels")
    height: int = Field(description="of the picture `display`, in pixels")


Share = Annotated[float, JsonNumber, Field(ge=0, le=1)]
Box = Annotated[
    list[Share],
    Field(
        min_length=4,
        max_length=4,
        description="left, top, right, bottom: shares 0..1 of the picture's width and height, as displayed",
    ),
]


class Cutout(BaseModel):
    """How the garment is cut out of a photo: automatically, not at all, within a rectangle, or as painted."""

    mode: CutoutMode
    box: Box | None
    doubts: list[Doubt] = Field(description="signs that the cut-out is wrong")


class Photo(BaseModel):
    id: UUID
    filename: str
    width_px: int
    height_px: int
    source_sha256: str
    rotation: Rotation = Field(description="degrees clockwise from the photo as uploaded (and turned upright)")
    cutout: Cutout
    images: Images

    @classmethod
    def of(cls, photo: tables.Photo) -> Self:
        return cls.model_validate(
            {name: getattr(photo, name) for name in ("id", "filename", "width_px", "height_px", "rotation")}
            | {
                "source_sha256": photo.sha256,
                "cutout": {"mode": photo.cutout_mode, "box": photo.cutout_box, "doubts": photo.cutout_doubts},
                "images": images_of(photo, f"&photo_id={photo.id}"),
            }
        )


class Item(BaseModel):
    id: UUID
    category: Category
    slot: Slot | None
    confidence: float = Field(ge=0, le=1)
    alternatives: list[Alternative]
    needs_review: bool
    colors: list[Color]
    images: Images
    attributes: Attributes
    photos: list[Photo]
    source_sha256: str
    sample: bool
    draft: bool = Field(description="read from a shop's page and not confirmed yet")
    source_url: str | None = Field(description="the shop's page it was read from")
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, item: tables.Item) -> Self:
        first = item.photos[0]
        return cls.model_validate(
            {
                **{name: getattr(item, name) for name in _COPIED},
                "images": images_of(first),
                "photos": [Photo.of(photo) for photo in item.photos],
                "source_sha256": first.sha256,
            }
        )


_COPIED = (
    "id", "category", "slot", "confidence", "alternatives", "needs_review", "colors", "attributes", "sample",
    "draft", "source_url", "created_at", "updated_at",
)  # fmt: skip


def images_of(photo: tables.Photo, which: str = "") -> Images:
    """The addresses of a photo's pictures; `which` is the part of their query that names the photo."""

    def address(size: str) -> str:
        return f"/v1/items/{photo.item_id}/image?size={size}{which}&v={photo.renditions_key[:12]}"

    width, height = display_size(photo)
    return Images(
        width=width,
        height=height,
        thumb=address("thumb"),
        display=address("display"),
        original=address("original"),
        cutout=address("cutout") if photo.has_cutout else None,
        cutout_thumb=address("cutout_thumb") if photo.has_cutout else None,
        mask=address("mask") if photo.has_cutout else None,
    )


class ItemPage(BaseModel):
    items: list[Item]
    next_cursor: str | None


class TakenFile(BaseModel):
    filename: str
    status: int
    item: Item | None = None
    problem: Problem | None = None


class TakenFiles(BaseModel):
    results: list[TakenFile]


class CutoutRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    mode: Literal["auto", "off", "rectangle"] = Field(description="`PUT /v1/items/{id}/cutout/mask` sets `painted`")
    box: Box | None = None
    photo_id: UUID | None = Field(None, description="default: the first photo")

    @model_validator(mode="after")
    def _box_goes_with_rectangle(self) -> Self:
        if self.mode == "rectangle" and self.box is None:
            raise PydanticCustomError("box_missing", "Mode `rectangle` needs a `box` around the garment.")
        if self.mode != "rectangle" and self.box is not None:
            raise PydanticCustomError("box_unused", "A `box` is only allowed with mode `rectangle`.")
        if self.box and (self.box[2] - self.box[0] < SMALLEST_BOX or self.box[3] - self.box[1] < SMALLEST_BOX):
            raise PydanticCustomError(
                "box_too_small", "A `box` is [left, top, right, bottom], each side at least 0.02, left before right."
            )
        return self


class PhotoChange(BaseModel):
    """Only fields that are sent are changed."""

    model_config = ConfigDict(extra="forbid")

    rotation: Annotated[Rotation, JsonNumber] | None = Field(
        None, description="degrees clockwise from the photo as uploaded"
    )
    first: Annotated[Literal[True], JsonBoolean] | None = Field(None, description="make it the garment's first photo")


class ItemChange(BaseModel):
    """Only fields that are sent are changed."""

    model_config = ConfigDict(extra="forbid")

    category: Category | None = None
    attributes: Attributes | None = None
    draft: Annotated[Literal[False], JsonBoolean] | None = Field(None, description="false: confirm this draft")
