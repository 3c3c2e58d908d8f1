"""Cut-outs by a newer network, kept beside the present ones until their owner has compared them.

A photo that a person touched keeps its cut-out: one with a rectangle, a painted mask or no cut-out, and one whose
doubts they settled in Review.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import CutoutProposal, Item, Photo
from app.db.types import now
from app.outside.storage import FileMissing, Rendition, Store
from app.wardrobe.errors import NotFound

# Then it is deleted, and the photo can be cut out again.
KEPT_UNANSWERED: Final = timedelta(days=7)

_PICTURES: Final[tuple[Rendition, ...]] = ("display", "thumb", "mask", "cutout", "cutout_thumb")

Answer = Literal["use", "keep"]


def redoable(owner_id: UUID, version: str) -> list[ColumnElement[bool]]:
    """Conditions, on photos and their items: nobody touched the cut-out, and this network has not seen the photo."""
    other = aliased(Photo)
    first = select(func.min(other.position)).where(other.item_id == Photo.item_id).scalar_subquery()
    is_unsettled = or_(func.json_array_length(Photo.cutout_doubts) == 0, Item.needs_review, Photo.position != first)
    is_answered = exists().where(CutoutProposal.photo_id == Photo.id, CutoutProposal.version == version)
    return [
        Photo.owner_id == owner_id,
        Item.is_owned(),
        Photo.cutout_mode == "auto",
        Photo.cutout_version.is_distinct_from(version),
        is_unsettled,
        ~is_answered,
    ]


async def count_redoable(session: AsyncSession, owner_id: UUID, version: str) -> int:
    """How many of a person's photos a network could cut out again."""
    query = select(func.count()).select_from(Photo).join(Item).where(*redoable(owner_id, version))
    return await session.scalar(query) or 0


async def count_open(session: AsyncSession, owner_id: UUID) -> int:
    """How many proposals wait for an answer."""
    query = select(func.count()).select_from(CutoutProposal).where(*_open(owner_id))
    return await session.scalar(query) or 0


async def list_proposals(
    session: AsyncSession, owner_id: UUID, limit: int, before: UUID | None
) -> Sequence[tuple[CutoutProposal, UUID]]:
    """The newest photos' open proposals, at most `limit`, older than the photo `before`; each with its garment's id."""
    query = _with_item(owner_id).order_by(CutoutProposal.photo_id.desc()).limit(limit)
    if before:
        query = query.where(CutoutProposal.photo_id < before)
    return [(proposal, item_id) for proposal, item_id in await session.execute(query)]


async def find_proposal(session: AsyncSession, owner_id: UUID, photo_id: UUID) -> tuple[CutoutProposal, UUID]:
    """An open proposal and its garment's id. Raises: NotFound."""
    found = (await session.execute(_with_item(owner_id).where(CutoutProposal.photo_id == photo_id))).one_or_none()
    if found is None:
        raise NotFound("proposal", [photo_id])
    return found[0], found[1]


def as_proposed(photo: Photo, proposal: CutoutProposal) -> Photo:
    """The photo as it would be with the proposed cut-out: a row of its own, in no session."""
    columns = {name: getattr(photo, name) for name in Photo.__table__.columns.keys()}  # noqa: SIM118
    changes = {
        "renditions_key": proposal.renditions_key,
        "has_cutout": True,
        "cutout_doubts": proposal.doubts,
        "cutout_version": proposal.version,
    }
    return Photo(**columns | changes)


async def drop_proposal(session: AsyncSession, photo_id: UUID) -> str | None:
    """Delete a photo's proposal, in the session's transaction; returns the key of its pictures, if it has any."""
    mine = CutoutProposal.photo_id == photo_id
    dropped: str | None = await session.scalar(
        delete(CutoutProposal).where(mine).returning(CutoutProposal.renditions_key)
    )
    return dropped


async def keep_present(sessions: SessionFactory, store: Store, owner_id: UUID, photo_id: UUID) -> None:
    """Keep a photo's cut-out; this network's is not proposed again. Raises: NotFound."""
    async with write(sessions) as session:
        await lock_owner(session, owner_id)
        proposal, _ = await find_proposal(session, owner_id, photo_id)
        key = proposal.renditions_key
        proposal.renditions_key, proposal.size_bytes = None, 0
    if key:
        await asyncio.to_thread(store.delete, owner_id, key)


async def expire_proposals(sessions: SessionFactory, store: Store) -> None:
    """Delete the proposals that nobody answered in time, and their pictures."""
    is_old = CutoutProposal.created_at < now() - KEPT_UNANSWERED, CutoutProposal.renditions_key.is_not(None)
    async with write(sessions) as session:
        expired = await session.execute(
            delete(CutoutProposal).where(*is_old).returning(CutoutProposal.owner_id, CutoutProposal.renditions_key)
        )
        keys = [(owner_id, key) for owner_id, key in expired if key]
    for owner_id, key in keys:
        await asyncio.to_thread(store.delete, owner_id, key)


def check_pictures(store: Store, proposal: CutoutProposal) -> None:
    """That a proposal's pictures are there (blocking): a restored backup has none. Raises: FileMissing."""
    there = store.renditions(proposal.owner_id, proposal.renditions_key or "")
    for rendition in _PICTURES:
        if rendition not in there:
            raise FileMissing.of_photo(rendition)


def expires_at(proposal: CutoutProposal) -> datetime:
    return proposal.created_at + KEPT_UNANSWERED


def _open(owner_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return CutoutProposal.owner_id == owner_id, CutoutProposal.renditions_key.is_not(None)


def _with_item(owner_id: UUID) -> Any:
    query = select(CutoutProposal, Photo.item_id).join(Photo, Photo.id == CutoutProposal.photo_id).join(Item)
    return query.where(*_open(owner_id), Item.is_owned())
