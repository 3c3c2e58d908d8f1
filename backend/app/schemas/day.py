"""Bodies about days: what was worn, and what is planned."""

import re
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.db import tables
from app.wardrobe.attributes import NO_NUL
from app.wardrobe.portability import document


def _check_form(day: object) -> object:
    # Pydantic reads a number, or digits alone, as seconds since 1970.
    if isinstance(day, date) or (isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII)):
        return day
    raise PydanticCustomError("day", "a day such as 2026-11-30 is needed")


Day = Annotated[document.Day, BeforeValidator(_check_form), Field(description="in the person's own time zone")]
Garments = Annotated[list[UUID], Field(min_length=1, max_length=20)]
Note = Annotated[str, Field(max_length=2000, pattern=NO_NUL)]


class _Chosen(BaseModel):
    """Garments, or a saved outfit; both together are a variation of the outfit."""

    model_config = ConfigDict(extra="forbid")

    item_ids: Garments | None = None
    outfit_id: UUID | None = Field(None, description="without `item_ids`: its garments, without deleted ones")
    note: Note | None = None

    @model_validator(mode="after")
    def _something_is_chosen(self) -> Self:
        if self.item_ids is None and self.outfit_id is None:
            raise PydanticCustomError("nothing_chosen", "`item_ids` or an `outfit_id` is needed.")
        return self


class NewWear(_Chosen):
    worn_on: Day


class WearChange(BaseModel):
    """Only fields that are sent are changed."""

    model_config = ConfigDict(extra="forbid")

    worn_on: Day | None = None
    item_ids: Garments | None = None
    outfit_id: UUID | None = Field(None, description="null: worn without reference to an outfit")
    note: Note | None = None


class Wear(BaseModel):
    id: UUID
    worn_on: date
    item_ids: list[UUID]
    outfit_id: UUID | None
    note: str
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, wear: tables.Wear) -> Self:
        told = {name: getattr(wear, name) for name in cls.model_fields if name != "item_ids"}
        return cls.model_validate(told | {"item_ids": [part.item_id for part in wear.items]})


class WearList(BaseModel):
    wears: list[Wear]


class NewPlan(_Chosen):
    pass


class Plan(BaseModel):
    date: Day
    item_ids: list[UUID]
    outfit_id: UUID | None
    note: str
    updated_at: datetime

    @classmethod
    def of(cls, plan: tables.Plan) -> Self:
        return cls(
            date=plan.planned_on,
            item_ids=[part.item_id for part in plan.items],
            outfit_id=plan.outfit_id,
            note=plan.note,
            updated_at=plan.updated_at,
        )


class PlanList(BaseModel):
    plans: list[Plan]
