"""A job cuts a person's untouched photos out again by the network of today, as proposals."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.limits import LimitReached, check_room
from app.db.session import lock_owner, write
from app.db.tables import CutoutProposal, Item, Job, Photo
from app.jobs import JobFailed, Run, add_job, find_unfinished, set_progress
from app.outside.storage import FileMissing, Store
from app.registry.models import Models
from app.vision.images import ImageRefused, Mask
from app.vision.onnx import ModelUnavailable
from app.wardrobe.cutout_proposals import count_open, count_redoable, drop_proposal, redoable
from app.wardrobe.intake import Intake
from app.wardrobe.kept_photos import kept_mask
from app.wardrobe.photo_views import PhotoView
from app.wardrobe.photos import put_pictures
from app.wardrobe.reading import Timings, open_photo

log = logging.getLogger(__name__)

CUTOUT_REDO: Final = "cutout-redo"
BATCH_SIZE: Final = 8  # photos per step, about a second of work
MAX_OPEN: Final = 300  # proposals of one person, about 60 MB
SAME_IOU: Final = 0.99  # intersection over union, from which nobody would see a difference


async def enqueue_redo(intake: Intake, owner_id: UUID) -> Job:
    """The job that cuts out again what the present network did not; an unfinished one is reused.

    Wake `Jobs` afterwards.

    Raises: ModelUnavailable, TooManyJobs.
    """
    version = intake.models().get_cutout().version
    async with write(intake.sessions) as session:
        await lock_owner(session, owner_id)
        for job in await find_unfinished(session, owner_id, CUTOUT_REDO):
            return job
        await check_room(session, owner_id, jobs=1)
        job_id = await add_job(session, owner_id, CUTOUT_REDO, version)
        return await session.get_one(Job, job_id)


@dataclass(frozen=True)
class _Made:
    """The pictures of a new cut-out."""

    key: str
    size_bytes: int
    doubts: list[str]


@dataclass(frozen=True)
class CutoutRedo:
    """Does jobs of kind `CUTOUT_REDO`; their subject is the network's version when they were asked for."""

    intake: Intake

    def work(self, run: Run) -> None:
        last: str | None = None
        while last := run.step(self.propose_batch, run, last):
            pass

    async def propose_batch(self, run: Run, after: str | None) -> str | None:
        """Cut out the next few photos after the one with the id `after`; returns the last one's id, None at the end.

        Begun again after a crash, it goes on: what has its row is left out, and files without a row are swept.

        Raises: JobFailed.
        """
        try:
            version = self.intake.models().get_cutout().version
        except ModelUnavailable as error:
            raise JobFailed(str(error)) from error
        async with self.intake.sessions() as session:
            room = MAX_OPEN - await count_open(session, run.owner_id)
            photos = await _next_photos(session, run.owner_id, version, UUID(after) if after else None)
        if photos and room <= 0:
            await self._say(run, f"{MAX_OPEN} proposals wait for an answer. Answer them, then start this again.")
            return None
        for photo in photos[:room]:
            async with self.intake.one_at_a_time(run.owner_id, str(photo.item_id)):
                await self._propose(run, photo, version)
        return str(photos[:room][-1].id) if photos else None

    async def _propose(self, run: Run, photo: Photo, version: str) -> None:
        made: _Made | None = None
        try:
            # One photo at a time, in the pool that uploads use too: they take turns.
            made = await self.intake.workers.run_for(
                run.owner_id, _cut_out_again, photo, self.intake.store, self.intake.models()
            )
        except (FileMissing, ImageRefused) as error:
            log.warning("photo %s cannot be cut out again: %s", photo.id, error)
        try:
            unused = await self._keep(run, photo, version, made)
        except Exception as error:  # not on cancellation, after which the row may need the files
            if made:
                await asyncio.to_thread(self.intake.store.delete, run.owner_id, made.key)
            if isinstance(error, LimitReached):
                raise JobFailed(str(error)) from error
            raise
        if unused:
            await asyncio.to_thread(self.intake.store.delete, run.owner_id, unused)

    async def _keep(self, run: Run, photo: Photo, version: str, made: _Made | None) -> str | None:
        """Write the proposal's row, or that there is nothing to propose; returns the key of pictures without a use."""
        async with write(self.intake.sessions) as session:
            await lock_owner(session, run.owner_id)
            is_same = Photo.id == photo.id, Photo.renditions_key == photo.renditions_key
            query = select(Photo.id).join(Item).where(*redoable(run.owner_id, version), *is_same)
            if await session.scalar(query) is None:  # changed or deleted in the meantime
                return made.key if made else None
            if made:
                await check_room(session, run.owner_id, size_bytes=made.size_bytes)
            older = await drop_proposal(session, photo.id)
            proposal = CutoutProposal(photo_id=photo.id, owner_id=run.owner_id, version=version)
            if made:
                proposal.renditions_key, proposal.size_bytes = made.key, made.size_bytes
                proposal.doubts = made.doubts
            session.add(proposal)
            await session.flush()
            await self._note_progress(session, run, version)
            return older

    async def _note_progress(self, session: AsyncSession, run: Run, version: str) -> None:
        job = await session.get_one(Job, run.job_id)
        left = await count_redoable(session, run.owner_id, version)
        total = job.done + 1 + left
        await set_progress(session, run.job_id, job.done + 1, total)

    async def _say(self, run: Run, detail: str) -> None:
        async with write(self.intake.sessions) as session:
            (await session.get_one(Job, run.job_id)).detail = detail


async def _next_photos(session: AsyncSession, owner_id: UUID, version: str, after: UUID | None) -> list[Photo]:
    query = select(Photo).join(Item).where(*redoable(owner_id, version)).order_by(Photo.id).limit(BATCH_SIZE)
    if after:
        query = query.where(Photo.id > after)
    return list(await session.scalars(query))


def _cut_out_again(photo: Photo, store: Store, models: Models) -> _Made | None:
    """Store the pictures of a new cut-out (blocking); None if it finds no garment, or the same pixels of it.

    Raises: FileMissing, ImageRefused, StorageFull, ModelUnavailable.
    """
    content = store.read(photo.owner_id, photo.sha256, "original")
    opened = open_photo(content, PhotoView.of(photo), models, Timings())
    if opened.cutout is None or _is_same(kept_mask(store, photo) if photo.has_cutout else None, opened.cutout.mask):
        return None
    key, size_bytes = put_pictures(store, photo, opened)
    return _Made(key, size_bytes, list(opened.cutout.doubts))


def _is_same(old: Mask | None, new: Mask) -> bool:
    if old is None or old.shape != new.shape:
        return False
    return bool((old & new).sum() >= SAME_IOU * (old | new).sum())
