"""The query of `GET /v1/items`."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from app.schemas.page import Cursor, Limit
from app.vision.vocabulary import Category, Kind, Pattern, Slot, Warmth
from app.wardrobe.attributes import NO_NUL
from app.wardrobe.changes import Availability
from app.wardrobe.items import ItemFilter
from app.wardrobe.tags import MAX_TAG_LENGTH

MAX_IDS = 100


def _split(ids: object) -> object:
    """`ids=A,B` is `ids=A&ids=B`."""
    if not isinstance(ids, list):
        return ids
    return [one for part in ids for one in (part.split(",") if isinstance(part, str) else [part])]


class ItemQuery(BaseModel):
    """All filters hold together; an unknown one is refused."""

    model_config = ConfigDict(extra="forbid")

    category: Category | None = None
    kind: Kind | None = None
    slot: Slot | None = None
    color: Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL)] | None = None
    pattern: Pattern | None = None
    warmth: Warmth | None = None
    availability: Availability | None = None
    tag: Annotated[str, StringConstraints(max_length=MAX_TAG_LENGTH, pattern=NO_NUL)] | None = None
    q: Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)] | None = Field(
        None, description="words to search for; kinds, their plurals and everyday synonyms are understood"
    )
    ids: Annotated[list[UUID], BeforeValidator(_split)] | None = Field(
        None, max_length=MAX_IDS, description="only these, separated by commas or repeated"
    )
    needs_review: bool | None = None
    draft: bool = Field(False, description="only drafts: garments from shop pages, not confirmed yet")
    deleted: bool = Field(False, description="only the trash: deleted garments that can be restored")
    limit: Limit = 50
    cursor: Cursor = None

    def chosen(self) -> ItemFilter:
        filters = {name: value for name, value in self if name not in ("q", "limit", "cursor")}
        return ItemFilter(text=self.q, **filters)
