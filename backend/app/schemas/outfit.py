"""Bodies about outfits, partners and scores."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from app.db import tables
from app.schemas.item import Item
from app.vision.vocabulary import Slot
from app.wardrobe.attributes import NO_NUL, JsonNumber, Occasion
from app.wardrobe.outfits.keys import KEY_PATTERN, MAX_SEEN, outfit_key

Score = Annotated[float, Field(ge=0, le=1)]
OutfitKey = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]


class PairsRequest(BaseModel):
    pairs: list[tuple[UUID, UUID]] = Field(max_length=10_000)


class PairScores(BaseModel):
    model_version: str
    scores: list[Score]


class Match(BaseModel):
    item: Item
    score: Score


class Matches(BaseModel):
    matches: dict[Slot, list[Match]]


class SuggestRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    anchor_ids: list[UUID] = Field(default=[], max_length=8, description="garments that every outfit must contain")
    exclude_ids: list[UUID] = Field(default=[], max_length=10_000, description="garments that no outfit may contain")
    slots: list[Slot] | None = Field(default=None, max_length=8, description="only these slots")
    temperature_c: Annotated[float, Field(ge=-60, le=60), JsonNumber] | None = None
    occasion: Occasion | None = Field(
        default=None, description="only garments for it: as their owner said, otherwise guessed from their kinds"
    )
    limit: Annotated[int, JsonNumber] = Field(default=5, ge=1, le=50)
    seed: Annotated[int, Field(ge=0, le=2**32 - 1), JsonNumber] | None = Field(
        default=None, description="the same seed gives the same outfits"
    )
    seen: list[OutfitKey] = Field(
        default=[],
        max_length=MAX_SEEN,
        description="keys of outfits shown before: they come again only when there is nothing new",
    )


class OutfitPart(BaseModel):
    id: UUID
    slot: Slot


class Reason(BaseModel):
    """Why an outfit was suggested: in English, and as `kind`, `value` and `item_ids` for other words and languages."""

    kind: str
    text: str
    value: float | str | None = None
    item_ids: list[UUID] = Field(default=[], description="the garments that it speaks of")


class SuggestedOutfit(BaseModel):
    key: OutfitKey = Field(description="the same garments have the same key")
    items: list[OutfitPart]
    score: Score
    reasons: list[Reason] = Field(description="at most two, the strongest first")


class Suggestions(BaseModel):
    outfits: list[SuggestedOutfit]
    why: str | None = Field(default=None, description="why there are none")
    started_over: bool = Field(default=False, description="everything had been seen, so these come again")


class NewOutfit(BaseModel):
    """The garments of an outfit; a suggestion can be sent back unchanged."""

    item_ids: list[UUID] = Field(min_length=1, max_length=8)
    name: str = Field(default="", max_length=120, pattern=NO_NUL)

    @model_validator(mode="before")
    @classmethod
    def _from_suggestion(cls, body: Any) -> Any:
        if isinstance(body, dict) and "item_ids" not in body and isinstance(body.get("items"), list):
            return body | {"item_ids": [p.get("id") if isinstance(p, dict) else p for p in body["items"]]}
        return body


class Outfit(BaseModel):
    id: UUID
    name: str
    items: list[OutfitPart]
    score: Score | None
    reasons: list[Reason]
    liked: bool | None
    created_at: datetime

    @classmethod
    def of(cls, outfit: tables.Outfit) -> Self:
        return cls(
            id=outfit.id,
            name=outfit.name,
            items=[OutfitPart.model_validate({"id": part.item_id, "slot": part.slot}) for part in outfit.items],
            score=outfit.score,
            reasons=[Reason.model_validate(reason) for reason in outfit.reasons],
            liked=outfit.feedback.liked if outfit.feedback else None,
            created_at=outfit.created_at,
        )


class OutfitPage(BaseModel):
    outfits: list[Outfit]
    next_cursor: str | None


class Feedback(BaseModel):
    liked: StrictBool


class NewFeedback(BaseModel):
    """An answer to an outfit, saved or not. It counts until another one comes, or null takes it back."""

    model_config = ConfigDict(extra="forbid")

    item_ids: list[UUID] = Field(min_length=1, max_length=8)
    liked: StrictBool | None


class OutfitFeedback(BaseModel):
    """The answer that now counts; null: none."""

    key: OutfitKey = Field(description="the same garments have the same key")
    item_ids: list[UUID]
    liked: bool | None


class GivenFeedback(BaseModel):
    """An answer with the garments of its outfit that are still in the wardrobe."""

    id: UUID
    key: OutfitKey = Field(description="the same garments have the same key")
    item_ids: list[UUID] = Field(description="deleted garments too, while they are in the trash")
    items: list[Item]
    liked: bool
    created_at: datetime

    @classmethod
    def of(cls, outfit: tables.Outfit, items: Mapping[UUID, Item]) -> Self:
        if outfit.feedback is None:
            raise ValueError(f"outfit {outfit.id} has no feedback")
        ids = [part.item_id for part in outfit.items]
        return cls(
            id=outfit.id,
            key=outfit_key(ids),
            item_ids=ids,
            items=[items[item_id] for item_id in ids if item_id in items],
            liked=outfit.feedback.liked,
            created_at=outfit.feedback.created_at,
        )


class FeedbackPage(BaseModel):
    feedback: list[GivenFeedback]
    next_cursor: str | None
