"""Bodies about cut-outs by a newer network."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.db import tables
from app.schemas.item import Images, Item, images_of
from app.wardrobe.cutout_proposals import Answer, as_proposed, expires_at

MAX_ANSWERS = 20


class CutoutProposal(BaseModel):
    """A photo of `item` as it is cut out now, and as the newer network does it."""

    item: Item
    photo_id: UUID
    before: Images
    after: Images
    expires_at: datetime = Field(description="then it is deleted, and the present cut-out stays")

    @classmethod
    def of(cls, proposal: tables.CutoutProposal, item: tables.Item) -> Self:
        photo = next(photo for photo in item.photos if photo.id == proposal.photo_id)
        which = f"&photo_id={photo.id}"
        return cls(
            item=Item.of(item),
            photo_id=photo.id,
            before=images_of(photo, which),
            after=images_of(as_proposed(photo, proposal), f"{which}&proposed=true"),
            expires_at=expires_at(proposal),
        )


class CutoutProposalPage(BaseModel):
    proposals: list[CutoutProposal]
    next_cursor: str | None
    redoable: int = Field(ge=0, description="photos that nobody touched and that a newer network could cut out again")


class CutoutAnswer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    photo_ids: Annotated[list[UUID], Field(min_length=1, max_length=MAX_ANSWERS)]
    answer: Answer = Field(description="`use` the new cut-out, or `keep` the present one")


class AnsweredGarments(BaseModel):
    items: list[Item] = Field(description="the garments, as they are now")
