"""What a person means to wear: one plan a day. Every query names the owner."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.db.session import lock_owner
from app.db.tables import Plan, PlanItem
from app.db.types import new_id
from app.wardrobe.errors import NotFound
from app.wardrobe.everyday.garments import choose_garments


async def put_plan(
    session: AsyncSession,
    owner_id: UUID,
    planned_on: date,
    item_ids: Sequence[UUID] | None,
    outfit_id: UUID | None,
    note: str,
    at: datetime,
) -> Plan:
    """Plan a day, in place of an earlier plan. Raises: NotFound."""
    await lock_owner(session, owner_id)
    plan = await session.scalar(_plans(owner_id).where(Plan.planned_on == planned_on))
    before = [part.item_id for part in plan.items] if plan else []
    chosen = await choose_garments(session, owner_id, item_ids, outfit_id, before)
    if plan is None:
        plan = Plan(id=new_id(), owner_id=owner_id, planned_on=planned_on, created_at=at)
        session.add(plan)
    else:
        plan.items.clear()
        await session.flush()
    plan.items = plan_parts(chosen)
    plan.outfit_id, plan.note, plan.updated_at = outfit_id, note, at
    await session.flush()
    return plan


def plan_parts(item_ids: Sequence[UUID]) -> list[PlanItem]:
    return [PlanItem(item_id=item_id, position=number) for number, item_id in enumerate(item_ids)]


async def list_plans(session: AsyncSession, owner_id: UUID, first: date, last: date) -> list[Plan]:
    """The plans from the day `first` to the day `last`, in order."""
    within = Plan.planned_on >= first, Plan.planned_on <= last
    return list(await session.scalars(_plans(owner_id).where(*within).order_by(Plan.planned_on)))


async def delete_plan(session: AsyncSession, owner_id: UUID, planned_on: date) -> None:
    """Raises: NotFound."""
    gone = await session.scalars(
        delete(Plan).where(Plan.owner_id == owner_id, Plan.planned_on == planned_on).returning(Plan.id)
    )
    if gone.first() is None:
        raise NotFound("plan for this day")


def _plans(owner_id: UUID) -> Select[Plan]:
    return select(Plan).where(Plan.owner_id == owner_id).options(selectinload(Plan.items))
