"""Garments: finding, correcting, deleting. Every query names the owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.accounts.limits import check_room
from app.db.tables import Correction, Item, Photo
from app.db.types import now
from app.wardrobe.attributes import Attributes
from app.wardrobe.errors import NotFound
from app.wardrobe.search_columns import update_search_columns


@dataclass(frozen=True)
class ItemFilter:
    """The filters of a list; None and empty do not filter."""

    category: str | None = None
    slot: str | None = None
    color: str | None = None
    text: str | None = None
    needs_review: bool | None = None
    draft: bool = False  # only drafts, which appear in no other list


async def list_items(
    session: AsyncSession, owner_id: UUID, chosen: ItemFilter, limit: int, before: UUID | None
) -> list[Item]:
    """The newest `limit` items, older than the item `before`."""
    query = _narrowed(_items(owner_id), chosen).order_by(Item.id.desc()).limit(limit)
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


async def change_item(
    session: AsyncSession,
    owner_id: UUID,
    item_id: UUID,
    category: str | None,
    changes: dict[str, Any],
    *,
    confirm: bool = False,
) -> Item:
    """Set category and attributes. A category chosen by a person needs no review.

    With `confirm`, a draft becomes a garment of the wardrobe.

    Raises: NotFound.
    """
    item = await get_item(session, owner_id, item_id)
    if category is not None:
        if category != item.category:
            session.add(
                Correction(
                    owner_id=owner_id,
                    item_id=item.id,
                    from_category=item.category,
                    to_category=category,
                    classifier_version=item.classifier_version,
                )
            )
        item.category, item.needs_review = category, False
    item.attributes = Attributes.model_validate(item.attributes | changes).model_dump()
    update_search_columns(item)
    if confirm:
        item.draft = False
    item.updated_at = now()
    return item


async def delete_item(session: AsyncSession, owner_id: UUID, item_id: UUID) -> None:
    """Delete a garment; `restore_item` undoes it. Raises: NotFound."""
    await _set_deleted(session, owner_id, item_id, deleted=True)


async def restore_item(session: AsyncSession, owner_id: UUID, item_id: UUID) -> Item:
    """Raises: NotFound, LimitReached."""
    await check_room(session, owner_id, items=1)
    await _set_deleted(session, owner_id, item_id, deleted=False)
    return await get_item(session, owner_id, item_id)


async def _set_deleted(session: AsyncSession, owner_id: UUID, item_id: UUID, *, deleted: bool) -> None:
    was = Item.deleted_at.is_(None) if deleted else Item.deleted_at.is_not(None)
    changed = await session.scalars(
        update(Item)
        .where(Item.owner_id == owner_id, Item.id == item_id, was)
        .values(deleted_at=now() if deleted else None, updated_at=now())
        .returning(Item.id)
    )
    if changed.first() is None:
        raise NotFound("garment", [item_id])


def _items(owner_id: UUID) -> Select[Item]:
    return select(Item).where(Item.owner_id == owner_id, Item.deleted_at.is_(None)).options(selectinload(Item.photos))


def _narrowed(query: Select[Item], chosen: ItemFilter) -> Select[Item]:
    query = query.where(Item.draft.is_(chosen.draft))
    if chosen.category:
        query = query.where(Item.category == chosen.category)
    if chosen.slot:
        query = query.where(Item.slot == chosen.slot)
    if chosen.color:
        query = query.where(Item.color_names.contains(f" {chosen.color.replace(' ', '-')} ", autoescape=True))
    if chosen.needs_review is not None:
        query = query.where(Item.needs_review == chosen.needs_review)
    for word in (chosen.text or "").casefold().split():
        query = query.where(Item.search_text.contains(word, autoescape=True))
    return query
