"""Counts over all people."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import Item, Job


class UnfinishedJobs(NamedTuple):
    kind: str
    state: str
    jobs: int


async def count_unfinished_jobs(session: AsyncSession) -> list[UnfinishedJobs]:
    rows = await session.execute(
        select(Job.kind, Job.state, func.count()).where(Job.finished_at.is_(None)).group_by(Job.kind, Job.state)
    )
    return [UnfinishedJobs(*row) for row in rows]


async def count_garments(session: AsyncSession, *, deleted: bool = False) -> int:
    """Garments in all wardrobes; with `deleted`, also those that can still be restored."""
    query = select(func.count()).select_from(Item)
    if not deleted:
        query = query.where(Item.deleted_at.is_(None))
    return await session.scalar(query) or 0
