"""How well the models do on the photos of people."""

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import Correction, Item
from app.db.types import now

LOOKED_BACK: Final = timedelta(days=30)


async def corrected_shares(session: AsyncSession) -> dict[str, float]:
    """By classifier version: of the garments of the last 30 days, the share whose class a person corrected (0..1)."""
    corrected = select(Correction.item_id).distinct().scalar_subquery()
    rows = await session.execute(
        select(Item.classifier_version, func.count(), func.count().filter(Item.id.in_(corrected)))
        .where(Item.created_at > now() - LOOKED_BACK, Item.sample.is_(False))
        .group_by(Item.classifier_version)
    )
    return {version: wrong / garments for version, garments, wrong in rows}
