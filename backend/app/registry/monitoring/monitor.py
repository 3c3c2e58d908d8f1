"""How the active models perform: computed again only after new predictions."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.session import SessionFactory
from app.db.tables import Embedding, Item, Prediction
from app.outfit_compatibility import EMBEDDING_SIZE
from app.registry.models import get_models
from app.registry.monitoring.drift import WINDOW, Finding, Window, distances_to_reference, find_drift
from app.registry.monitoring.reference import class_reference, embedding_reference
from app.registry.monitoring.two_samples import Floats

_LOOKS_A_GARMENT: Final = 4  # predictions per garment, at most, when looking for the last 200 garments
_CONFIDENCES: Final = tuple(np.linspace(0, 1, 11))
_DISTANCES: Final = tuple(np.linspace(0, 1.5, 16))

# What an answer depends on: the newest prediction, and both versions.
_Key = tuple[UUID | None, str, str]


@dataclass(frozen=True)
class Distribution:
    """Shares of the live photos and of the reference (empty if there is none) by value."""

    values: list[str]  # names of classes, or the start of each bin
    live: list[float]
    reference: list[float]


@dataclass(frozen=True)
class Drift:
    """`photos` is the number of latest photos tested; `since` is when the first of them was added."""

    classifier_version: str
    embedding_version: str
    photos: int
    since: datetime | None
    latency_ms: float | None  # of both models, median
    findings: list[Finding]
    distributions: dict[str, Distribution]


@dataclass
class Monitor:
    """Remembers the last answer of this process."""

    sessions: SessionFactory
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _last: tuple[_Key, float, Drift] | None = None

    async def drift(self, max_age_s: float = 0) -> Drift:
        """Drift of the active models; up to `max_age_s` old if there are newer photos. Raises: ModelUnavailable."""
        models = get_models()
        classifier, compatibility = models.get_classifier().version, models.get_compatibility().version
        async with self._lock:
            async with self.sessions() as session:
                by_time = select(Prediction.id).order_by(Prediction.created_at.desc())
                key = await session.scalar(by_time.limit(1)), classifier, compatibility
                if self._last and (
                    self._last[0] == key
                    or (self._last[0][1:] == key[1:] and time.monotonic() - self._last[1] < max_age_s)
                ):
                    return self._last[2]
                lines = await latest_lines(session, classifier, compatibility)
            drift = await asyncio.to_thread(_look, classifier, compatibility, lines)
            self._last = key, time.monotonic(), drift
            return drift


@dataclass(frozen=True)
class Line:
    """One logged prediction, with the garment's stored embedding."""

    item_id: UUID
    category: str
    confidence: float
    latency_ms: float
    created_at: datetime
    vector: bytes


async def latest_lines(session: AsyncSession, classifier: str, compatibility: str) -> list[Line]:
    """The last prediction of each of the latest garments, newest first."""
    rows = await session.execute(
        select(
            Prediction.item_id,
            Prediction.category,
            Prediction.confidence,
            Prediction.latency_ms,
            Prediction.created_at,
            Embedding.vector,
        )
        .select_from(Prediction)
        .join(Item)
        .join(Embedding, (Embedding.item_id == Prediction.item_id) & (Embedding.model_version == compatibility))
        .where(Prediction.classifier_version == classifier, Item.sample.is_(False))
        .order_by(Prediction.created_at.desc())
        .limit(WINDOW * _LOOKS_A_GARMENT)
    )
    latest: dict[UUID, Line] = {}
    for row in rows:
        latest.setdefault(row.item_id, Line(*row))
    return list(latest.values())[:WINDOW]


def window_of(lines: Sequence[Line]) -> Window:
    return Window(
        [line.category for line in lines],
        np.array([line.confidence for line in lines], np.float32),
        np.frombuffer(b"".join(line.vector for line in lines), "<f4").reshape(-1, EMBEDDING_SIZE),
    )


def _look(classifier: str, compatibility: str, lines: list[Line]) -> Drift:
    window = window_of(lines)
    classes, embeddings = class_reference(classifier), embedding_reference(compatibility)
    confidences = classes.confidences if classes else None
    distributions = {
        "confidence": _histogram(window.confidences, confidences, _CONFIDENCES),
        "class": _counts(window.categories, classes.categories if classes else []),
    }
    if classes and embeddings and classes.photos == embeddings.photos:
        reference = Window(classes.categories, classes.confidences, embeddings.embeddings)
        live, known = (distances_to_reference(one, classes, embeddings) for one in (window, reference))
        distributions["embedding"] = _histogram(live, known, _DISTANCES)
    return Drift(
        classifier,
        compatibility,
        len(lines),
        lines[-1].created_at if lines else None,
        float(np.median([line.latency_ms for line in lines])) if lines else None,
        find_drift(window, classes, embeddings),
        distributions,
    )


def _histogram(live: Floats, reference: Floats | None, edges: tuple[float, ...]) -> Distribution:
    def shares(values: Floats | None) -> list[float]:
        if values is None or not len(values):
            return []
        counted = np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0]
        return [float(share) for share in counted / len(values)]

    return Distribution([f"{edge:.1f}" for edge in edges[:-1]], shares(live), shares(reference))


def _counts(live: Sequence[str], reference: Sequence[str]) -> Distribution:
    names = sorted({*live, *reference})

    def shares(seen: Sequence[str]) -> list[float]:
        return [seen.count(name) / len(seen) for name in names] if seen else []

    return Distribution(names, shares(live), shares(reference))
