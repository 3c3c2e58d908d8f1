"""The body of `GET /v1/today`."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.day import Day, Plan, Wear
from app.schemas.item import Item
from app.schemas.outfit import OutfitKey, Reason, Score
from app.vision.vocabulary import Slot
from app.wardrobe.outfits.suggest import Outfit


class Weather(BaseModel):
    temperature_c: float
    low_c: float = Field(description="degrees Celsius at night")
    high_c: float = Field(description="degrees Celsius at the warmest hour")
    rain: bool = Field(description="whether rain is likely")
    source: str = Field(description="`by-hand`: the temperature that was sent")

    @classmethod
    def set_by_hand(cls, temperature_c: float) -> Self:
        return cls(temperature_c=temperature_c, low_c=temperature_c, high_c=temperature_c, rain=False, source="by-hand")


class TodaysPart(BaseModel):
    id: UUID
    slot: Slot
    item: Item


class TodaysOutfit(BaseModel):
    key: OutfitKey = Field(description="the same garments have the same key")
    items: list[TodaysPart] = Field(description="its garments, each in its slot")
    score: Score
    reasons: list[Reason] = Field(description="at most two, the strongest first")

    @classmethod
    def of(cls, outfit: Outfit, items: dict[UUID, Item]) -> Self:
        parts = [{"id": part.id, "slot": part.slot, "item": items[part.id]} for part in outfit.items]
        reasons = [Reason.model_validate(reason, from_attributes=True) for reason in outfit.reasons]
        return cls.model_validate({"key": outfit.key, "items": parts, "score": outfit.score, "reasons": reasons})


class TodaysPlan(Plan):
    items: list[Item] = Field(description="its garments, without deleted ones")


class Today(BaseModel):
    date: Day
    weather: Weather | None = Field(description="null: not known")
    plan: TodaysPlan | None = Field(description="what is planned for the day")
    worn: list[Wear] = Field(description="what was noted as worn on the day")
    suggestions: list[TodaysOutfit] = Field(description="outfits for the day, the same all day")
    why: str | None = Field(description="why there are no suggestions")
