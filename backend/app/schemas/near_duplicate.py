"""Bodies about garments that look alike."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.item import Item
from app.wardrobe.near_duplicates import Answer


class Alike(BaseModel):
    """`item` is newer and looks like `like`; these are the two photos."""

    item: Item
    like: Item
    photo_id: UUID
    like_photo_id: UUID
    distance: int = Field(ge=0, le=64, description="bits, of 64, in which the photos' perceptual hashes differ")


class AlikePage(BaseModel):
    pairs: list[Alike]
    next_cursor: str | None


class AlikeAnswer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    item_id: UUID
    like_id: UUID
    answer: Answer
