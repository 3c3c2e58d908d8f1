"""A wardrobe as one matrix: row by row the embeddings of its garments."""

from collections.abc import Collection
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import tables
from app.db.tables import Item
from app.outfit_compatibility import EMBEDDING_SIZE, Embeddings
from app.wardrobe.errors import NotFound


async def embeddings_of(
    session: AsyncSession, owner_id: UUID, model_version: str, item_ids: Collection[UUID]
) -> tuple[dict[UUID, int], Embeddings]:
    """The row of each garment, and Float32[N, 128], N the number of different garments.

    Raises: NotFound, naming every id that is not a garment of this owner.
    """
    known, matrix = await wardrobe_embeddings(session, owner_id, model_version)
    if missing := set(item_ids) - known.keys():
        raise NotFound("garment", sorted(missing))
    return known, matrix


async def wardrobe_embeddings(
    session: AsyncSession, owner_id: UUID, model_version: str
) -> tuple[dict[UUID, int], Embeddings]:
    """Every garment of a wardrobe: the row of each, and Float32[N, 128]."""
    rows = (
        await session.execute(
            select(tables.Embedding.item_id, tables.Embedding.vector)
            .join(Item)
            .where(
                tables.Embedding.owner_id == owner_id,
                tables.Embedding.model_version == model_version,
                Item.deleted_at.is_(None),
            )
            .order_by(Item.id)
        )
    ).all()
    matrix = np.frombuffer(b"".join(vector for _, vector in rows), "<f4").reshape(len(rows), EMBEDDING_SIZE)
    return {item_id: row for row, (item_id, _) in enumerate(rows)}, matrix
