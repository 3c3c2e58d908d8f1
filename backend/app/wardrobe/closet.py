"""A whole wardrobe, read for outfits: garments, and how well any two go together."""

import asyncio
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
IDS_A_QUERY = 1_000  # SQLite takes 32,766 parameters


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

    def places(self, item_ids: Sequence[UUID]) -> Indices:
        """Where these garments stand. Raises: NotFound, naming every one that is not here."""
        return _places([garment.id for garment in self.garments], item_ids)


def _places(known: Sequence[UUID], item_ids: Sequence[UUID]) -> Indices:
    place = {item_id: number for number, item_id in enumerate(known)}
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


async def scores_of_pairs(
    session: AsyncSession, owner_id: UUID, pairs: Sequence[tuple[UUID, UUID]]
) -> tuple[str, Scores]:
    """The version that answers now, and how well each pair goes together: Float32[P].

    Reads the vectors of these garments and nothing else, so it takes as long as many were asked for, however large the
    wardrobe. Raises: NotFound, naming every garment that is not here; ModelUnavailable.
    """
    model = await active_compatibility(session)
    asked = [item_id for pair in pairs for item_id in pair]
    different = list(dict.fromkeys(asked))
    known: list[UUID] = []
    vectors: list[bytes] = []
    for start in range(0, len(different), IDS_A_QUERY):
        rows = await session.execute(
            select(Item.id, tables.Embedding.vector)
            .join(tables.Embedding, tables.Embedding.item_id == Item.id)
            .where(
                Item.id.in_(different[start : start + IDS_A_QUERY]),
                Item.owner_id == owner_id,
                Item.is_owned(),
                tables.Embedding.model_version == model.version,
            )
        )
        for item_id, vector in rows:
            known.append(item_id)
            vectors.append(vector)
    places = _places(known, asked).reshape(-1, 2)
    matrix = np.frombuffer(b"".join(vectors), "<f4").reshape(len(known), EMBEDDING_SIZE)
    return model.version, await asyncio.to_thread(model.score_pairs, matrix[places[:, 0]], matrix[places[:, 1]])
