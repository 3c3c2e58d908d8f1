"""/v1/plans: what to wear on days to come."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.dependencies import CurrentUser, Now, ReadSession, WriteSession
from app.http.body_limits import SmallBodyRoute
from app.http.days import days_between
from app.schemas.day import Day, NewPlan, Plan, PlanList
from app.wardrobe.everyday import plans

router = APIRouter(prefix="/v1/plans", tags=["days"], route_class=SmallBodyRoute)

PlannedDay = Annotated[Day, Path(alias="date")]


@router.put("/{date}")
async def put_plan(planned_on: PlannedDay, new: NewPlan, user: CurrentUser, session: WriteSession, at: Now) -> Plan:
    """Plan a day, in place of an earlier plan. Garments in the laundry may be planned."""
    return Plan.of(await plans.put_plan(session, user.id, planned_on, new.item_ids, new.outfit_id, new.note or "", at))


@router.get("")
async def list_plans(
    user: CurrentUser,
    session: ReadSession,
    at: Now,
    first: Annotated[Day | None, Query(alias="from", description="default: today")] = None,
    last: Annotated[Day | None, Query(alias="to", description="default: 30 days after `from`")] = None,
) -> PlanList:
    """The plans of at most 366 days, in order."""
    rows = await plans.list_plans(session, user.id, *days_between(first, last, starting=at.date()))
    return PlanList(plans=[Plan.of(row) for row in rows])


@router.delete("/{date}", status_code=204)
async def delete_plan(planned_on: PlannedDay, user: CurrentUser, session: WriteSession) -> None:
    """Delete the plan of a day."""
    await plans.delete_plan(session, user.id, planned_on)
