"""Imports the days of an export: what was worn and what is planned, with those garments that are here."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import tables
from app.db.session import SessionFactory, write
from app.db.types import new_id
from app.wardrobe.everyday.plans import plan_parts
from app.wardrobe.everyday.wears import count_wears, garments_digest, new_wear
from app.wardrobe.portability.document import Plan, Wear
from app.wardrobe.portability.document_reading import ExportDocument
from app.wardrobe.portability.import_ids import new_ids, new_outfit_ids

AnyDay = TypeVar("AnyDay", Wear, Plan)


async def take_wears(sessions: SessionFactory, owner_id: UUID, wears: Sequence[Wear], document: ExportDocument) -> None:
    """Those that are not here yet. A wear none of whose garments is here stays out, unless it never had any."""
    async with write(sessions) as session:
        there = select(tables.Wear.worn_on, tables.Wear.garments_sha256).where(
            tables.Wear.owner_id == owner_id, tables.Wear.worn_on.in_({wear.worn_on for wear in wears})
        )
        known = {tuple(row) for row in await session.execute(there)}
        worn = set[UUID]()
        for wear, item_ids, outfit_id in await _as_here(session, owner_id, wears, document):
            key = (wear.worn_on, garments_digest(item_ids))
            if key in known or (wear.item_ids and not item_ids):
                continue
            known.add(key)
            worn.update(item_ids)
            row = new_wear(owner_id, wear.worn_on, item_ids, outfit_id, wear.note, wear.created_at)
            row.updated_at = wear.updated_at
            session.add(row)
        await session.flush()
        await count_wears(session, owner_id, worn)


async def take_plans(sessions: SessionFactory, owner_id: UUID, plans: Sequence[Plan], document: ExportDocument) -> None:
    """Those of days without a plan."""
    async with write(sessions) as session:
        there = select(tables.Plan.planned_on).where(
            tables.Plan.owner_id == owner_id, tables.Plan.planned_on.in_({plan.planned_on for plan in plans})
        )
        known = set(await session.scalars(there))
        for plan, item_ids, outfit_id in await _as_here(session, owner_id, plans, document):
            if plan.planned_on in known or (plan.item_ids and not item_ids):
                continue
            known.add(plan.planned_on)
            row = tables.Plan(
                **plan.model_dump(include={"planned_on", "note", "created_at", "updated_at"}),
                id=new_id(),
                owner_id=owner_id,
                outfit_id=outfit_id,
            )
            row.items = plan_parts(item_ids)
            session.add(row)


async def _as_here(
    session: AsyncSession, owner_id: UUID, days: Sequence[AnyDay], document: ExportDocument
) -> list[tuple[AnyDay, list[UUID], UUID | None]]:
    """Each day with the garments and the outfit that it has here."""
    items = await new_ids(session, owner_id, {i for day in days for i in day.item_ids}, document.first_photo)
    outfits = await new_outfit_ids(
        session, owner_id, {day.outfit_id for day in days if day.outfit_id}, document.outfit_times
    )
    return [
        (
            day,
            list(dict.fromkeys(items[old] for old in day.item_ids if old in items)),
            outfits.get(day.outfit_id) if day.outfit_id else None,
        )
        for day in days
    ]
