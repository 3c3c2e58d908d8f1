"""Maintenance at every start and periodically: deletes files without a row, and what was deleted long ago."""

import asyncio
import itertools
import logging
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from app.db.session import SessionFactory, write
from app.db.tables import CutoutProposal, IdempotentAnswer, Item, Outfit, Photo, Prediction
from app.db.types import now
from app.outside.inbox import Inbox
from app.outside.storage import Store
from app.settings import get_settings
from app.wardrobe.cutout_proposals import expire_proposals
from app.wardrobe.items import KEPT_AFTER_DELETE
from app.wardrobe.uploads import expire_uploads

log = logging.getLogger(__name__)

KEPT_FOR_RETRIES = timedelta(days=1)
# The files of a photo exist before its row: younger ones may belong to another process that is still working.
UNFINISHED_FOR: Final = timedelta(hours=1)
_EXPIRY_INTERVAL: Final = timedelta(hours=1)
_SWEEPS_EVERY: Final = 24  # rounds: a bucket is listed a thousand files at a time


async def tidy(sessions: SessionFactory, store: Store) -> None:
    """Delete what expired: garments deleted long ago, old answers for retries, and files without a row.

    Only before this process accepts photos. If another process may be storing some, the files are left to `keep_tidy`.
    """
    async with write(sessions) as session:
        await session.execute(delete(Item).where(Item.deleted_at < now() - KEPT_AFTER_DELETE))
        await session.execute(update(Outfit).where(Outfit.created_at < now() - KEPT_FOR_RETRIES).values(retry_key=None))
    await forget_answers(sessions)
    await forget_predictions(sessions)
    with store.alone() as is_alone:
        if is_alone:
            await _release_claims(sessions)
            await asyncio.to_thread(store.sweep_unfinished)
            await take_strays(sessions, store, older_than=timedelta())


async def _release_claims(sessions: SessionFactory) -> None:
    """Requests that were running when the only process stopped are never answered. Other claims expire soon."""
    async with write(sessions) as session:
        await session.execute(delete(IdempotentAnswer).where(IdempotentAnswer.status.is_(None)))


async def keep_tidy(sessions: SessionFactory, store: Store, inbox: Inbox) -> None:
    """Every hour: uploads and proposals that expired, old answers; every day: old predictions, files without a row."""
    for round_ in itertools.count():
        try:
            await expire_uploads(sessions, inbox)
            await expire_proposals(sessions, store)
            await forget_answers(sessions)
            if round_ % _SWEEPS_EVERY == 0:
                await forget_predictions(sessions)
                await take_strays(sessions, store, older_than=UNFINISHED_FOR)
        except (SQLAlchemyError, OSError):
            log.exception("maintenance failed; trying again in an hour")
        await asyncio.sleep(_EXPIRY_INTERVAL.total_seconds())


async def forget_answers(sessions: SessionFactory) -> None:
    """Delete stored answers after a day; a later retry counts as a new request."""
    async with write(sessions) as session:
        old = IdempotentAnswer.created_at < now() - KEPT_FOR_RETRIES
        await session.execute(delete(IdempotentAnswer).where(old))


async def forget_predictions(sessions: SessionFactory) -> None:
    """Logged predictions are kept for `CURATOR_PREDICTION_RETENTION_DAYS`."""
    kept = timedelta(days=get_settings().prediction_retention_days)
    async with write(sessions) as session:
        await session.execute(delete(Prediction).where(Prediction.created_at < now() - kept))


async def take_strays(sessions: SessionFactory, store: Store, *, older_than: timedelta) -> None:
    """Delete the files of photos that have no row, unless they are younger."""
    before = now() - older_than
    stored = await asyncio.to_thread(lambda: list(store.photos()))
    async with sessions() as session:
        keys = await session.execute(select(Photo.owner_id, Photo.sha256, Photo.renditions_key))
        known = {(owner, key) for owner, *both in keys for key in both}
        proposed = await session.execute(select(CutoutProposal.owner_id, CutoutProposal.renditions_key))
        known |= {(owner, key) for owner, key in proposed if key}
    strays = [
        (photo.owner, photo.sha256)
        for photo in stored
        if (photo.owner, photo.sha256) not in known and photo.changed_at <= before
    ]
    for owner_id, sha256 in strays:
        await asyncio.to_thread(store.delete, owner_id, sha256)
    if strays:
        log.warning("deleted the files of %d photos without a row", len(strays))
