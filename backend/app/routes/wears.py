"""/v1/wears: what was worn on a day."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.dependencies import CurrentUser, Now, ReadSession, WriteSession
from app.http.body_limits import SmallBodyRoute
from app.http.days import days_between
from app.schemas.day import Day, NewWear, Wear, WearChange, WearList
from app.schemas.page import Limit
from app.schemas.problem import problems
from app.wardrobe.everyday import wears

router = APIRouter(prefix="/v1/wears", tags=["days"], route_class=SmallBodyRoute)


@router.post(
    "",
    status_code=201,
    responses={200: {"model": Wear, "description": "These garments were noted for this day already"}, **problems(404)},
)
async def add_wear(new: NewWear, response: Response, user: CurrentUser, session: WriteSession, at: Now) -> Wear:
    """Note what was worn on a day. A different note for the same garments replaces the earlier one."""
    wear, is_new = await wears.add_wear(session, user.id, new.worn_on, new.item_ids, new.outfit_id, new.note, at)
    if not is_new:
        response.status_code = 200
    return Wear.of(wear)


@router.get("", responses=problems(404))
async def list_wears(
    user: CurrentUser,
    session: ReadSession,
    at: Now,
    first: Annotated[Day | None, Query(alias="from", description="default: 30 days before `to`")] = None,
    last: Annotated[Day | None, Query(alias="to", description="default: today")] = None,
    item_id: Annotated[UUID | None, Query(description="the newest wears of this garment, newest first")] = None,
    limit: Limit = 100,
) -> WearList:
    """The wears of at most 366 days, oldest first; or those of one garment, which `limit` bounds."""
    if item_id is not None:
        rows = await wears.list_wears_of(session, user.id, item_id, limit)
    else:
        rows = await wears.list_wears(session, user.id, *days_between(first, last, ending=at.date()))
    return WearList(wears=[Wear.of(row) for row in rows])


@router.patch("/{wear_id}", responses=problems(409))
async def change_wear(wear_id: UUID, change: WearChange, user: CurrentUser, session: WriteSession, at: Now) -> Wear:
    """Change the day, the garments or the note."""
    wanted = wears.WearChange(**change.model_dump(), sets_outfit="outfit_id" in change.model_fields_set)
    return Wear.of(await wears.change_wear(session, user.id, wear_id, wanted, at))


@router.delete("/{wear_id}", status_code=204)
async def delete_wear(wear_id: UUID, user: CurrentUser, session: WriteSession, at: Now) -> None:
    """Delete a wear; its garments count one less."""
    await wears.delete_wear(session, user.id, wear_id, at)
