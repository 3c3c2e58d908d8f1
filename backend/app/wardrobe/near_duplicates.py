"""Garments whose photos look alike: found here, decided by their owner."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.session import insert_new, lock_owner
from app.db.tables import Item, KeptApart, OutfitItem, Photo
from app.db.types import now
from app.wardrobe.errors import BadRequest, TooManyFiles
from app.wardrobe.items import delete_item, get_item, get_items
from app.wardrobe.photos import MAX_PHOTOS

# The largest number of differing bits, of 64, between fingerprints that count as alike.
MAX_DISTANCE: Final = 6
_ROWS_AT_ONCE: Final = 512

Answer = Literal["keep_both", "same_garment", "discard"]


@dataclass(frozen=True)
class Alike:
    """The later garment, and the earlier one that it looks like; with the photo of each."""

    item_id: UUID
    like_id: UUID
    photo_id: UUID
    like_photo_id: UUID
    distance: int  # bits of 64


@dataclass(frozen=True)
class _Print:
    item_id: UUID
    photo_id: UUID
    bits: int


async def find_alike(session: AsyncSession, owner_id: UUID, limit: int, before: UUID | None) -> list[Alike]:
    """For each garment the earlier one that it looks most like, if any; the newest `limit`, older than `before`."""
    rows = await session.execute(
        select(Photo.item_id, Photo.id, Photo.fingerprint)
        .join(Item)
        .where(Item.owner_id == owner_id, Item.is_owned(), Photo.fingerprint.is_not(None))
        .order_by(Photo.item_id)
    )
    photos = [_Print(item_id, photo_id, int(fingerprint or "", 16)) for item_id, photo_id, fingerprint in rows]
    apart = await session.execute(select(KeptApart.item_id, KeptApart.like_id).where(KeptApart.owner_id == owner_id))
    alike = await asyncio.to_thread(_nearest_earlier, photos, {(first, second) for first, second in apart})
    alike = [one for one in reversed(alike) if before is None or one.item_id < before]
    return alike[:limit]


async def items_of(session: AsyncSession, owner_id: UUID, alike: Sequence[Alike]) -> dict[UUID, Item]:
    wanted = {item_id for one in alike for item_id in (one.item_id, one.like_id)}
    return {item.id: item for item in await get_items(session, owner_id, list(wanted))}


async def answer(session: AsyncSession, owner_id: UUID, item_id: UUID, like_id: UUID, said: Answer) -> Item:
    """Apply the owner's answer; returns the garment that stays. Raises: NotFound, BadRequest, TooManyFiles."""
    if item_id == like_id:
        raise BadRequest("These are the same garment. Name two different ones.")
    await lock_owner(session, owner_id)
    item = await get_item(session, owner_id, item_id)
    like = await get_item(session, owner_id, like_id)
    match said:
        case "keep_both":
            await insert_new(session, KeptApart, item_id=item_id, like_id=like_id, owner_id=owner_id)
        case "discard":
            await delete_item(session, owner_id, item_id)
        case "same_garment":
            await _join(session, item, like)
    await session.flush()
    session.expire_all()
    return await get_item(session, owner_id, like_id)


async def _join(session: AsyncSession, item: Item, like: Item) -> None:
    """Move the photos of `item` behind those of `like`, which replaces it in saved outfits too."""
    if len(item.photos) + len(like.photos) > MAX_PHOTOS:
        raise TooManyFiles(f"Together these have more than {MAX_PHOTOS} photos. Delete some first.")
    behind = like.photos[-1].position + 1
    for number, photo in enumerate(list(item.photos)):
        await session.execute(
            update(Photo).where(Photo.id == photo.id).values(item_id=like.id, position=behind + number)
        )
    together = select(OutfitItem.outfit_id).where(OutfitItem.item_id == like.id)
    of_item = OutfitItem.item_id == item.id
    await session.execute(
        update(OutfitItem).where(of_item, OutfitItem.outfit_id.not_in(together)).values(item_id=like.id)
    )
    await session.execute(update(Item).where(Item.id == like.id).values(updated_at=now()))
    await session.execute(delete(Item).where(Item.id == item.id))


def _nearest_earlier(photos: list[_Print], apart: set[tuple[UUID, UUID]]) -> list[Alike]:
    """In the order of the later garment's id; `photos` are in the order of their garments' ids."""
    bits: NDArray[np.uint64] = np.array([photo.bits for photo in photos], np.uint64)
    found: dict[UUID, Alike] = {}
    for start in range(0, len(photos), _ROWS_AT_ONCE):
        rows = bits[start : start + _ROWS_AT_ONCE]
        distances = np.bitwise_count(rows[:, None] ^ bits[: start + len(rows)])
        for row, other in np.argwhere(distances <= MAX_DISTANCE):
            later, earlier = photos[start + row], photos[other]
            if earlier.item_id >= later.item_id or (later.item_id, earlier.item_id) in apart:
                continue
            distance = int(distances[row, other])
            if later.item_id not in found or distance < found[later.item_id].distance:
                found[later.item_id] = Alike(later.item_id, earlier.item_id, later.photo_id, earlier.photo_id, distance)
    return [found[item_id] for item_id in sorted(found)]
