"""Uploads that precede the request that claims them: announced, sent straight to the store, then claimed."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update

from app.accounts.limits import ARCHIVE_TYPE, check_room
from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import Job, Upload
from app.db.types import now
from app.outside.inbox import Inbox, NothingUploaded, UploadTooLarge, Waiting, read_key
from app.settings import get_settings
from app.wardrobe.errors import BadRequest, FileTooLarge, NotFound
from app.wardrobe.intake import Intake, IntakeResult, find_or_restore, take_photo
from app.wardrobe.portability.archive import ARCHIVE_IMPORT

# How long an upload can be claimed.
KEPT_UNCLAIMED: Final = timedelta(days=1)


async def announce(
    sessions: SessionFactory,
    owner_id: UUID,
    filename: str,
    content_type: str,
    size_bytes: int | None = None,
) -> Upload:
    """Reserve a place in the inbox; without `size_bytes`, room for the largest photo is reserved.

    Raises: LimitReached.
    """
    more = get_settings().max_upload_bytes if size_bytes is None else size_bytes
    async with write(sessions) as session:
        await lock_owner(session, owner_id)
        await check_room(session, owner_id, items=int(content_type != ARCHIVE_TYPE), size_bytes=more)
        upload = Upload(
            owner_id=owner_id,
            filename=filename,
            content_type=content_type,
            size_bytes=size_bytes,
            expires_at=now() + KEPT_UNCLAIMED,
        )
        session.add(upload)
        return upload


async def withdraw(sessions: SessionFactory, inbox: Inbox, upload: Upload) -> None:
    """Delete an announced upload and its file."""
    async with write(sessions) as session:
        await session.execute(delete(Upload).where(Upload.id == upload.id))
    await asyncio.to_thread(inbox.delete, waiting_of(upload))


def waiting_of(upload: Upload) -> Waiting:
    return Waiting(upload.owner_id, upload.id)


async def find_upload(sessions: SessionFactory, owner_id: UUID, key: str) -> Upload:
    """Raises: NotFound, also for another person's and for expired ones."""
    named = read_key(key)
    if named is None or named.owner != owner_id:
        raise NotFound("upload")
    mine = Upload.owner_id == owner_id, Upload.id == named.upload_id, Upload.expires_at > now()
    async with sessions() as session:
        upload = await session.scalar(select(Upload).where(*mine))
    if upload is None:
        raise NotFound("upload")
    return upload


async def claim(intake: Intake, inbox: Inbox, owner_id: UUID, key: str, max_bytes: int) -> tuple[str, IntakeResult]:
    """Make an item of an upload; returns its name and the item. Claimed again, it gives the same item.

    Raises: NotFound, NothingUploaded, FileTooLarge, BadRequest if its size is not the announced one, and the exceptions
    of `take_photo`.
    """
    upload = await find_upload(intake.sessions, owner_id, key)
    if upload.taken_sha256 is None:
        try:
            return upload.filename, await _take(intake, inbox, upload, max_bytes)
        except NothingUploaded:
            # The same claim, sent twice at once, may have been faster.
            upload = await find_upload(intake.sessions, owner_id, key)
            if upload.taken_sha256 is None:
                raise
    item = await find_or_restore(intake, owner_id, upload.taken_sha256)
    if item is None:
        raise NotFound("upload")
    return upload.filename, IntakeResult(item, is_new=False)


async def _take(intake: Intake, inbox: Inbox, upload: Upload, max_bytes: int) -> IntakeResult:
    waiting = waiting_of(upload)
    async with AsyncExitStack() as stack:
        try:
            file = await asyncio.to_thread(stack.enter_context, inbox.open(waiting, max_bytes))
        except UploadTooLarge as error:
            await asyncio.to_thread(inbox.delete, waiting)
            megabytes = max_bytes // (1024 * 1024)
            raise FileTooLarge(f"The photo is larger than {megabytes} MB. Scale it down and send it again.") from error
        size_bytes = file.seek(0, 2)
        if upload.size_bytes not in (None, size_bytes):
            raise BadRequest(f"{upload.size_bytes} bytes were announced and {size_bytes} came. Upload the photo again.")
        taken = await take_photo(intake, upload.owner_id, file, upload.filename, claimed=upload.id)
    async with write(intake.sessions) as session:
        await session.execute(
            update(Upload).where(Upload.id == upload.id).values(taken_sha256=taken.item.photos[0].sha256)
        )
    await asyncio.to_thread(inbox.delete, waiting)
    return taken


async def expire_uploads(sessions: SessionFactory, inbox: Inbox) -> None:
    """Delete unclaimed uploads, and files that arrived after their owner was erased.

    An archive stays until the job that imports it is finished: after a crash, that job opens it again.
    """
    async with write(sessions) as session:
        at_work = await session.scalars(
            select(Job.subject).where(Job.kind == ARCHIVE_IMPORT, Job.finished_at.is_(None))
        )
        awaited = [UUID(subject) for subject in at_work]
        await session.execute(delete(Upload).where(Upload.expires_at <= now(), Upload.id.not_in(awaited)))
    stored = await asyncio.to_thread(lambda: list(inbox.waiting()))
    async with sessions() as session:
        # Queried after the files were listed: a row exists before its file.
        known = set(await session.scalars(select(Upload.id).where(Upload.taken_sha256.is_(None))))
    for waiting in stored:
        if waiting.upload_id not in known:
            await asyncio.to_thread(inbox.delete, waiting)
    await asyncio.to_thread(inbox.sweep_unfinished)
