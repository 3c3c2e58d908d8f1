"""/v1/statistics: figures about the wardrobe."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.dependencies import CurrentUser, ReadSession
from app.schemas.day import Day
from app.schemas.item import Item
from app.schemas.statistics import StatisticsAnswer
from app.wardrobe import items
from app.wardrobe.everyday.statistics import read_statistics

router = APIRouter(prefix="/v1/statistics", tags=["days"])


@router.get("")
async def get_statistics(
    user: CurrentUser,
    session: ReadSession,
    first: Annotated[Day | None, Query(alias="from", description="default: since the first wear")] = None,
    last: Annotated[Day | None, Query(alias="to", description="default: until the newest wear")] = None,
) -> StatisticsAnswer:
    """Worth, wears and cost per wear of the garments in the wardrobe."""
    found = await read_statistics(session, user.id, first, last)
    rows = await items.get_items(session, user.id, list(found.worn))
    return StatisticsAnswer.of(found, {row.id: Item.of(row) for row in rows})
