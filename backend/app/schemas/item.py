"""Bodies about garments."""

from datetime import date, datetime
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.db import tables
from app.schemas.problem import Problem
from app.vision.colors import COLOR_NAMES
from app.vision.cutout import Doubt
from app.vision.vocabulary import CATEGORY_OF_KIND, Category, Kind, Slot
from app.wardrobe.attributes import Attributes, JsonBoolean, JsonNumber, Price
from app.wardrobe.changes import MAX_COLORS, Availability, ItemChanges, ToldColor
from app.wardrobe.guesses import Guessed, guesses_of
from app.wardrobe.items import KEPT_AFTER_DELETE
from app.wardrobe.painted_masks import display_size
from app.wardrobe.photo_views import CutoutMode, Rotation
from app.wardrobe.tags import MAX_TAGS, Tag, TagsOnce

SMALLEST_BOX: Final = 0.02  # of the picture's side


class Alternative(BaseModel):
    category: Category
    confidence: float = Field(ge=0, le=1)
    kind: Kind | None = Field(None, description="the likely kind if the garment is of this category")


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


Share = Annotated[float, Field(ge=0, le=1), JsonNumber]
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


class Wears(BaseModel):
    """How often a garment was worn, and its price divided by that."""

    count: int
    last_worn_on: date | None
    cost_per_wear: Price | None = Field(description="rounded; null without a price or a wear")

    @classmethod
    def of(cls, item: tables.Item) -> Self:
        price, count = item.attributes.get("price"), item.wear_count
        each = price and count and price | {"amount_minor": (2 * price["amount_minor"] + count) // (2 * count)}
        return cls.model_validate({"count": count, "last_worn_on": item.last_worn_on, "cost_per_wear": each or None})


class Item(BaseModel):
    id: UUID
    category: Category
    kind: Kind | None = Field(description="null where it is not known")
    slot: Slot | None
    confidence: float = Field(ge=0, le=1)
    alternatives: list[Alternative]
    needs_review: bool
    guessed: list[Guessed] = Field(description="what was predicted and nobody confirmed")
    colors: list[Color]
    images: Images
    attributes: Attributes
    availability: Availability
    tags: list[str]
    photos: list[Photo]
    source_sha256: str
    wears: Wears
    sample: bool
    draft: bool = Field(description="read from a shop's page and not confirmed yet")
    source_url: str | None = Field(description="the shop's page it was read from")
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = Field(description="since when it is in the trash")
    purged_at: datetime | None = Field(description="when the trash is emptied of it")

    @classmethod
    def of(cls, item: tables.Item) -> Self:
        first = item.photos[0]
        return cls.model_validate(
            {
                **{name: getattr(item, name) for name in _COPIED},
                "images": images_of(first),
                "photos": [Photo.of(photo) for photo in item.photos],
                "source_sha256": first.sha256,
                "guessed": guesses_of(item),
                "purged_at": item.deleted_at and item.deleted_at + KEPT_AFTER_DELETE,
                "wears": Wears.of(item),
            }
        )


_COPIED = (
    "id", "category", "kind", "slot", "confidence", "alternatives", "needs_review", "colors", "attributes",
    "availability", "tags", "sample", "draft", "source_url", "created_at", "updated_at", "deleted_at",
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


def _color_name(name: str) -> str:
    if name not in COLOR_NAMES:
        raise PydanticCustomError("color_name", "Input should be one of: {names}", {"names": ", ".join(COLOR_NAMES)})
    return name


ColorName = Annotated[str, AfterValidator(_color_name), WithJsonSchema({"type": "string", "enum": list(COLOR_NAMES)})]


class ChosenColor(BaseModel):
    """A colour as an item has it."""

    model_config = ConfigDict(extra="forbid")

    name: ColorName
    hex: str | None = Field(None, pattern="^#[0-9a-f]{6}$")
    share: Share | None = None


class ItemChange(BaseModel):
    """Only fields that are sent are changed. What a person sets counts as confirmed."""

    model_config = ConfigDict(extra="forbid")

    category: Category | None = None
    kind: Kind | None = Field(None, description="sets the category, too")
    attributes: Attributes | None = None
    colors: list[ColorName | ChosenColor] | None = Field(
        None,
        min_length=1,
        max_length=MAX_COLORS,
        description="the main one first: names, or objects as read; null goes back to what is read off the photo",
    )
    availability: Availability | None = None
    tags: Annotated[list[Tag], TagsOnce] | None = Field(None, max_length=MAX_TAGS)
    draft: Annotated[Literal[False], JsonBoolean] | None = Field(None, description="false: confirm this draft")

    @model_validator(mode="after")
    def _kind_is_of_the_category(self) -> Self:
        if self.kind and self.category and CATEGORY_OF_KIND[self.kind] != self.category:
            raise PydanticCustomError(
                "kind_of_another_category",
                "`{kind}` is a kind of `{right}`, not of `{category}`. Send the kind alone.",
                {"kind": self.kind, "right": CATEGORY_OF_KIND[self.kind], "category": self.category},
            )
        return self

    def changes(self) -> ItemChanges:
        colors = [ToldColor(one) if isinstance(one, str) else ToldColor(**dict(one)) for one in self.colors or []]
        return ItemChanges(
            category=self.category,
            kind=self.kind,
            attributes=self.attributes.model_dump(exclude_unset=True) if self.attributes else {},
            colors=list({color.name: color for color in reversed(colors)}.values())[::-1] or None,
            photo_colors="colors" in self.model_fields_set and self.colors is None,
            availability=self.availability,
            tags=self.tags,
            confirm=self.draft is False,
        )


class TagCount(BaseModel):
    name: str
    count: int = Field(description="garments with this tag")


class Tags(BaseModel):
    tags: list[TagCount] = Field(description="the most used first")
