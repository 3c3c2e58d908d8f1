"""A whole wardrobe, read for outfits: garments, and how well any two go together.

It may have ten thousand garments, so only the necessary columns are read instead of objects, and JSON stays
text until a garment is chosen.
"""

import asyncio
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from typing import Any, overload
from uuid import UUID

import numpy as np
from sqlalchemy import Text, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import tables
from app.db.tables import Item
from app.db.types import now
from app.outfit_compatibility import EMBEDDING_SIZE, CompatibilityModel
from app.vision.colors import Color
from app.wardrobe.errors import NotFound
from app.wardrobe.outfits.garments import Garment, Indices, PairScore, Scores
from app.wardrobe.outfits.taste import Answer

NEW_FOR = timedelta(days=7)


@dataclass(frozen=True)
class WardrobeSnapshot:
    """The garments embedded by the active model, in order of their ids."""

    garments: list[Garment]
    vectors: Scores  # Float32[N, 128], one row per garment
    model: CompatibilityModel

    @property
    def score(self) -> PairScore:
        def score(rows: Indices, columns: Indices) -> Scores:
            return self.model.score(self.vectors[rows], self.vectors[columns])

        return score

    def score_pairs(self, pairs: Sequence[tuple[UUID, UUID]]) -> Scores:
        """How well each pair goes together: Float32[P]. Raises: NotFound, naming every unknown garment."""
        one, other = self.places([item_id for pair in pairs for item_id in pair]).reshape(-1, 2).T
        return self.model.score_pairs(self.vectors[one], self.vectors[other])

    def places(self, item_ids: Sequence[UUID]) -> Indices:
        """The indices of these garments. Raises: NotFound, naming every unknown one."""
        place = self._place if item_ids else {}
        if missing := sorted({item_id for item_id in item_ids if item_id.int not in place}):
            raise NotFound("garment", missing)
        return np.array([place[item_id.int] for item_id in item_ids], np.intp)

    def answers(self, given: Iterable[tuple[Collection[UUID], bool]]) -> list[Answer]:
        """Answers to outfits whose garments are all here."""
        found = [([self._place.get(item_id.int) for item_id in outfit], liked) for outfit, liked in given]
        return [
            Answer(frozenset(place for place in places if place is not None), liked)
            for places, liked in found
            if None not in places
        ]

    @cached_property
    def _place(self) -> dict[int, int]:
        """By the id's integer, which is looked up four times as fast as the id itself."""
        return {garment.id.int: number for number, garment in enumerate(self.garments)}


async def load_snapshot(
    session: AsyncSession, owner_id: UUID, model: CompatibilityModel, only: Iterable[UUID] | None = None
) -> WardrobeSnapshot:
    """The garments that `model` embedded; with `only`, at most 30,000 of these: databases limit parameters."""
    attributes = Item.attributes
    query = (
        select(
            Item.id,
            Item.category,
            Item.slot,
            cast(Item.colors, Text),
            attributes["warmth"].as_string(),
            cast(attributes["season"], Text),
            Item.created_at > now() - NEW_FOR,
            attributes["neckline"].as_string(),
            attributes["pattern"].as_string(),
            cast(attributes["occasion"], Text),
            Item.kind,
            tables.Embedding.vector,
        )
        .join(tables.Embedding, tables.Embedding.item_id == Item.id)
        .where(Item.owner_id == owner_id, Item.is_owned(), tables.Embedding.model_version == model.version)
        .order_by(Item.id)
    )
    if only is not None:
        query = query.where(Item.id.in_(set(only)))
    rows = (await session.execute(query)).all()
    return await asyncio.to_thread(_closet, rows, model)


def _closet(rows: Sequence[Any], model: CompatibilityModel) -> WardrobeSnapshot:
    garments = [
        Garment(
            item_id,
            category,
            slot,
            _KeptColors(colors),
            warmth,
            _words(seasons),
            is_new,
            neckline,
            pattern,
            kind,
            _words(occasions),
        )
        for item_id, category, slot, colors, warmth, seasons, is_new, neckline, pattern, occasions, kind, _ in rows
    ]
    vectors = np.frombuffer(b"".join([row[-1] for row in rows]), "<f4").reshape(len(rows), EMBEDDING_SIZE)
    return WardrobeSnapshot(garments, vectors, model)


class _KeptColors(Sequence[Color]):
    """A garment's colours as stored in its row, parsed on first use."""

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


@lru_cache(maxsize=256)
def _words(kept: str) -> frozenset[Any]:
    """A list of words as stored in a row."""
    return frozenset(json.loads(kept))
