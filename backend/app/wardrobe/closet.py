"""A whole wardrobe, read for outfits: garments, and how well any two go together.

Ten thousand garments are read at every question, so only what choosing needs is read of each: columns in place of
objects, and JSON left as text until a garment was chosen.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, overload
from uuid import UUID

import numpy as np
from sqlalchemy import Text, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import tables
from app.db.tables import Item
from app.db.types import now
from app.outfit_compatibility import EMBEDDING_SIZE, CompatibilityModel
from app.registry.active import active_compatibility
from app.vision.colors import Color
from app.wardrobe.attributes import Season
from app.wardrobe.errors import NotFound
from app.wardrobe.garments import Garment, Indices, PairScore, Scores

NEW_FOR = timedelta(days=7)
IDS_A_QUERY = 10_000  # SQLite takes 32,766 parameters, PostgreSQL 32,767


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
        place = {garment.id: number for number, garment in enumerate(self.garments)} if item_ids else {}
        if missing := sorted({item_id for item_id in item_ids if item_id not in place}):
            raise NotFound("garment", missing)
        return np.array([place[item_id] for item_id in item_ids], np.intp)


async def load_closet(session: AsyncSession, owner_id: UUID) -> Closet:
    """Raises: ModelUnavailable."""
    model = await active_compatibility(session)
    attributes = Item.attributes
    rows = (
        await session.execute(
            select(
                Item.id,
                Item.category,
                Item.slot,
                type_coerce(Item.colors, Text),
                attributes["warmth"].as_string(),
                type_coerce(attributes["season"], Text),
                Item.created_at > now() - NEW_FOR,
                attributes["neckline"].as_string(),
                attributes["pattern"].as_string(),
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
    return await asyncio.to_thread(_closet, rows, model)


def _closet(rows: Sequence[Any], model: CompatibilityModel) -> Closet:
    garments = [
        Garment(item_id, category, slot, _KeptColors(colors), warmth, _seasons(seasons), is_new, neckline, pattern)
        for item_id, category, slot, colors, warmth, seasons, is_new, neckline, pattern, _ in rows
    ]
    vectors = np.frombuffer(b"".join([row[-1] for row in rows]), "<f4").reshape(len(rows), EMBEDDING_SIZE)
    return Closet(garments, vectors, model)


class _KeptColors(Sequence[Color]):
    """A garment's colours as its row has them, read when somebody looks at them."""

    def __init__(self, kept: str) -> None:
        self._kept = kept

    @cached_property
    def _colors(self) -> list[Color]:
        return [Color(**color) for color in json.loads(self._kept)]

    def __len__(self) -> int:
        return len(self._colors)

    @overload
    def __getitem__(self, place: int) -> Color: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Color]: ...
    def __getitem__(self, place: int | slice) -> Color | Sequence[Color]:
        return self._colors[place]


@lru_cache(maxsize=64)
def _seasons(kept: str) -> frozenset[Season]:
    return frozenset(json.loads(kept))


async def scores_of_pairs(
    session: AsyncSession, owner_id: UUID, pairs: Sequence[tuple[UUID, UUID]]
) -> tuple[str, Scores]:
    """The version that answers now, and how well each pair goes together: Float32[P].

    Reads the vectors of these garments and nothing else, so it takes as long as many were asked for, however large the
    wardrobe. Raises: NotFound, naming every garment that is not here; ModelUnavailable.
    """
    model = await active_compatibility(session)
    asked = [item_id for pair in pairs for item_id in pair]
    # In the database's own order, so that a vector needs no id beside it.
    different = sorted(set(asked), key=attrgetter("int"))
    owned = (
        select(tables.Embedding.vector)
        .join(Item, tables.Embedding.item_id == Item.id)
        .where(Item.owner_id == owner_id, Item.is_owned(), tables.Embedding.model_version == model.version)
        .order_by(Item.id)
    )
    vectors: list[bytes] = []
    for start in range(0, len(different), IDS_A_QUERY):
        some = different[start : start + IDS_A_QUERY]
        found = (await session.scalars(owned.where(Item.id.in_(some)))).all()
        if len(found) < len(some):
            known = await session.scalars(owned.with_only_columns(Item.id))
            raise NotFound("garment", sorted(set(different) - set(known)))
        vectors += found
    place = {item_id: number for number, item_id in enumerate(different)}
    matrix = np.frombuffer(b"".join(vectors), "<f4").reshape(-1, EMBEDDING_SIZE)
    one, other = np.array([place[item_id] for item_id in asked], np.intp).reshape(-1, 2).T
    return model.version, await asyncio.to_thread(model.score_pairs, matrix[one], matrix[other])
