"""What was worn on which day. Every query names the owner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.db.session import lock_owner
from app.db.tables import Item, Wear, WearItem
from app.db.types import new_id
from app.wardrobe.errors import AlreadyWorn, BadRequest, NotFound
from app.wardrobe.everyday.garments import choose_garments

MAX_A_DAY: Final = 50
_FURTHEST_ZONE: Final = timedelta(hours=14)  # the day begins there first


@dataclass(frozen=True)
class WearChange:
    """What to change about a wear; None leaves it, except `outfit_id` with `sets_outfit`."""

    worn_on: date | None = None
    item_ids: Sequence[UUID] | None = None
    outfit_id: UUID | None = None
    note: str | None = None
    sets_outfit: bool = False


async def add_wear(
    session: AsyncSession,
    owner_id: UUID,
    worn_on: date,
    item_ids: Sequence[UUID] | None,
    outfit_id: UUID | None,
    note: str | None,
    at: datetime,
) -> tuple[Wear, bool]:
    """Note what was worn; returns the wear, and whether it is new. The same garments on the same day are one wear.

    Raises: NotFound, BadRequest.
    """
    _check_day(worn_on, at)
    await lock_owner(session, owner_id)
    chosen = await choose_garments(session, owner_id, item_ids, outfit_id)
    known = await _find_same(session, owner_id, worn_on, chosen)
    if known is None:
        that_day = Wear.owner_id == owner_id, Wear.worn_on == worn_on
        if (await session.scalar(select(func.count()).select_from(Wear).where(*that_day)) or 0) >= MAX_A_DAY:
            raise BadRequest(f"A day holds at most {MAX_A_DAY} wears. Delete one of this day first.")
        wear = new_wear(owner_id, worn_on, chosen, outfit_id, note or "", at)
        try:
            async with session.begin_nested():
                session.add(wear)
        except IntegrityError:  # another request noted it at the same moment
            known = await _find_same(session, owner_id, worn_on, chosen)
            if known is None:
                raise
        else:
            await count_wears(session, owner_id, chosen, at)
            return wear, True
    if note is not None and note != known.note:
        known.note, known.updated_at = note, at
    return known, False


def new_wear(
    owner_id: UUID, worn_on: date, item_ids: Sequence[UUID], outfit_id: UUID | None, note: str, at: datetime
) -> Wear:
    wear = Wear(id=new_id(), owner_id=owner_id, worn_on=worn_on, outfit_id=outfit_id, note=note)
    wear.garments_sha256 = garments_digest(item_ids)
    wear.created_at = wear.updated_at = at
    wear.items = _parts(item_ids)
    return wear


async def list_wears(session: AsyncSession, owner_id: UUID, first: date, last: date) -> list[Wear]:
    """The wears from the day `first` to the day `last`, oldest first."""
    within = Wear.worn_on >= first, Wear.worn_on <= last
    return list(await session.scalars(_wears(owner_id).where(*within).order_by(Wear.worn_on, Wear.id)))


async def list_wears_of(session: AsyncSession, owner_id: UUID, item_id: UUID, limit: int) -> list[Wear]:
    """The newest `limit` wears of one garment, newest first. Raises: NotFound."""
    owned = Item.owner_id == owner_id, Item.id == item_id, Item.deleted_at.is_(None)
    if await session.scalar(select(Item.id).where(*owned)) is None:
        raise NotFound("garment", [item_id])
    query = _wears(owner_id).join(WearItem, WearItem.wear_id == Wear.id).where(WearItem.item_id == item_id)
    return list(await session.scalars(query.order_by(Wear.worn_on.desc(), Wear.id.desc()).limit(limit)))


async def change_wear(session: AsyncSession, owner_id: UUID, wear_id: UUID, change: WearChange, at: datetime) -> Wear:
    """Raises: NotFound, BadRequest, AlreadyWorn."""
    await lock_owner(session, owner_id)
    wear = await _get_wear(session, owner_id, wear_id)
    before = [part.item_id for part in wear.items]
    if change.worn_on is not None:
        _check_day(change.worn_on, at)
    worn_on = change.worn_on or wear.worn_on
    chosen = before
    if change.item_ids is not None or change.outfit_id is not None:
        chosen = await choose_garments(session, owner_id, change.item_ids, change.outfit_id, before)
    same = await _find_same(session, owner_id, worn_on, chosen)
    if same is not None and same.id != wear.id:
        raise AlreadyWorn(same.id)
    if chosen != before:
        wear.items.clear()
        await session.flush()
        wear.items, wear.garments_sha256 = _parts(chosen), garments_digest(chosen)
    if change.sets_outfit:
        wear.outfit_id = change.outfit_id
    if change.note is not None:
        wear.note = change.note
    wear.worn_on, wear.updated_at = worn_on, at
    await session.flush()
    await count_wears(session, owner_id, {*before, *chosen}, at)
    return wear


async def delete_wear(session: AsyncSession, owner_id: UUID, wear_id: UUID, at: datetime) -> None:
    """Raises: NotFound."""
    await lock_owner(session, owner_id)
    wear = await _get_wear(session, owner_id, wear_id)
    worn = [part.item_id for part in wear.items]
    await session.delete(wear)
    await session.flush()
    await count_wears(session, owner_id, worn, at)


async def count_wears(
    session: AsyncSession, owner_id: UUID, item_ids: Iterable[UUID], at: datetime | None = None
) -> None:
    """Count the wears of these garments again; `at` is when they changed, None if the person did not change them."""
    worn = select(WearItem).join(Wear, Wear.id == WearItem.wear_id).where(WearItem.item_id == Item.id)
    counted = {
        "wear_count": worn.with_only_columns(func.count()).scalar_subquery(),
        "last_worn_on": worn.with_only_columns(func.max(Wear.worn_on)).scalar_subquery(),
    } | ({"updated_at": at} if at else {})
    mine = Item.owner_id == owner_id, Item.id.in_(set(item_ids))
    await session.execute(update(Item).where(*mine).values(counted), execution_options={"synchronize_session": False})


def garments_digest(item_ids: Iterable[UUID]) -> str:
    """The same for the same garments in any order: SHA-256 of their sorted ids."""
    return sha256("".join(sorted(item_id.hex for item_id in item_ids)).encode()).hexdigest()


def _parts(item_ids: Iterable[UUID]) -> list[WearItem]:
    return [WearItem(item_id=item_id, position=number) for number, item_id in enumerate(item_ids)]


def _check_day(worn_on: date, at: datetime) -> None:
    if worn_on > (at + _FURTHEST_ZONE).date():
        raise BadRequest("This day is still to come. Plan what to wear on it instead.")


async def _find_same(session: AsyncSession, owner_id: UUID, worn_on: date, item_ids: Sequence[UUID]) -> Wear | None:
    same = Wear.worn_on == worn_on, Wear.garments_sha256 == garments_digest(item_ids)
    return await session.scalar(_wears(owner_id).where(*same))


async def _get_wear(session: AsyncSession, owner_id: UUID, wear_id: UUID) -> Wear:
    wear = await session.scalar(_wears(owner_id).where(Wear.id == wear_id))
    if wear is None:
        raise NotFound("wear", [wear_id])
    return wear


def _wears(owner_id: UUID) -> Select[Wear]:
    return select(Wear).where(Wear.owner_id == owner_id).options(selectinload(Wear.items))
