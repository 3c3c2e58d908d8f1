"""Outfits that a person saved."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.db.session import lock_owner
from app.db.tables import Item, Outfit, OutfitItem
from app.db.types import new_id
from app.wardrobe.errors import BadRequest, NotFound
from app.wardrobe.outfits.garments import mean_of_pairs
from app.wardrobe.outfits.reasons import Facts, Reason, reasons_for
from app.wardrobe.outfits.snapshot import WardrobeSnapshot


async def save_outfit(
    session: AsyncSession,
    owner_id: UUID,
    item_ids: Sequence[UUID],
    *,
    name: str,
    score: float | None,
    reasons: list[dict[str, Any]],
    model_version: str,
    retry_key: str | None = None,
) -> Outfit:
    """Save an outfit of these garments, once for each `retry_key`.

    Raises: NotFound, BadRequest for a garment without a place in outfits.
    """
    await lock_owner(session, owner_id)
    if retry_key is not None:
        known = await session.scalar(_saved(owner_id).where(Outfit.retry_key == retry_key))
        if known is not None:
            return known
    outfit = await new_outfit(session, owner_id, item_ids, score=score, reasons=reasons, model_version=model_version)
    outfit.name, outfit.retry_key = name, retry_key
    await session.flush()
    return outfit


async def new_outfit(
    session: AsyncSession,
    owner_id: UUID,
    item_ids: Sequence[UUID],
    *,
    score: float | None,
    reasons: list[dict[str, Any]],
    model_version: str,
    saved: bool = True,
) -> Outfit:
    """Raises: NotFound, BadRequest for a garment without a place in outfits, or twice in this one."""
    rows = await session.execute(
        select(Item.id, Item.slot).where(Item.owner_id == owner_id, Item.id.in_(item_ids), Item.is_owned())
    )
    slots = {item_id: slot for item_id, slot in rows}  # noqa: C416  rows are no pairs to a type checker
    if missing := [item_id for item_id in item_ids if item_id not in slots]:
        raise NotFound("garment", missing)
    if len(set(item_ids)) < len(item_ids):
        raise BadRequest("The same garment is in this outfit twice.")
    if placeless := [str(item_id) for item_id, slot in slots.items() if slot is None]:
        raise BadRequest(f"No outfit has a place for {', '.join(placeless)}: give it another category first.")
    outfit = Outfit(
        id=new_id(), owner_id=owner_id, saved=saved, score=score, reasons=reasons, model_version=model_version
    )
    outfit.items = [OutfitItem(item_id=item_id, slot=slots[item_id]) for item_id in item_ids]
    outfit.feedback = None
    session.add(outfit)
    await session.flush()
    return outfit


def judge(snapshot: WardrobeSnapshot, item_ids: Sequence[UUID]) -> tuple[float | None, list[Reason]]:
    """Mean score 0..1 over all pairs, and the reasons; None and no reasons for a single garment.

    Raises: NotFound.
    """
    places = snapshot.places(item_ids)
    if len(places) < 2:
        return None, []
    scores = snapshot.score(places, places)
    return mean_of_pairs(scores), reasons_for(Facts([snapshot.garments[place] for place in places], scores))


async def list_outfits(session: AsyncSession, owner_id: UUID, limit: int, before: UUID | None) -> list[Outfit]:
    """The newest `limit` saved outfits, older than the outfit `before`."""
    query = _saved(owner_id).order_by(Outfit.id.desc()).limit(limit)
    if before:
        query = query.where(Outfit.id < before)
    return list(await session.scalars(query))


async def get_outfit(session: AsyncSession, owner_id: UUID, outfit_id: UUID) -> Outfit:
    """Raises: NotFound."""
    outfit = await session.scalar(_saved(owner_id).where(Outfit.id == outfit_id))
    if outfit is None:
        raise NotFound("saved outfit", [outfit_id])
    return outfit


async def delete_outfit(session: AsyncSession, owner_id: UUID, outfit_id: UUID) -> None:
    """Its feedback stays until it is taken back. Raises: NotFound."""
    await lock_owner(session, owner_id)
    outfit = await get_outfit(session, owner_id, outfit_id)
    if outfit.feedback is None:
        await session.execute(delete(Outfit).where(Outfit.id == outfit.id))
    else:
        outfit.saved = False


def outfits_of(owner_id: UUID) -> Select[Outfit]:
    """Outfits of this person, saved or not, with their garments and feedback."""
    return (
        select(Outfit)
        .where(Outfit.owner_id == owner_id)
        .options(selectinload(Outfit.items), selectinload(Outfit.feedback))
    )


def _saved(owner_id: UUID) -> Select[Outfit]:
    return outfits_of(owner_id).where(Outfit.saved)
