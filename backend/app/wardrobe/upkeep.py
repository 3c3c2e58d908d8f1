"""What is put right at every start: files without a row, and garments deleted long ago."""

import asyncio
import logging
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update

from app.db.session import SessionFactory, begin_write
from app.db.tables import IdempotentAnswer, Item, Outfit, Photo
from app.db.types import now
from app.outside.storage import Store

log = logging.getLogger(__name__)

# How long a delete can be undone.
KEPT_AFTER_DELETE = timedelta(days=30)
KEPT_FOR_RETRIES = timedelta(days=1)


async def tidy(sessions: SessionFactory, store: Store) -> None:
    """Forget what was deleted long ago, then take away every photo's files that no row speaks of.

    Only before the service takes photos: the files of a photo are there shortly before its row.
    """
    async with sessions() as session:
        await begin_write(session)
        await session.execute(delete(Item).where(Item.deleted_at < now() - KEPT_AFTER_DELETE))
        old = IdempotentAnswer.created_at < now() - KEPT_FOR_RETRIES
        # What was still at work when the service stopped will never be answered.
        await session.execute(delete(IdempotentAnswer).where(old | IdempotentAnswer.status.is_(None)))
        await session.execute(update(Outfit).where(Outfit.created_at < now() - KEPT_FOR_RETRIES).values(retry_key=None))
        await session.commit()
        known = {(owner, sha256) for owner, sha256 in await session.execute(select(Photo.owner_id, Photo.sha256))}
    strays = await asyncio.to_thread(_sweep, store, known)
    if strays:
        log.warning("took away the files of %d photos that were never finished or are forgotten", strays)


def _sweep(store: Store, known: set[tuple[UUID, str]]) -> int:
    store.sweep_unfinished()
    strays = [photo for photo in store.photos() if photo not in known]
    for owner_id, sha256 in strays:
        store.delete(owner_id, sha256)
    return len(strays)
