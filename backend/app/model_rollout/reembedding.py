"""Embeddings by another version of the compatibility model, for every garment without one: one job per wardrobe."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import Embedding, Item, Job, Photo
from app.jobs import Run, add_job, set_progress
from app.outfit_compatibility import CompatibilityModel
from app.outside.storage import FileMissing, Store
from app.vision.images import ImageRefused
from app.wardrobe.kept_photos import embed_kept_photo
from app.workers import Workers

log = logging.getLogger(__name__)

REEMBEDDING: Final = "re-embedding"
BATCH_SIZE: Final = 8  # garments per step, about a second of work


LoadModel: TypeAlias = Callable[[str], Awaitable[CompatibilityModel]]


async def enqueue_reembedding(sessions: SessionFactory, model_version: str) -> int:
    """Queue a job for every wardrobe with a garment that `model_version` has not embedded.

    Returns the number of wardrobes. A version has one job per wardrobe at a time. Wake `Jobs` afterwards.
    """
    async with write(sessions) as session:
        owners = list(await session.scalars(select(Item.owner_id).where(_lacks(model_version)).distinct()))
        for owner_id in owners:
            await add_job(session, owner_id, REEMBEDDING, model_version)
    return len(owners)


async def is_reembedded(session: AsyncSession, model_version: str) -> bool:
    """Whether every garment has its embedding, except those without a readable picture."""
    if await session.scalar(select(Item.id).where(_lacks(model_version)).limit(1)) is None:
        return True
    through = select(Job.result).where(Job.kind == REEMBEDDING, Job.subject == model_version)
    given_up = {item_id for result in await session.scalars(through) for item_id in result.get("left_out", [])}
    lacking = await session.scalars(select(Item.id).where(_lacks(model_version)).limit(len(given_up) + 1))
    return {str(item_id) for item_id in lacking} <= given_up


@dataclass(frozen=True)
class Reembedding:
    """Does jobs of kind `REEMBEDDING`; their subject is the model version."""

    sessions: SessionFactory
    store: Store
    workers: Workers
    load_model: LoadModel
    after: Callable[[str], Awaitable[object]] | None = None  # called with the version after each wardrobe

    def work(self, run: Run) -> None:
        last: str | None = None
        left_out: list[str] = []
        while batch := run.step(self.embed_batch, run, last):
            last, failed = batch
            left_out += failed
        run.step(self.conclude, run, left_out)

    async def embed_batch(self, run: Run, after: str | None) -> tuple[str, list[str]] | None:
        """Embed the next few garments after the one with the id `after`; None if there are no more.

        Returns the id of the last garment and the ids of those that could not be embedded. Raises: ModelUnavailable.
        """
        model = await self.load_model(run.subject)
        async with self.sessions() as session:
            photos = await _next_photos(session, run, UUID(after) if after else None)
        if not photos:
            return None
        vectors: dict[UUID, bytes] = {}
        for photo in photos:
            try:
                # One photo at a time, in the pool that uploads use too: they take turns.
                embedding = await self.workers.run(embed_kept_photo, self.store, photo, model)
            except (FileMissing, ImageRefused) as error:
                log.warning("garment %s has no embedding by %s: %s", photo.item_id, run.subject, error)
            else:
                vectors[photo.item_id] = embedding.astype("<f4").tobytes()
        await self._keep(run, vectors)
        failed = [str(photo.item_id) for photo in photos if photo.item_id not in vectors]
        return str(photos[-1].item_id), failed

    async def conclude(self, run: Run, left_out: list[str]) -> None:
        if left_out:
            async with write(self.sessions) as session:
                job = await session.get(Job, run.job_id)
                if job is not None:
                    job.result = {"left_out": left_out}
                    job.detail = f"{len(left_out)} garments were left out: none of their pictures can be read."
        if self.after:
            await self.after(run.subject)

    async def _keep(self, run: Run, vectors: dict[UUID, bytes]) -> None:
        async with write(self.sessions) as session:
            await lock_owner(session, run.owner_id)
            # Queried again: a garment may have been deleted, or embedded by another process.
            lacking = select(Item.id).where(Item.id.in_(vectors), _lacks(run.subject))
            for item_id in await session.scalars(lacking):
                session.add(
                    Embedding(
                        item_id=item_id,
                        model_version=run.subject,
                        owner_id=run.owner_id,
                        vector=vectors[item_id],
                    )
                )
            await session.flush()
            owned = select(func.count()).select_from(Item).where(Item.owner_id == run.owner_id)
            total = await session.scalar(owned) or 0
            left = await session.scalar(owned.where(_lacks(run.subject))) or 0
            await set_progress(session, run.job_id, total - left, total)


def _lacks(model_version: str) -> ColumnElement[bool]:
    """Deleted garments count: they can be restored."""
    return ~exists().where(Embedding.item_id == Item.id, Embedding.model_version == model_version)


async def _next_photos(session: AsyncSession, run: Run, after: UUID | None) -> list[Photo]:
    """The first photo of each of the next garments without an embedding."""
    other = aliased(Photo)
    first = select(func.min(other.position)).where(other.item_id == Item.id).scalar_subquery()
    query = (
        select(Photo)
        .join(Item)
        .where(Item.owner_id == run.owner_id, _lacks(run.subject), Photo.position == first)
        .order_by(Item.id)
        .limit(BATCH_SIZE)
    )
    if after:
        query = query.where(Item.id > after)
    return list(await session.scalars(query))
