"""People's reactions to the models: corrections of classes, likes and dislikes of outfits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import Correction, Item, Outfit, OutfitFeedback, OutfitItem, Prediction
from app.db.types import now

LOOKED_BACK: Final = timedelta(days=30)
BINS: Final = 10  # of scores 0..1


@dataclass(frozen=True)
class ClassifierQuality:
    """One classifier version on the garments of the last 30 days; samples are excluded, as no person chose them."""

    version: str
    garments: int
    corrected: int
    liked: int  # garments in an outfit that was liked
    disliked: int

    @property
    def corrected_share(self) -> float:
        return self.corrected / self.garments


@dataclass(frozen=True)
class ScoredOutfits:
    """Outfits of the last 30 days that were judged, with a score from `low` up."""

    version: str
    low: float
    liked: int
    disliked: int


async def classifier_quality(session: AsyncSession) -> list[ClassifierQuality]:
    """By version, the one with the latest prediction first."""
    corrected = exists().where(
        Correction.item_id == Prediction.item_id, Correction.classifier_version == Prediction.classifier_version
    )
    garments = func.count(Prediction.item_id.distinct())
    liked, disliked = _judged(liked=True), _judged(liked=False)
    rows = await session.execute(
        select(
            Prediction.classifier_version,
            garments,
            garments.filter(corrected),
            garments.filter(liked),
            garments.filter(disliked),
        )
        .join(Item)
        .where(Prediction.created_at > now() - LOOKED_BACK, Item.sample.is_(False))
        .group_by(Prediction.classifier_version)
        .order_by(func.max(Prediction.created_at).desc())
    )
    return [ClassifierQuality(*row) for row in rows]


def _judged(*, liked: bool) -> ColumnElement[bool]:
    return (
        exists()
        .where(OutfitItem.item_id == Prediction.item_id, OutfitFeedback.outfit_id == OutfitItem.outfit_id)
        .where(OutfitFeedback.liked.is_(liked))
    )


async def likes_by_score(session: AsyncSession) -> list[ScoredOutfits]:
    """By compatibility version and tenth of the score; only outfits that were judged."""
    rows = await session.execute(
        select(Outfit.model_version, Outfit.score, OutfitFeedback.liked)
        .join(OutfitFeedback)
        .where(OutfitFeedback.created_at > now() - LOOKED_BACK, Outfit.score.is_not(None))
    )
    counts: dict[tuple[str, int], list[int]] = {}
    for version, score, liked in rows:
        place = version, min(int((score or 0) * BINS), BINS - 1)
        counts.setdefault(place, [0, 0])[liked] += 1
    return [
        ScoredOutfits(version, place / BINS, liked, disliked)
        for (version, place), (disliked, liked) in sorted(counts.items())
    ]
