"""What a person likes and dislikes: answers to outfits, saved or not."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.session import lock_owner
from app.db.tables import Outfit, OutfitFeedback, OutfitItem
from app.db.types import now
from app.wardrobe.outfits.saved import get_outfit, new_outfit, outfits_of

MOST_ANSWERS: Final = 5_000  # that suggestions respect


class GivenAnswer(NamedTuple):
    item_ids: frozenset[UUID]
    liked: bool


async def answer_outfit(
    session: AsyncSession,
    owner_id: UUID,
    item_ids: Sequence[UUID],
    *,
    liked: bool,
    score: float | None,
    reasons: list[dict[str, Any]],
    model_version: str,
) -> None:
    """Like or dislike an outfit of these garments. Raises: NotFound, BadRequest."""
    await lock_owner(session, owner_id)
    known = await _outfits_of_garments(session, owner_id, item_ids)
    if not known:
        known = [
            await new_outfit(
                session,
                owner_id,
                item_ids,
                score=score,
                reasons=reasons,
                model_version=model_version,
                saved=False,
            )
        ]
    for outfit in known:
        await _answer(session, outfit, liked=liked)


async def answer_saved(session: AsyncSession, owner_id: UUID, outfit_id: UUID, *, liked: bool) -> Outfit:
    """Like or dislike a saved outfit; the last answer counts. Raises: NotFound."""
    await lock_owner(session, owner_id)
    outfit = await get_outfit(session, owner_id, outfit_id)
    await _answer(session, outfit, liked=liked)
    return outfit


async def _answer(session: AsyncSession, outfit: Outfit, *, liked: bool) -> None:
    if outfit.feedback is None:
        outfit.feedback = OutfitFeedback(outfit_id=outfit.id, liked=liked)
    else:
        outfit.feedback.liked, outfit.feedback.created_at = liked, now()
    await session.flush()


async def take_back(session: AsyncSession, owner_id: UUID, item_ids: Sequence[UUID]) -> None:
    """Forget what the person said of this outfit, if anything."""
    await lock_owner(session, owner_id)
    outfits = [outfit.id for outfit in await _outfits_of_garments(session, owner_id, item_ids)]
    await session.execute(delete(OutfitFeedback).where(OutfitFeedback.outfit_id.in_(outfits)))
    await session.execute(delete(Outfit).where(Outfit.id.in_(outfits), Outfit.saved.is_(False)))


async def forget_all(session: AsyncSession, owner_id: UUID) -> None:
    """Take back every answer."""
    await lock_owner(session, owner_id)
    own = select(Outfit.id).where(Outfit.owner_id == owner_id)
    await session.execute(delete(OutfitFeedback).where(OutfitFeedback.outfit_id.in_(own)))
    await session.execute(delete(Outfit).where(Outfit.owner_id == owner_id, Outfit.saved.is_(False)))


async def list_feedback(
    session: AsyncSession, owner_id: UUID, liked: bool | None, limit: int, before: UUID | None
) -> list[Outfit]:
    """Outfits with an answer, the newest outfit first, older than the outfit `before`."""
    query = outfits_of(owner_id).join(OutfitFeedback).where(Outfit.items.any())
    if liked is not None:
        query = query.where(OutfitFeedback.liked.is_(liked))
    if before:
        query = query.where(Outfit.id < before)
    return list(await session.scalars(query.order_by(Outfit.id.desc()).limit(limit)))


async def answers(session: AsyncSession, owner_id: UUID) -> list[GivenAnswer]:
    """Answers to outfits, those to the newest outfits first. A saved outfit without an answer is liked."""
    newest = (
        select(Outfit.id)
        .outerjoin(OutfitFeedback)
        .where(Outfit.owner_id == owner_id, or_(Outfit.saved, OutfitFeedback.liked.is_not(None)))
        .order_by(Outfit.id.desc())
        .limit(MOST_ANSWERS)
    )
    rows = await session.execute(
        select(OutfitItem.outfit_id, OutfitItem.item_id, OutfitFeedback.liked)
        .outerjoin(OutfitFeedback, OutfitFeedback.outfit_id == OutfitItem.outfit_id)
        .where(OutfitItem.outfit_id.in_(newest.scalar_subquery()))
        .order_by(OutfitItem.outfit_id.desc())
    )
    garments: dict[UUID, set[UUID]] = {}
    likes: dict[UUID, bool] = {}
    for outfit_id, item_id, liked in rows:
        garments.setdefault(outfit_id, set()).add(item_id)
        likes[outfit_id] = liked is not False
    return [GivenAnswer(frozenset(item_ids), likes[outfit_id]) for outfit_id, item_ids in garments.items()]


async def _outfits_of_garments(session: AsyncSession, owner_id: UUID, item_ids: Sequence[UUID]) -> list[Outfit]:
    """Every outfit of exactly these garments: a person may have saved one twice."""
    with_first = select(OutfitItem.outfit_id).where(OutfitItem.item_id == item_ids[0])
    outfits = await session.scalars(outfits_of(owner_id).where(Outfit.id.in_(with_first)))
    return [outfit for outfit in outfits if {part.item_id for part in outfit.items} == set(item_ids)]
