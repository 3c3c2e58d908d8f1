"""Garments: finding, correcting, deleting. Every query names the owner."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.accounts.limits import check_room
from app.db.session import lock_owner
from app.db.tables import Item, Photo
from app.db.types import now
from app.vision.vocabulary import CATEGORY_OF_KIND
from app.wardrobe.changes import ItemChanges, apply_changes
from app.wardrobe.errors import NotFound
from app.wardrobe.search_columns import tag_lines
from app.wardrobe.search_words import Sought, read_search

# How long a delete can be undone.
KEPT_AFTER_DELETE: Final = timedelta(days=30)


@dataclass(frozen=True)
class ItemFilter:
    """The filters of a list; None and empty do not filter."""

    category: str | None = None
    kind: str | None = None
    slot: str | None = None
    color: str | None = None
    pattern: str | None = None
    warmth: str | None = None
    availability: str | None = None
    tag: str | None = None
    text: str | None = None
    ids: Sequence[UUID] | None = None
    needs_review: bool | None = None
    deleted: bool = False  # only garments in the trash, which appear in no other list
    draft: bool = False  # only drafts, which appear in no other list


async def list_items(
    session: AsyncSession, owner_id: UUID, chosen: ItemFilter, limit: int, before: UUID | None
) -> list[Item]:
    """The newest `limit` items, older than the item `before`."""
    query = _items(owner_id, deleted=chosen.deleted)
    if not chosen.deleted:
        query = query.where(Item.draft.is_(chosen.draft))
    query = _narrowed(query, chosen).order_by(Item.id.desc()).limit(limit)
    if before:
        query = query.where(Item.id < before)
    return list(await session.scalars(query))


async def get_item(session: AsyncSession, owner_id: UUID, item_id: UUID) -> Item:
    """Raises: NotFound."""
    item = await session.scalar(_items(owner_id).where(Item.id == item_id))
    if item is None:
        raise NotFound("garment", [item_id])
    return item


async def get_items(session: AsyncSession, owner_id: UUID, item_ids: Sequence[UUID]) -> list[Item]:
    """Those of these garments that exist."""
    return list(await session.scalars(_items(owner_id).where(Item.id.in_(item_ids))))


async def get_photo(session: AsyncSession, owner_id: UUID, item_id: UUID, photo_id: UUID | None = None) -> Photo:
    """One photo of a garment; by default the first, which represents it. Raises: NotFound."""
    query = (
        select(Photo)
        .join(Item)
        .where(Photo.owner_id == owner_id, Photo.item_id == item_id, Item.deleted_at.is_(None))
        .order_by(Photo.position)
        .limit(1)
    )
    if photo_id:
        query = query.where(Photo.id == photo_id)
    photo = await session.scalar(query)
    if photo is None:
        raise NotFound("photo" if photo_id else "garment", [photo_id or item_id])
    return photo


async def change_item(session: AsyncSession, owner_id: UUID, item_id: UUID, changes: ItemChanges) -> Item:
    """Correct or describe a garment. Raises: NotFound."""
    await lock_owner(session, owner_id)
    item = await get_item(session, owner_id, item_id)
    if correction := apply_changes(item, changes):
        session.add(correction)
    return item


async def count_tags(session: AsyncSession, owner_id: UUID) -> Counter[str]:
    """How many garments have each tag; spellings that differ in capitals count as one."""
    rows = await session.scalars(
        select(Item.tags).where(Item.owner_id == owner_id, Item.is_owned(), Item.tag_lines != tag_lines([]))
    )
    spelling: dict[str, str] = {}
    return Counter(spelling.setdefault(tag.casefold(), tag) for tags in rows for tag in tags)


async def delete_item(session: AsyncSession, owner_id: UUID, item_id: UUID) -> None:
    """Delete a garment; `restore_item` undoes it. Raises: NotFound."""
    await _set_deleted(session, owner_id, item_id, deleted=True)


async def restore_item(session: AsyncSession, owner_id: UUID, item_id: UUID) -> Item:
    """Raises: NotFound, LimitReached."""
    await lock_owner(session, owner_id)
    await check_room(session, owner_id, items=1)
    await _set_deleted(session, owner_id, item_id, deleted=False)
    return await get_item(session, owner_id, item_id)


async def _set_deleted(session: AsyncSession, owner_id: UUID, item_id: UUID, *, deleted: bool) -> None:
    await lock_owner(session, owner_id)
    was = Item.deleted_at.is_(None) if deleted else Item.deleted_at.is_not(None)
    changed = await session.scalars(
        update(Item)
        .where(Item.owner_id == owner_id, Item.id == item_id, was)
        .values(deleted_at=now() if deleted else None, updated_at=now())
        .returning(Item.id)
    )
    if changed.first() is None:
        raise NotFound("garment", [item_id])


def _items(owner_id: UUID, *, deleted: bool = False) -> Select[Item]:
    is_there = Item.deleted_at.is_not(None) if deleted else Item.deleted_at.is_(None)
    return select(Item).where(Item.owner_id == owner_id, is_there).options(selectinload(Item.photos))


def _narrowed(query: Select[Item], chosen: ItemFilter) -> Select[Item]:
    for column in ("category", "kind", "slot", "availability"):
        if value := getattr(chosen, column):
            query = query.where(getattr(Item, column) == value)
    for attribute in ("pattern", "warmth"):
        if value := getattr(chosen, attribute):
            query = query.where(Item.attributes[attribute].as_string() == value)
    if chosen.color:
        query = query.where(Item.color_names.contains(f" {chosen.color.lower().replace(' ', '-')} ", autoescape=True))
    if chosen.tag:
        query = query.where(Item.tag_lines.contains(f"\n{chosen.tag.casefold()}\n", autoescape=True))
    if chosen.ids is not None:
        query = query.where(Item.id.in_(chosen.ids))
    if chosen.needs_review is not None:
        query = query.where(Item.needs_review == chosen.needs_review)
    return query.where(*(_says(sought) for sought in read_search(chosen.text or "")))


def _says(sought: Sought) -> ColumnElement[bool]:
    """Whether a garment is of a kind that is sought, or may be, or has the words in its text."""
    text = Item.search_text.contains(f" {sought.text}" if sought.whole else sought.text, autoescape=True)
    if not sought.kinds:
        return text
    categories = {CATEGORY_OF_KIND[kind] for kind in sought.kinds}
    may_be = and_(Item.kind.is_(None), Item.category.in_(sorted(categories)))
    return or_(Item.kind.in_(sorted(sought.kinds)), may_be, text)
