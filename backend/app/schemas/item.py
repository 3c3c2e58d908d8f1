"""Garments over the wire."""

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.db import tables
from app.schemas.problem import Problem
from app.wardrobe.attributes import Attributes, Category, Slot


class Alternative(BaseModel):
    category: Category
    confidence: float = Field(ge=0, le=1)


class Color(BaseModel):
    name: str
    hex: str = Field(pattern="^#[0-9a-f]{6}$")
    share: float = Field(ge=0, le=1)


class Images(BaseModel):
    """Addresses relative to the API's root. They change when the picture does, so they may be cached for good."""

    thumb: str
    display: str
    original: str
    cutout: str | None


class Photo(BaseModel):
    id: UUID
    filename: str
    width_px: int
    height_px: int
    source_sha256: str


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
    draft: bool = Field(description="read off a shop's page, and not yet confirmed by its owner")
    source_url: str | None = Field(description="the shop's page it was read off")
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, item: tables.Item) -> Self:
        first = item.photos[0]
        return cls.model_validate(
            {
                **{name: getattr(item, name) for name in _COPIED},
                "images": _images(item),
                "photos": [
                    {
                        "id": photo.id,
                        "filename": photo.filename,
                        "width_px": photo.width_px,
                        "height_px": photo.height_px,
                        "source_sha256": photo.sha256,
                    }
                    for photo in item.photos
                ],
                "source_sha256": first.sha256,
            }
        )


_COPIED = (
    "id", "category", "slot", "confidence", "alternatives", "needs_review", "colors", "attributes", "sample",
    "draft", "source_url", "created_at", "updated_at",
)  # fmt: skip


def _images(item: tables.Item) -> dict[str, str | None]:
    first = item.photos[0]

    def address(size: str) -> str:
        return f"/v1/items/{item.id}/image?size={size}&v={first.sha256[:12]}"

    return {
        "thumb": address("thumb"),
        "display": address("display"),
        "original": address("original"),
        "cutout": address("cutout") if first.has_cutout else None,
    }


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


class ItemChange(BaseModel):
    """Only what is sent is changed."""

    model_config = ConfigDict(extra="forbid")

    category: Category | None = None
    attributes: Attributes | None = None
    draft: Literal[False] | None = Field(None, description="false: this draft is mine")
