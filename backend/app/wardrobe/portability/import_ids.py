"""Which garments and outfits of an export are which here: garments by their first photo, outfits by their time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import tables

ROWS_A_STEP: Final = 500


async def items_by_digest(session: AsyncSession, owner_id: UUID, digests: Sequence[str]) -> dict[str, UUID]:
    query = select(tables.Photo.sha256, tables.Photo.item_id)
    rows = await session.execute(query.where(tables.Photo.owner_id == owner_id, tables.Photo.sha256.in_(digests)))
    return {sha256: item_id for sha256, item_id in rows}  # noqa: C416  rows are no pairs to a type checker


async def new_ids(
    session: AsyncSession, owner_id: UUID, old_ids: Iterable[UUID], first_photo: Mapping[UUID, str]
) -> dict[UUID, UUID]:
    """What the export's garments are called here, of those that are here."""
    digests = {old: first_photo[old] for old in old_ids if old in first_photo}
    here = dict[str, UUID]()
    for start in range(0, len(digests), ROWS_A_STEP):
        some = list(digests.values())[start : start + ROWS_A_STEP]
        here |= await items_by_digest(session, owner_id, some)
    return {old: here[sha256] for old, sha256 in digests.items() if sha256 in here}


async def new_outfit_ids(
    session: AsyncSession, owner_id: UUID, old_ids: Iterable[UUID], times: Mapping[UUID, datetime]
) -> dict[UUID, UUID]:
    """The same for outfits, at most `ROWS_A_STEP`: an import keeps the time at which each was saved."""
    asked = {old: times[old] for old in old_ids if old in times}
    query = select(tables.Outfit.created_at, tables.Outfit.id)
    rows = await session.execute(
        query.where(tables.Outfit.owner_id == owner_id, tables.Outfit.created_at.in_(asked.values()))
    )
    here = {created_at: outfit_id for created_at, outfit_id in rows}  # noqa: C416
    return {old: here[time] for old, time in asked.items() if time in here}
