"""Style tradition for a face's shape, matched with a person's own wardrobe."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import Item
from app.face_analyzer import Advice


def speaks_of(advice: Advice, garment: Mapping[str, str | None]) -> bool:
    """Whether `advice` applies to a garment with this `category`, `neckline` and `pattern`."""
    return any(garment.get(name) in values for name, values in advice.wear.items())


async def own_garments(session: AsyncSession, owner_id: UUID, advice: Sequence[Advice]) -> list[list[UUID]]:
    """For each piece of advice, the person's garments that it applies to, newest first."""
    rows = await session.execute(
        select(Item.id, Item.category, Item.attributes)
        .where(Item.owner_id == owner_id, Item.is_owned())
        .order_by(Item.id.desc())
    )
    garments = [(row.id, row.attributes | {"category": row.category}) for row in rows]
    return [[item_id for item_id, garment in garments if speaks_of(one, garment)] for one in advice]
