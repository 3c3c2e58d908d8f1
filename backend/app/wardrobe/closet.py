"""A whole wardrobe, read for outfits: garments, and how well any two go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import tables
from app.db.tables import Item
from app.db.types import now
from app.outfit_compatibility import EMBEDDING_SIZE, CompatibilityModel
from app.registry.active import active_compatibility
from app.vision.colors import Color
from app.wardrobe.errors import NotFound
from app.wardrobe.garments import Garment, Indices, PairScore, Scores

NEW_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Closet:
    """Garments that are embedded by the model which answers now, in the order they came."""

    garments: list[Garment]
    vectors: Scores  # Float32[N, 128], a row a garment
    model: CompatibilityModel

    @property
    def score(self) -> PairScore:
        def score(rows: Indices, columns: Indices) -> Scores:
            return self.model.score(self.vectors[rows], self.vectors[columns])

        return score

    def score_pairs(self, places: Indices) -> Scores:
        """Float32[P] for Int[P, 2]."""
        return self.model.score_pairs(self.vectors[places[:, 0]], self.vectors[places[:, 1]])

    def places(self, item_ids: Sequence[UUID]) -> Indices:
        """Where these garments stand. Raises: NotFound, naming every one that is not here."""
        place = {garment.id: number for number, garment in enumerate(self.garments)}
        if missing := sorted({item_id for item_id in item_ids if item_id not in place}):
            raise NotFound("garment", missing)
        return np.array([place[item_id] for item_id in item_ids], np.intp)


async def load_closet(session: AsyncSession, owner_id: UUID) -> Closet:
    """Raises: ModelUnavailable."""
    model = await active_compatibility(session)
    rows = (
        await session.execute(
            select(
                Item.id,
                Item.category,
                Item.slot,
                Item.colors,
                Item.attributes,
                Item.created_at,
                tables.Embedding.vector,
            )
            .join(tables.Embedding, tables.Embedding.item_id == Item.id)
            .where(
                Item.owner_id == owner_id,
                Item.is_owned(),
                tables.Embedding.model_version == model.version,
            )
            .order_by(Item.id)
        )
    ).all()
    newest = now() - NEW_FOR
    garments = [
        Garment(
            id=row.id,
            category=row.category,
            slot=row.slot,
            colors=[Color(**color) for color in row.colors],
            warmth=row.attributes["warmth"],
            seasons=frozenset(row.attributes["season"]),
            is_new=row.created_at > newest,
            neckline=row.attributes["neckline"],
            pattern=row.attributes["pattern"],
        )
        for row in rows
    ]
    vectors = np.frombuffer(b"".join(row.vector for row in rows), "<f4").reshape(len(rows), EMBEDDING_SIZE)
    return Closet(garments, vectors, model)
