"""Bodies with figures about a wardrobe."""

from collections.abc import Mapping
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.item import Item
from app.wardrobe.everyday.statistics import Statistics


class Worth(BaseModel):
    """The sum of the prices in one currency."""

    amount_minor: int
    currency: str
    garments: int = Field(description="garments with a price in it")


class WornGarment(BaseModel):
    item: Item
    wears: int = Field(description="how often it was worn in the span")


class GarmentGroup(BaseModel):
    name: str = Field(description="the colour, or the kind (the category where it is not known)")
    garments: int
    wears: int = Field(description="in the span: one for each garment and wear")


class MonthOfWears(BaseModel):
    month: str = Field(description="as `2026-11`")
    wears: int = Field(description="how many wears")


class StatisticsAnswer(BaseModel):
    """`wears` are those of the span; a cost per wear counts all wears. Each list has at most ten garments."""

    garments: int
    value: list[Worth] = Field(description="what the garments cost, one sum a currency")
    wears: int = Field(description="how many wears")
    worn_share: float = Field(ge=0, le=1, description="share of the garments that were worn in the span")
    most_worn: list[WornGarment] = Field(description="most wears first")
    never_worn: list[WornGarment] = Field(description="not worn in the span, oldest first")
    cheapest_per_wear: list[WornGarment] = Field(description="of the currency that most prices have")
    dearest_per_wear: list[WornGarment] = Field(description="of the currency that most prices have")
    by_color: list[GarmentGroup] = Field(description="by main colour, most garments first")
    by_kind: list[GarmentGroup] = Field(description="most garments first")
    by_month: list[MonthOfWears] = Field(description="months with wears, in order")

    @classmethod
    def of(cls, found: Statistics, items: Mapping[UUID, Item]) -> Self:
        def worn(ids: list[UUID]) -> list[WornGarment]:
            return [WornGarment(item=items[one], wears=found.worn[one]) for one in ids if one in items]

        return cls(
            garments=found.garments,
            value=[Worth.model_validate(one, from_attributes=True) for one in found.value],
            wears=found.wears,
            worn_share=found.worn_share,
            most_worn=worn(found.most_worn),
            never_worn=worn(found.never_worn),
            cheapest_per_wear=worn(found.cheapest_per_wear),
            dearest_per_wear=worn(found.dearest_per_wear),
            by_color=[GarmentGroup.model_validate(one, from_attributes=True) for one in found.by_color],
            by_kind=[GarmentGroup.model_validate(one, from_attributes=True) for one in found.by_kind],
            by_month=[MonthOfWears(month=month, wears=count) for month, count in found.by_month],
        )
