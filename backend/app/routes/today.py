"""/v1/today: a day's plan, what was worn, and a few outfits for it."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query

from app.accounts import people
from app.dependencies import CurrentUser, Now, ReadSession, WardrobeCacheDep, WorkersDep
from app.schemas.day import Day, Plan, Wear
from app.schemas.item import Item
from app.schemas.today import Today, TodaysOutfit, TodaysPlan, Weather
from app.wardrobe import items
from app.wardrobe.attributes import Occasion
from app.wardrobe.everyday import plans, wears
from app.wardrobe.outfits import feedback
from app.wardrobe.outfits.plan import OutfitRequest
from app.wardrobe.outfits.suggest import suggest

router = APIRouter(prefix="/v1/today", tags=["days"])

_SUGGESTIONS: Final = 3


@router.get("")
async def get_today(
    user: CurrentUser,
    session: ReadSession,
    cache: WardrobeCacheDep,
    workers: WorkersDep,
    at: Now,
    date: Annotated[Day | None, Query(description="default: today, in UTC")] = None,
    temperature_c: Annotated[float | None, Query(ge=-60, le=60, description="degrees Celsius outside")] = None,
    occasion: Occasion | None = None,
) -> Today:
    """The day's plan, what was worn, and a few outfits; garments are embedded."""
    day = date or at.date()
    snapshot = await cache.open(session, user.id)
    face_shape = await people.shape_to_mention(session, user.id)
    answers = snapshot.answers(await feedback.answers(session, user.id))
    learn = await people.learns_from_feedback(session, user.id)
    wanted = OutfitRequest(temperature_c=temperature_c, occasion=occasion, limit=_SUGGESTIONS, seed=day.toordinal())
    found = await workers.quick.run(
        suggest,
        snapshot.garments,
        snapshot.score,
        wanted,
        face_shape=face_shape,
        answers=answers,
        learn=learn,
    )
    planned = [Plan.of(row) for row in await plans.list_plans(session, user.id, day, day)]
    ids = {part.id for outfit in found.outfits for part in outfit.items} | {
        item_id for plan in planned for item_id in plan.item_ids
    }
    embedded = {row.id: Item.of(row) for row in await items.get_items(session, user.id, list(ids))}
    return Today(
        date=day,
        weather=None if temperature_c is None else Weather.set_by_hand(temperature_c),
        plan=next((_with_items(plan, embedded) for plan in planned), None),
        worn=[Wear.of(row) for row in await wears.list_wears(session, user.id, day, day)],
        suggestions=[
            TodaysOutfit.of(outfit, embedded)
            for outfit in found.outfits
            if all(part.id in embedded for part in outfit.items)
        ],
        why=found.why,
    )


def _with_items(plan: Plan, items: dict[UUID, Item]) -> TodaysPlan:
    return TodaysPlan(**plan.model_dump(), items=[items[one] for one in plan.item_ids if one in items])
